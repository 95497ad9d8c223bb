"""Ending cases: withdrawn before departure, closed after it."""

from uuid import UUID

from returns_app.cases.queries import get_own_case, list_events
from returns_app.cases.rules import ENDED, EventKind, Fact, Stage
from returns_app.cases.service import add_event, move_case
from returns_app.checks.service import tell_status
from returns_app.closure.rules import (
    FORFEITING,
    Closing,
    Reopening,
    Withdrawal,
    check_closing,
    check_withdrawal,
    reopened_to,
)
from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.registry.statuses import ClaimStatus
from returns_app.support.queries import money_of


def withdraw_case(work: UnitOfWork, case_id: UUID, withdrawal: Withdrawal) -> None:
    """The family does not leave: free the reservation and end the case; sent twice, it happens once."""
    case = get_own_case(work.session, work.actor, case_id)
    if (case.stage, case.outcome_code) == (Stage.WITHDRAWN, withdrawal.reason.value):
        return
    check_withdrawal(case.stage)
    case.outcome_code = withdrawal.reason.value
    move_case(work, case, Stage.WITHDRAWN, happened_on=work.today, details={"reason": withdrawal.reason.value})
    tell_status(work, case_id, ClaimStatus.REVOKED, work.today)
    work.record(Action.CASE_WITHDRAWN, case_id=case_id, reason=withdrawal.reason.value)


def close_case(work: UnitOfWork, case_id: UUID, closing: Closing) -> None:
    """Support has ended: end the case and its claim; sent twice, it happens once."""
    case = get_own_case(work.session, work.actor, case_id)
    if case.stage in ENDED and case.outcome_code == closing.reason.value:
        return
    money = money_of(work.session, case_id).total
    check_closing(closing, stage=case.stage, unproven=money.delivered - money.proven)
    case.outcome_code = closing.reason.value
    move_case(
        work,
        case,
        Stage.CLOSED,
        happened_on=work.today,
        details={"reason": closing.reason.value, "from": case.stage.value},
    )
    ended_as = ClaimStatus.FORFEITED if closing.reason in FORFEITING else ClaimStatus.COMPLETED
    tell_status(work, case_id, ended_as, work.today)
    work.record(Action.CASE_CLOSED, case_id=case_id, reason=closing.reason.value)


def reopen_case(work: UnitOfWork, case_id: UUID, reopening: Reopening) -> Stage:
    """An ended case goes on: from counselling before departure, with its support after it. Nothing that happened is lost."""
    case = get_own_case(work.session, work.actor, case_id)
    to = reopened_to(case.stage, _closed_from(work, case_id), reopening.reason)
    before = {"stage": case.stage.value, "outcome": case.outcome_code}
    add_event(work, case, EventKind.REOPENED, happened_on=work.today, details=before, text=reopening.reason.strip())
    move_case(work, case, to, happened_on=work.today, known={Fact.REASON: 0})
    case.outcome_code = ""
    work.record(Action.CASE_REOPENED, case_id=case_id, before=before["stage"])
    return to


def _closed_from(work: UnitOfWork, case_id: UUID) -> Stage:
    """The stage at which the case was closed the last time."""
    closings = list_events(work.session, case_id, kinds={EventKind.CLOSED}, limit=1)
    return Stage(closings[0].details.get("from", Stage.SUPPORTING)) if closings else Stage.SUPPORTING
