"""The check of a whole case: everybody in it is asked about, and each answer is kept once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from returns_app.blind.oprf import BadProof
from returns_app.cases.queries import get_case, get_own_case
from returns_app.cases.rules import CHECK_CASE, ENDED, EventKind
from returns_app.cases.service import add_event
from returns_app.checks.models import RegistryCheck
from returns_app.checks.queries import (
    Case,
    Member,
    latest_checks,
    list_unanswered,
    own_claims,
    settled_claims,
    to_be_asked,
    travellers,
)
from returns_app.checks.rules import CheckAnswer, CheckReason, Comparison, compare, judge, kept, standing, worst
from returns_app.checks.service.duties import follow_answers
from returns_app.checks.service.listening import tell_listeners
from returns_app.checks.service.tokens import answer_to
from returns_app.checks.service.watching import watch
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db.encrypted import key_store
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.jobs.service import Effect, TryLater, calls_out, promise
from returns_app.linkage.match_keys import VERSION
from returns_app.people.details import linkage_details
from returns_app.registry.connection import registry
from returns_app.registry.rules import Answer, Purpose, Question, RegistryGone, TokenGroup
from returns_app.registry.service import new_reference
from returns_app.safeguards.queries import is_restricted

SYSTEM = system_actor("checks")
RETOKEN = "checks.retoken"
PURPOSES = {
    CheckReason.INTAKE: Purpose.INTAKE, CheckReason.IMPORT: Purpose.INTAKE, CheckReason.CORRECTION: Purpose.CORRECTION,
    CheckReason.APPROVAL: Purpose.APPROVAL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody to ask about, and the request id that stays the same until there is an answer."""

    person_id: UUID
    request_id: UUID
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What one check of a case needs to know, read at one moment."""

    case_id: UUID
    member_state: str
    opened_on: date
    family_handle: UUID
    subjects: tuple[Subject, ...]
    reason: CheckReason
    asked_by: UUID | None
    read_at: datetime


def ask_again(work: UnitOfWork, case_id: UUID, request_key: UUID) -> str:
    """Somebody wants to know how the registry stands now; the key of the promised check."""
    case = get_own_case(work.session, work.actor, case_id)
    key = f"check|{case.id}|{request_key}"
    promise_check(work, case.id, CheckReason.ASKED_AGAIN, key)
    work.record(Action.CHECK_ASKED, case_id=case.id, reason=CheckReason.ASKED_AGAIN, request=request_key)
    return key


def promise_check(work: UnitOfWork, case_id: UUID, reason: CheckReason, key: str) -> None:
    """Promise a check that no earlier answer can stand for."""
    asked_by = str(work.actor.account_id) if work.actor.account_id else None
    payload = {"case_id": str(case_id), "reason": reason.value, "asked_by": asked_by, "since": work.now.isoformat()}
    promise(work, CHECK_CASE, payload, key=key)


@calls_out(CHECK_CASE)
def check_case(payload: dict[str, Any]) -> Effect | None:
    """Ask about everybody in a case; nothing to do when that happened since the facts last changed.

    Without an answer the checks stand there unanswered, and the same ones are answered later.
    """
    with scope(SYSTEM):
        inquiry = _prepare(db.session(), payload)
        db.session().rollback()
    if inquiry is None:
        return None
    try:
        answers = _ask(inquiry)
    except RegistryGone as gone:
        _note_silence(inquiry)
        raise TryLater from gone
    except BadProof:
        _note_silence(inquiry)
        raise
    return partial(_keep, inquiry=inquiry, answers=answers)


def comparisons(case: Case) -> list[tuple[Member, Comparison]]:
    """What can be compared of each traveller, newborns too: a grant is claimed for everybody."""
    family = travellers(case)
    born = tuple(member.person.born for member in family)
    return [(member, compare(linkage_details(member.person, born))) for member in family]


def _prepare(session: Session, payload: dict[str, Any]) -> Inquiry | None:
    read_at = clock.utc_now()
    case = get_case(session, SYSTEM, UUID(payload["case_id"]))
    if is_restricted(session, [case.id]):
        return None
    if case.stage in ENDED or _is_answered(session, case, payload.get("since")):
        return None
    open_requests = {person: check.request_id for person, check in list_unanswered(session, case.id).items()}
    asked = {member.person_id for member in to_be_asked(case)}
    subjects = (
        Subject(member.person_id, open_requests.get(member.person_id) or uuid4(), what)
        for member, what in comparisons(case)
        if member.person_id in asked
    )
    asked_by = payload.get("asked_by")
    return Inquiry(
        case.id, case.member_state, case.opened_on, case.family_handle, tuple(subjects),
        CheckReason(payload["reason"]), UUID(asked_by) if asked_by else None, read_at,
    )  # fmt: skip


def _is_answered(session: Session, case: Case, since: str | None) -> bool:
    """True when everybody was asked about after the family's facts last changed, or after somebody asked."""
    family = to_be_asked(case)
    latest = {check.person_id: check.answered_at for check in latest_checks(session, case.id)}
    changed = [member.person.changed_at for member in family]
    needed = datetime.fromisoformat(since) if since else max(changed, default=case.created_at)
    answered = (latest.get(member.person_id) for member in family)
    return all(moment is not None and moment > needed for moment in answered)


