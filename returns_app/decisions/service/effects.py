"""What each change does: to envelopes, to the case and its claim, to a standstill, to a deadline."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from returns_app.cases.rules import PauseEntry, PauseKind, Stage
from returns_app.cases.service import move_case, pause_case
from returns_app.checks.service import tell_status
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.decisions.queries import Case, Proposed
from returns_app.decisions.rules import PAUSES, ChangeReason, DecisionKind
from returns_app.registry.statuses import ClaimStatus
from returns_app.support.queries import money_of
from returns_app.support.service import end_support, reduce_support
from returns_app.work.rules import TaskKind
from returns_app.work.service import move_deadlines

Told = dict[str, str]


def carry_out(work: UnitOfWork, case: Case, proposal: Proposed) -> Told:
    """Do what was decided; what a letter says of it."""
    return _EFFECTS[proposal.kind](work, case, proposal)


def _reduce(work: UnitOfWork, case: Case, proposal: Proposed) -> Told:
    before = _ceiling(work, case.id)
    reduce_support(work, case.id, proposal.amounts)
    return {"before": str(before), "after": str(_ceiling(work, case.id))}


def _revoke(work: UnitOfWork, case: Case, proposal: Proposed) -> Told:
    """Before departure the return is off and its claim is freed; after it the claim stays, what was given was given."""
    before = _ceiling(work, case.id)
    end_support(work, case.id)
    if case.stage is Stage.APPROVED:
        case.outcome_code = proposal.reasons[0]
        move_case(work, case, Stage.REFUSED, happened_on=work.today, details={"reasons": list(proposal.reasons)})
        tell_status(work, case.id, ClaimStatus.REVOKED, work.today)
    return {"before": str(before), "after": str(_ceiling(work, case.id))}


def _suspend(work: UnitOfWork, case: Case, proposal: Proposed) -> Told:
    until = _until(proposal)
    reason = PAUSES[ChangeReason(proposal.reasons[0])]
    pause_case(work, case.id, PauseEntry(PauseKind.SUSPENSION, reason, until, proposal.text))
    return {"until": until.isoformat()}


def _extend(work: UnitOfWork, case: Case, proposal: Proposed) -> Told:
    until = _until(proposal)
    if move_deadlines(work, case.id, TaskKind.CLOSE_CASE, until, proposal.text) == 0:
        raise RuleBroken(
            "decisions.no_deadline", N_("No period of support runs in this case: there is nothing to extend.")
        )
    return {"until": until.isoformat()}


def _until(proposal: Proposed) -> date:
    assert proposal.until is not None  # noqa: S101  (checked when it was proposed)
    return proposal.until


def _ceiling(work: UnitOfWork, case_id: UUID) -> Decimal:
    work.session.flush()
    return money_of(work.session, case_id).ceiling


_EFFECTS: Mapping[DecisionKind, Callable[[UnitOfWork, Case, Proposed], Told]] = {
    DecisionKind.REDUCE: _reduce,
    DecisionKind.REVOKE: _revoke,
    DecisionKind.SUSPEND: _suspend,
    DecisionKind.EXTEND: _extend,
}
