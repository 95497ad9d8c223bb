"""What a letter of the other half does here; one that came before is not taken in twice."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from returns_app.cases.queries import get_case, member_of
from returns_app.checks.queries import find_own_claim
from returns_app.core.actions import Action
from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import promise
from returns_app.registry.mailbox import Delivered
from returns_app.registry.service import new_reference
from returns_app.review import queries
from returns_app.review.models import Disclosure, Review, ReviewLetter
from returns_app.review.queries.own_side import READER
from returns_app.review.rules import (
    RUNNING,
    AlertClass,
    Declined,
    DisclosedField,
    DisclosureState,
    LetterKind,
    Origin,
    PairVerdict,
    RefusedLetter,
    Refusing,
    ReviewState,
    answer_due,
    due_on,
    text_of,
)
from returns_app.review.rules.exchange import VISIBLE
from returns_app.review.service.opening import reopen
from returns_app.review.service.signing import Signed
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import open_task

FORGET = "review.forget_value"
HIDDEN = "MS-"  # under such a name a protected claim is told to others
PATIENCE = timedelta(days=1)  # so long a letter waits for the one that opens its thread
Taker = Callable[[UnitOfWork, Review, dict[str, Any]], None]


def receive(work: UnitOfWork, state: str, one: Delivered, signed: Signed) -> bool:
    """Take a letter in; False when the letter that opens its thread has not come yet. RefusedLetter says why it is not."""
    kind, body = _kind(signed.body), signed.body
    known = queries.find_received(work.session, one.id)
    if known is not None and known.posted_at:
        raise RefusedLetter(Refusing.REPLAYED)
    if known is not None:
        return True  # the registry has not heard yet that it arrived
    review = queries.find_by_thread(work.session, one.thread, state)
    if review is None and kind is not LetterKind.OPENED:
        if work.now - signed.at > PATIENCE:
            raise RefusedLetter(Refusing.NO_THREAD)
        return False
    if review is not None:
        check_writer(signed, review.other_state, review.other_key)
    try:
        with work.session.begin_nested():
            review = review or _open_half(work, one, signed)
            review.other_key = review.other_key or (None if signed.state else signed.key)
            TAKERS.get(kind, _nothing)(work, review, body)
            _keep(work, review, one.id, kind, body)
    except (
        ValueError,
        TypeError,
        KeyError,
    ) as fault:  # whatever another state may write, it never stops the next letters
        raise fault if isinstance(fault, RefusedLetter) else RefusedLetter(Refusing.NO_LETTER) from fault
    return True


def _kind(body: dict[str, Any]) -> LetterKind:
    try:
        return LetterKind(text_of(body, "kind"))
    except ValueError as fault:
        raise RefusedLetter(Refusing.NO_LETTER) from fault


def check_writer(signed: Signed, state: str | None, key: bytes | None) -> None:
    """Where the other side is known its node signs; where it is not, one key signs from the first letter to the last."""
    if state is not None and signed.state != state:
        raise RefusedLetter(Refusing.FOREIGN)
    if state is None and key is not None and signed.key != key:
        raise RefusedLetter(Refusing.FOREIGN)


def _open_half(work: UnitOfWork, one: Delivered, signed: Signed) -> Review:
    """Another state found our claim: our own half, which that state reviews and we answer."""
    body = signed.body
    if (text_of(body, "state", 2) or None) != signed.state:
        raise RefusedLetter(Refusing.FOREIGN)
    own = find_own_claim(work.session, one.claim or "")
    if own is None:
        raise RefusedLetter(Refusing.UNKNOWN_CLAIM)
    shown = text_of(body, "claim", 20)
    if shown != own.reference and not shown.startswith(HIDDEN):
        raise RefusedLetter(Refusing.FOREIGN)  # it was meant for another claim than the one the registry says
    case = get_case(work.session, READER, own.case_id)
    person = member_of(case, own.person_id).person
    review = Review(
        reference=new_reference("RV"), thread_id=one.thread, member_state=case.member_state,
        organisation_id=case.organisation_id, case_id=case.id, person_id=person.id, origin=Origin.OTHER_STATE,
        alert=AlertClass(text_of(body, "alert", 2)), claim=text_of(body, "reference", 20),
        other_state=text_of(body, "state", 2) or None, other_month=text_of(body, "month", 7),
        other_status=text_of(body, "status", 20), other_kinds=[str(one)[:20] for one in body.get("kinds", ())][:9],
        band=text_of(body, "band", 20), weight=float(body.get("weight", 0)), components=body.get("components", []),
        model_version=text_of(body, "model", 40), is_protected=person.is_protected or not body.get("state"),
        state=ReviewState.ELSEWHERE, round=1, round_at=work.now, opened_at=work.now, due_on=due_on(work.today),
        is_named=shown == own.reference,  # who knows us by another name does not know our state
    )  # fmt: skip
    work.add(review)
    work.session.flush()  # what follows points to it
    work.record(Action.REVIEW_OPENED, case_id=case.id, review=review.id, origin=Origin.OTHER_STATE, alert=review.alert)
    return review


def _asked(work: UnitOfWork, review: Review, body: dict[str, Any]) -> None:
    row = Disclosure(
        request_id=UUID(text_of(body, "request")), review_id=review.id, case_id=review.case_id, is_ours=False,
        field=DisclosedField(text_of(body, "field")), asked_at=work.now, state=DisclosureState.ASKED,
    )  # fmt: skip
    row.reason = text_of(body, "reason")
    work.add(row)
    _duty(work, review, row.id)
    told = {"review": review.id, "request": row.request_id, "field": row.field}
    work.record(Action.DISCLOSURE_RECEIVED, case_id=review.case_id, **told)


def _granted(work: UnitOfWork, review: Review, body: dict[str, Any]) -> None:
    row = queries.find_disclosure(work.session, review.id, UUID(text_of(body, "request")), is_ours=True)
    if row is None or row.state is not DisclosureState.ASKED:
        return
    until = min(datetime.fromisoformat(text_of(body, "until")), work.now + VISIBLE)
    row.state, row.until, row.answered_at = DisclosureState.GRANTED, until, work.now
    row.value = text_of(body, "value")
    wait = int((until - work.now).total_seconds())
    promise(work, FORGET, {"disclosure": str(row.id)}, key=f"{FORGET}|{row.id}", wait=wait)
    queries.mark_field_answered(work.session, review.id, row.request_id, work.now)
    work.record(Action.DISCLOSURE_GRANTED, case_id=review.case_id, review=review.id, request=row.request_id)
    _know_more(work, review)


def _declined(work: UnitOfWork, review: Review, body: dict[str, Any]) -> None:
    row = queries.find_disclosure(work.session, review.id, UUID(text_of(body, "request")), is_ours=True)
    if row is None or row.state is not DisclosureState.ASKED:
        return
    row.state, row.declined, row.answered_at = DisclosureState.DECLINED, Declined(text_of(body, "why")), work.now
    queries.mark_field_answered(work.session, review.id, row.request_id, work.now)
    work.record(Action.DISCLOSURE_DECLINED, case_id=review.case_id, review=review.id, request=row.request_id)


def _viewed(work: UnitOfWork, review: Review, body: dict[str, Any]) -> None:
    row = queries.find_disclosure(work.session, review.id, UUID(text_of(body, "request")), is_ours=False)
    if row is not None:
        row.looks, row.looked_at = row.looks + 1, work.now
        work.record(
            Action.DISCLOSURE_READ, case_id=review.case_id, review=review.id, request=row.request_id, there=True
        )


def _outcome(work: UnitOfWork, review: Review, body: dict[str, Any]) -> None:
    review.other_verdict = PairVerdict(text_of(body, "verdict"))
    work.record(Action.REVIEW_CHANGED, case_id=review.case_id, review=review.id, verdict=review.other_verdict)


def _changed(work: UnitOfWork, review: Review, _body: dict[str, Any]) -> None:
    """Facts of the other side are not what they were: what was said here rests on nothing."""
    if review.origin is not Origin.OTHER_STATE:
        reopen(work, review)
        return
    review.other_verdict = None
    work.record(Action.REVIEW_CHANGED, case_id=review.case_id, review=review.id)


def _message(work: UnitOfWork, review: Review, _body: dict[str, Any]) -> None:
    _duty(work, review, review.id)
    queries.mark_answered(work.session, review.id, work.now)


def _nothing(_work: UnitOfWork, _review: Review, _body: dict[str, Any]) -> None:
    """Its arrival is all."""


def _know_more(work: UnitOfWork, review: Review) -> None:
    if review.state is ReviewState.WAITING and review.state in RUNNING:
        reopen(work, review)


def _keep(work: UnitOfWork, review: Review, letter_id: UUID, kind: LetterKind, body: dict[str, Any]) -> None:
    """The letter as it came, without what it disclosed: that is kept for three days in one place only."""
    kept = {name: value for name, value in body.items() if name != "value"}
    row = ReviewLetter(
        letter_id=letter_id, review_id=review.id, case_id=review.case_id, is_ours=False, kind=kind, written_at=work.now,
        arrived_at=work.now, due_on=answer_due(work.today) if kind is LetterKind.MESSAGE else None,
    )  # fmt: skip
    row.body = json.dumps(kept, ensure_ascii=False)
    work.add(row)
    work.record(Action.LETTER_RECEIVED, case_id=review.case_id, review=review.id, letter=letter_id, kind=kind)


def _duty(work: UnitOfWork, review: Review, subject: UUID) -> None:
    duty = Duty(
        TaskKind.ANSWER_STATE, review.organisation_id, Role.COUNSELLOR, case_id=review.case_id, subject_id=subject,
        member_state=review.member_state, due_on=answer_due(work.today),
    )  # fmt: skip
    open_task(work, duty)


TAKERS: dict[LetterKind, Taker] = {
    LetterKind.ASKED: _asked,
    LetterKind.GRANTED: _granted,
    LetterKind.DECLINED: _declined,
    LetterKind.VIEWED: _viewed,
    LetterKind.OUTCOME: _outcome,
    LetterKind.CHANGED: _changed,
    LetterKind.MESSAGE: _message,
}