def _ask(inquiry: Inquiry) -> list[Answer]:
    house = registry()
    answers = []
    for subject in inquiry.subjects:
        say = partial(_question, inquiry, subject.request_id, house.key_epoch())
        answers.append(answer_to(house, subject.comparison.asked, say))
    return answers


def _question(inquiry: Inquiry, request_id: UUID, epoch: int, tokens: tuple[TokenGroup, ...]) -> Question:
    return Question(
        request_id, inquiry.member_state, inquiry.opened_on, inquiry.family_handle, epoch, VERSION, tokens,
        PURPOSES.get(inquiry.reason, Purpose.RECHECK), asker_name(inquiry.asked_by),
    )  # fmt: skip


def asker_name(account_id: UUID | None) -> str:
    """A name for somebody that only this house can read: the registry counts by it."""
    return key_store().index("registry.asker", str(account_id)).hex() if account_id else "house"


def _keep(work: UnitOfWork, inquiry: Inquiry, answers: Sequence[Answer]) -> None:
    waiting = list_unanswered(work.session, inquiry.case_id)
    settled = settled_claims(work.session, [one.person_id for one in inquiry.subjects], work.today)
    kept_checks: list[RegistryCheck] = []
    for subject, answer in zip(inquiry.subjects, answers, strict=True):
        what, known = subject.comparison, settled[subject.person_id]
        check = waiting.get(subject.person_id) or _new_check(work, inquiry, subject)
        check.answer, check.answered_at = judge(answer, what.missing, known), inquiry.read_at
        check.compared, check.not_compared, check.spellings = list(what.compared), list(what.missing), what.spellings
        check.hits, check.model_version = [kept(hit, known) for hit in standing(answer, known)], answer.model_version
        kept_checks.append(check)
        told = {"check": check.id, "answer": check.answer, "reason": inquiry.reason, "hits": len(check.hits)}
        work.record(Action.CHECK_ANSWERED, case_id=inquiry.case_id, request=check.request_id, **told)
    _tell_timeline(work, inquiry, [check.answer for check in kept_checks])
    tell_listeners(work, inquiry.case_id, kept_checks)
    answered = {check.person_id: check.answer for check in kept_checks}
    follow_answers(work, inquiry.case_id, answered, late=bool(waiting))
    watch(work, inquiry.case_id, inquiry.asked_by, [subject.comparison for subject in inquiry.subjects])
    _follow_correction(work, inquiry)


def _follow_correction(work: UnitOfWork, inquiry: Inquiry) -> None:
    """Claims whose person was corrected since their tokens were made get new ones."""
    known = {member.person_id: member.person.changed_at for member in travellers(_case(work, inquiry))}
    claims = [claim for claim in own_claims(work.session, inquiry.case_id) if claim.addresses]
    if any(claim.changed_at < known.get(claim.person_id, claim.changed_at) for claim in claims):
        promise(work, RETOKEN, {"case_id": str(inquiry.case_id)}, key=f"{RETOKEN}|{inquiry.case_id}|{inquiry.read_at}")


def _case(work: UnitOfWork, inquiry: Inquiry) -> Case:
    return get_case(work.session, SYSTEM, inquiry.case_id)


def _note_silence(inquiry: Inquiry) -> None:
    """Keep unanswered checks, so that the page says so; those that stand there already are left alone."""
    with unit_of_work(SYSTEM) as work:
        waiting = list_unanswered(work.session, inquiry.case_id)
        new = [_new_check(work, inquiry, one) for one in inquiry.subjects if one.person_id not in waiting]
        for check in new:
            work.record(Action.CHECK_FAILED, case_id=inquiry.case_id, check=check.id, request=check.request_id)
        if new:
            _tell_timeline(work, inquiry, [CheckAnswer.NO_ANSWER])


def _new_check(work: UnitOfWork, inquiry: Inquiry, subject: Subject) -> RegistryCheck:
    check = RegistryCheck(
        case_id=inquiry.case_id, person_id=subject.person_id, reference=new_reference("RC"),
        request_id=subject.request_id, reason=inquiry.reason, asked_by=inquiry.asked_by, asked_at=inquiry.read_at,
        answered_at=None, answer=CheckAnswer.NO_ANSWER, compared=[], not_compared=[], spellings=0, hits=[],
        model_version="",
    )  # fmt: skip
    return work.add(check)


def _tell_timeline(work: UnitOfWork, inquiry: Inquiry, answers: Sequence[CheckAnswer]) -> None:
    case = _case(work, inquiry)
    details = {"answer": worst(answers).value, "reason": inquiry.reason.value, "checks": len(inquiry.subjects)}
    add_event(work, case, EventKind.CHECKED, happened_on=work.today, details=details)
