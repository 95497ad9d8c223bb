"""One named field of the other side: asked for with a reason, granted there, shown for three days, every look logged."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import handles
from returns_app.review import queries
from returns_app.review.models import Disclosure, Review
from returns_app.review.rules import (
    Declined,
    DisclosureState,
    LetterKind,
    Message,
    Request,
    answer_due,
    check_message,
    check_request,
    check_visible,
)
from returns_app.review.rules.exchange import VISIBLE
from returns_app.review.service.receiving import FORGET
from returns_app.review.service.writing import write
from returns_app.work.rules import TaskKind
from returns_app.work.service import close_tasks


def ask_field(work: UnitOfWork, review_id: UUID, request: Request) -> UUID | None:
    """A reviewer asks the other side for one field; the letter that carries the question."""
    review = queries.lock_review(work.session, work.actor, review_id)
    queries.check_may_judge(work.session, work.actor, review)
    check_request(request)
    if not review.has_other_half:
        raise RuleBroken("review.no_other_half", N_("Both files are ours: there is nobody to ask."))
    if queries.find_disclosure(work.session, review.id, request.request_key, is_ours=True):
        return None
    row = Disclosure(
        request_id=request.request_key, review_id=review.id, case_id=review.case_id, is_ours=True, field=request.field,
        asked_by=work.actor.account_id, asked_at=work.now, state=DisclosureState.ASKED,
    )  # fmt: skip
    row.reason = request.reason.strip()
    work.add(row)
    told = {"review": review.id, "request": row.request_id, "field": row.field}
    work.record(Action.DISCLOSURE_ASKED, case_id=review.case_id, **told)
    body = {"kind": LetterKind.ASKED, "request": str(row.request_id), "field": row.field, "reason": row.reason}
    return write(work, review, LetterKind.ASKED, body, due=answer_due(work.today))


def grant_field(work: UnitOfWork, disclosure_id: UUID) -> UUID | None:
    """Somebody here shows the field to the other state for three days."""
    row, review = _to_answer(work, disclosure_id)
    row.state, row.until = DisclosureState.GRANTED, work.now + VISIBLE
    body = {
        "kind": LetterKind.GRANTED, "request": str(row.request_id), "until": row.until.isoformat(),
        "value": queries.disclosed_value(work.session, review, row.field),
    }  # fmt: skip
    work.record(Action.DISCLOSURE_GRANTED, case_id=review.case_id, review=review.id, request=row.request_id)
    return write(work, review, LetterKind.GRANTED, body)


def decline_field(work: UnitOfWork, disclosure_id: UUID, why: Declined) -> UUID | None:
    """Somebody here does not show the field, and says why in a code."""
    row, review = _to_answer(work, disclosure_id)
    row.state, row.declined = DisclosureState.DECLINED, why
    work.record(Action.DISCLOSURE_DECLINED, case_id=review.case_id, review=review.id, request=row.request_id)
    body = {"kind": LetterKind.DECLINED, "request": str(row.request_id), "why": why}
    return write(work, review, LetterKind.DECLINED, body)


def look_at_field(work: UnitOfWork, disclosure_id: UUID) -> tuple[str, UUID | None]:
    """Whoever asked looks at what was granted; both sides log it. The value, and the letter that tells the other side."""
    row = queries.get_disclosure(work.session, work.actor, disclosure_id)
    if not row.is_ours or row.asked_by != work.actor.account_id or row.state is not DisclosureState.GRANTED:
        raise RuleBroken(
            "review.not_shown_to_you", N_("This field is shown only to whoever asked for it. Ask for it yourself.")
        )
    check_visible(row.until, work.now)
    row.looks, row.looked_at = row.looks + 1, work.now
    review = queries.get_review(work.session, work.actor, row.review_id)
    work.record(
        Action.DISCLOSURE_READ, case_id=row.case_id, review=row.review_id, request=row.request_id, looks=row.looks
    )
    body = {"kind": LetterKind.VIEWED, "request": str(row.request_id)}
    return row.value, write(work, review, LetterKind.VIEWED, body)


def send_message(work: UnitOfWork, review_id: UUID, message: Message) -> UUID | None:
    """Write to the other state; an answer is expected within ten days."""
    review = queries.get_review(work.session, work.actor, review_id)
    check_message(message)
    close_tasks(work, (TaskKind.ANSWER_STATE,), case_id=review.case_id, subject_id=review.id)
    body = {"kind": LetterKind.MESSAGE, "subject": message.subject, "text": message.text.strip()}
    return write(work, review, LetterKind.MESSAGE, body, due=answer_due(work.today))


@handles(FORGET)
def forget_value(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Three days are over: the value is taken out."""
    row = work.session.get(Disclosure, UUID(payload["disclosure"]))
    if row is not None and row.until and row.until <= work.now + timedelta(minutes=1):
        row.value = ""
        work.record(Action.DISCLOSURE_ENDED, case_id=row.case_id, request=row.request_id)


def _to_answer(work: UnitOfWork, disclosure_id: UUID) -> tuple[Disclosure, Review]:
    row = queries.get_disclosure(work.session, work.actor, disclosure_id)
    if row.is_ours or row.state is not DisclosureState.ASKED:
        raise RuleBroken("review.answered", N_("This request was answered before."))
    row.answered_by, row.answered_at = work.actor.account_id, work.now
    close_tasks(work, (TaskKind.ANSWER_STATE,), case_id=row.case_id, subject_id=row.id)
    return row, queries.get_review(work.session, work.actor, row.review_id)
