"""Changing keys that two administrators agreed to: in batches, with progress, interrupted and taken up again at will."""

from typing import Any
from uuid import UUID

from returns_app.accounts.queries import get_proposal
from returns_app.accounts.rules import ProposalKind, ProposalState, Proposed
from returns_app.accounts.service import end_run, executes, note_progress
from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db import data_keys, key_epochs
from returns_app.db.encrypted import key_store
from returns_app.db.masters import renew_master
from returns_app.db.session import db
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.jobs.service import Effect, TryLater, calls_out, promise
from returns_app.safeguards.service import lift_mark

RUN, MASTER = "privacy.change_keys", "privacy.renew_master"
AT_ONCE = 10
HOUSE = system_actor("keys")


@executes(ProposalKind.EPOCH_CHANGED, ProposalKind.DATA_KEYS_RENEWED)
def begin_run(work: UnitOfWork, proposal: Proposed) -> None:
    """Promise the work; whoever confirmed does not wait for it."""
    _promise_next(work, proposal)


@executes(ProposalKind.MASTER_RENEWED)
def begin_master(work: UnitOfWork, proposal: Proposed) -> None:
    """A handful of files: the worker does it at once."""
    promise(work, MASTER, {}, key=f"{MASTER}|{proposal.id}")


@executes(ProposalKind.HOLD_ENDED)
def end_hold(work: UnitOfWork, proposal: Proposed) -> None:
    """Confirmed by a second person: the legal hold ends."""
    assert proposal.subject_id is not None  # noqa: S101  (a hold is always named)
    lift_mark(work, proposal.organisation_id, proposal.subject_id, is_confirmed=True)


@calls_out(MASTER)
def renew_master_key(_payload: dict[str, Any]) -> Effect | None:
    """Seal every key anew under a new master key."""
    number = renew_master(key_store().directory)
    return lambda work: work.record(Action.MASTER_RENEWED, keys=number)


@calls_out(RUN)
def change_keys(payload: dict[str, Any]) -> Effect | None:
    """Some batches, each in its own transaction: what is done stays done when the worker is killed."""
    proposal_id = UUID(payload["proposal_id"])
    for _step in range(AT_ONCE):
        proposal = _read(proposal_id)
        if proposal.state is not ProposalState.RUNNING:
            return None
        left = _step_of(proposal)
        if not left:
            _finish(proposal)
            return lambda work: end_run(work, proposal_id)
        _tell(proposal_id, left)
    return lambda work: _promise_next(work, get_proposal(work.session, HOUSE, proposal_id).value)


def _read(proposal_id: UUID) -> Proposed:
    db.session().rollback()
    db.session().expunge_all()
    found = get_proposal(db.session(), HOUSE, proposal_id).value
    db.session().rollback()
    return found


def _step_of(proposal: Proposed) -> int:
    """Do one batch; how many keys were left before it."""
    if proposal.kind is ProposalKind.EPOCH_CHANGED:
        if not proposal.total:
            key_epochs.begin_epoch()
        left = key_epochs.count_waiting(db.session())
        key_epochs.rewrap_some(HOUSE)
        return left
    assert proposal.decided_at is not None  # noqa: S101  (it runs, so it was confirmed)
    if not proposal.total:
        data_keys.finish_renewal(HOUSE)
    left = data_keys.count_older(db.session(), proposal.decided_at)
    data_keys.renew_data_keys(HOUSE, data_keys.list_older(db.session(), proposal.decided_at, data_keys.AT_ONCE))
    return left


def _finish(proposal: Proposed) -> None:
    try:
        if proposal.kind is ProposalKind.EPOCH_CHANGED:
            key_epochs.destroy_older_epochs()
        else:
            data_keys.finish_renewal(HOUSE)
    except TimeoutError as fault:
        raise TryLater(str(fault)) from fault


def _tell(proposal_id: UUID, left: int) -> None:
    with unit_of_work(HOUSE) as work:
        note_progress(work, proposal_id, left)


def _promise_next(work: UnitOfWork, proposal: Proposed) -> None:
    # Batches may find everything in use and move nothing: each promise is one of its own.
    key = f"{RUN}|{proposal.id}|{proposal.runs}|{work.now.isoformat()}"
    promise(work, RUN, {"proposal_id": str(proposal.id)}, key=key)
