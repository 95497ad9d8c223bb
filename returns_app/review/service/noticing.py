"""The person is told and heard; then an approver decides, and reservations follow."""

from datetime import date
from uuid import UUID

from returns_app.cases.queries import get_case
from returns_app.checks.rules import SettledAs
from returns_app.checks.service import check_after_review, settle_claim, tell_status
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, Malformed, NotFound, RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.db.session import scope
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.registry.statuses import ClaimStatus
from returns_app.review import queries
from returns_app.review.models import Review, ReviewNotice
from returns_app.review.queries.own_side import READER
from returns_app.review.rules import (
    GOES_ON,
    Consequence,
    Delivery,
    LetterKind,
    ReviewState,
    Ruling,
    check_heard,
    check_ruling,
    notice_due,
    remembered_until,
)
from returns_app.review.service.listening import Ruled, tell_listeners
from returns_app.review.service.writing import write
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import close_tasks, open_task


def issue_notice(work: UnitOfWork, review: Review) -> ReviewNotice:
    """The verdict is that one person asked twice for one return: tell the person, and somebody to hand it over."""
    with scope(READER):
        case = get_case(work.session, READER, review.case_id)
        notice = ReviewNotice(
            review_id=review.id, case_id=case.id, round=review.round, language=case.notice_language,
            issued_on=work.today, due_on=notice_due(work.today),
        )  # fmt: skip
        work.add(notice)
        duty = Duty(
            TaskKind.HEAR_PERSON, review.organisation_id, Role.COUNSELLOR, case_id=case.id, owner_id=case.counsellor_id,
            subject_id=review.id, member_state=review.member_state, due_on=notice.due_on,
        )  # fmt: skip
        open_task(work, duty)
        work.record(Action.NOTICE_ISSUED, case_id=case.id, review=review.id, notice=notice.id, due=notice.due_on)
        work.session.flush()
    return notice


def record_delivery(work: UnitOfWork, notice_id: UUID, delivery: Delivery) -> None:
    """The person has the notice; the two weeks begin on that day."""
    notice, _review = _open_notice(work, notice_id)
    if delivery.on > work.today or delivery.on < notice.issued_on:
        sentence = N_("Enter the day on which the person got the notice: not before it was made, not in the future.")
        raise Malformed("review.delivery_day", sentence, field="on")
    notice.delivered_on, notice.handed = delivery.on, delivery.handed
    notice.due_on = notice_due(delivery.on)
    work.record(Action.NOTICE_DELIVERED, case_id=notice.case_id, notice=notice.id, due=notice.due_on)


def record_notice_answer(work: UnitOfWork, notice_id: UUID, text: str, on: date) -> None:
    """What the person answered to the notice; from now on it can be decided."""
    notice, review = _open_notice(work, notice_id)
    if on > work.today or on < notice.issued_on:
        sentence = N_("Enter the day of the answer: not before the notice, not in the future.")
        raise Malformed("review.answer_day", sentence, field="heard_on")
    if not text.strip():
        raise Malformed("review.empty_answer", N_("Write down what the person answered."), field="heard")
    notice.answer, notice.answered_on = text.strip(), on
    notice.delivered_on = notice.delivered_on or on
    close_tasks(work, (TaskKind.HEAR_PERSON,), case_id=notice.case_id, subject_id=review.id)
    _duty_to_decide(work, review)
    work.record(Action.NOTICE_ANSWERED, case_id=notice.case_id, notice=notice.id)


def rule_on(work: UnitOfWork, notice_id: UUID, ruling: Ruling) -> str | None:
    """An approver decides what follows; the key of the check by which the case learns it."""
    notice = queries.get_notice(work.session, work.actor, notice_id)
    if notice.request_key == ruling.request_key:
        return None
    notice, review = _open_notice(work, notice_id)
    _may_rule(work, notice, review, ruling)
    notice.consequence, notice.amount, notice.request_key = ruling.consequence, ruling.amount, ruling.request_key
    notice.ground, notice.decided_by, notice.decided_at = ruling.ground.strip(), work.actor.account_id, work.now
    review.state = ReviewState.CLOSED
    close_tasks(work, (TaskKind.HEAR_PERSON, TaskKind.RULE_ON_REVIEW), case_id=notice.case_id, subject_id=review.id)
    told = {"notice": notice.id, "consequence": ruling.consequence, "amount": str(ruling.amount or "")}
    work.record(Action.NOTICE_DECIDED, case_id=notice.case_id, review=review.id, **told)
    _follow(work, review, ruling.consequence)
    tell_listeners(work, Ruled(notice.case_id, ruling.consequence, ruling.amount, notice.ground))
    return check_after_review(work, review.case_id, notice.id, review.round)


def withdraw_notice(work: UnitOfWork, review: Review) -> None:
    """The pair is reviewed again: what the person was told holds no longer."""
    notice = queries.find_open_notice(work.session, review.id)
    if notice is not None:
        notice.withdrawn_at = work.now
        close_tasks(work, (TaskKind.HEAR_PERSON, TaskKind.RULE_ON_REVIEW), case_id=notice.case_id, subject_id=review.id)
        work.record(Action.NOTICE_WITHDRAWN, case_id=notice.case_id, notice=notice.id)


def _may_rule(work: UnitOfWork, notice: ReviewNotice, review: Review, ruling: Ruling) -> None:
    if notice.version != ruling.version:
        raise Conflict("review.stale", N_("Somebody else changed this in the meantime. Nothing was overwritten."))
    not_free = queries.touched_by(work.session, review) | queries.reviewers_of(work.session, review.id)
    if work.actor.account_id in not_free:
        raise RuleBroken("review.four_eyes", N_("You worked on this file or this pair. A different colleague decides."))
    check_heard(today=work.today, due=notice.due_on, delivered=notice.delivered_on, answered=notice.answered_on)
    check_ruling(ruling)


def _follow(work: UnitOfWork, review: Review, consequence: Consequence) -> None:
    """Where support goes on the claim stands in nobody's way; in a case of fraud our own reservation is let go.

    A suspension is decided by a second person: nothing is let go before.
    """
    if consequence in GOES_ON:
        settle_claim(work, review.person_id, review.claim, SettledAs.ALLOWED, remembered_until(work.today))
    elif consequence is Consequence.FRAUD:
        tell_status(work, review.case_id, ClaimStatus.REVOKED, work.today)
    body = {"kind": LetterKind.OUTCOME, "verdict": review.verdict, "goes_on": consequence in GOES_ON}
    write(work, review, LetterKind.OUTCOME, body)


def _open_notice(work: UnitOfWork, notice_id: UUID) -> tuple[ReviewNotice, Review]:
    notice = queries.get_notice(work.session, work.actor, notice_id)
    if notice.withdrawn_at is not None:
        raise NotFound
    if notice.consequence is not None:
        raise RuleBroken("review.decided", N_("This was decided before."))
    return notice, queries.lock_review(work.session, work.actor, notice.review_id)


def _duty_to_decide(work: UnitOfWork, review: Review) -> None:
    duty = Duty(
        TaskKind.RULE_ON_REVIEW, review.organisation_id, Role.APPROVER, case_id=review.case_id, subject_id=review.id,
        member_state=review.member_state, due_on=notice_due(work.today),
    )  # fmt: skip
    open_task(work, duty)
