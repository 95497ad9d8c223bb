"""Two people: one proposes, another confirms within a term, and only then it happens. Nothing switches this off."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select, update

from returns_app.accounts.models import Proposal
from returns_app.accounts.queries import count_confirming, get_proposal, is_authority
from returns_app.accounts.rules import (
    KEY_KINDS,
    LONG_KINDS,
    ProposalKind,
    ProposalState,
    Proposed,
    check_reason,
    check_second,
    confirming,
    proposal_life,
    refuse_alone,
)
from returns_app.core.actions import Action
from returns_app.core.errors import Denied, RuleBroken
from returns_app.core.permissions import Permission
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork

Executor = Callable[[UnitOfWork, Proposed], str | None]
Announcer = Callable[[UnitOfWork, Proposed, Permission], None]
EXECUTORS: dict[ProposalKind, Executor] = {}
ANNOUNCERS: list[Announcer] = []
OPEN = (ProposalState.WAITING, ProposalState.RUNNING, ProposalState.STOPPED)


def executes(*kinds: ProposalKind) -> Callable[[Executor], Executor]:
    """Register what does a confirmed proposal, in the transaction of the confirmation; it may give something to show once."""

    def register(executor: Executor) -> Executor:
        EXECUTORS.update(dict.fromkeys(kinds, executor))
        return executor

    return register


def announces(announcer: Announcer) -> Announcer:
    """Register what lets those know who could confirm."""
    ANNOUNCERS.append(announcer)
    return announcer


def propose(
    work: UnitOfWork, kind: ProposalKind, reason: str, *, subject_id: UUID | None = None, details: dict[str, str] | None = None
) -> Proposal:  # fmt: skip
    """One person's half. Refused when nobody else could confirm, and when the same already waits."""
    _check_may(work, kind)
    check_reason(reason)
    _lapse(work)
    if not count_confirming(work.session, work.actor, kind, subject_id):
        raise refuse_alone()
    same = select(Proposal.id).where(
        Proposal.organisation_id == work.actor.organisation_id, Proposal.kind == kind, Proposal.state.in_(OPEN),
        Proposal.subject_id.is_(None) if subject_id is None else Proposal.subject_id == subject_id,
    )  # fmt: skip
    if work.session.scalar(same):
        raise RuleBroken("accounts.proposed", N_("This is proposed already. Another person has to confirm it first."))
    proposal = work.add(
        Proposal(
            organisation_id=work.actor.organisation_id, kind=kind, state=ProposalState.WAITING, subject_id=subject_id,
            details=details or {}, proposed_by=work.actor.account_id, proposed_at=work.now,
            expires_at=work.now + proposal_life(work.today), total=0, done=0, runs=0,
        )
    )  # fmt: skip
    proposal.reason = reason.strip()
    work.session.flush()
    work.record(Action.PROPOSAL_MADE, proposal=proposal.id, kind=kind, subject=subject_id)
    for announce in ANNOUNCERS:
        announce(work, proposal.value, confirming(kind))
    return proposal


def confirm(work: UnitOfWork, proposal_id: UUID) -> str | None:
    """The second person's half: it happens now, or begins. What the executor has to show, once."""
    proposal = _answerable(work, proposal_id)
    proposal.decided_by, proposal.decided_at = work.actor.account_id, work.now
    is_long = proposal.kind in LONG_KINDS
    proposal.state = ProposalState.RUNNING if is_long else ProposalState.DONE
    proposal.ended_at, proposal.runs = (None, 1) if is_long else (work.now, 0)
    work.record(Action.PROPOSAL_CONFIRMED, proposal=proposal.id, kind=proposal.kind, subject=proposal.subject_id)
    return EXECUTORS[proposal.kind](work, proposal.value)


def decline(work: UnitOfWork, proposal_id: UUID) -> None:
    """The second person says no, or the first one takes it back."""
    proposal = get_proposal(work.session, work.actor, proposal_id)
    check_second(proposal.state, proposal.expires_at, work.now, is_own=False)
    proposal.state, proposal.decided_by = ProposalState.DECLINED, work.actor.account_id
    proposal.decided_at = proposal.ended_at = work.now
    work.record(Action.PROPOSAL_DECLINED, proposal=proposal.id, kind=proposal.kind)


def stop_run(work: UnitOfWork, proposal_id: UUID) -> None:
    """Interrupt what is being done; what is done stays so, and everything goes on working."""
    proposal = get_proposal(work.session, work.actor, proposal_id)
    if proposal.state is ProposalState.RUNNING:
        proposal.state = ProposalState.STOPPED
        work.record(Action.RUN_STOPPED, proposal=proposal.id, kind=proposal.kind, done=proposal.done)


def resume_run(work: UnitOfWork, proposal_id: UUID) -> None:
    """Go on where it was."""
    proposal = get_proposal(work.session, work.actor, proposal_id)
    if proposal.state is ProposalState.STOPPED:
        proposal.state, proposal.runs = ProposalState.RUNNING, proposal.runs + 1
        work.record(Action.RUN_RESUMED, proposal=proposal.id, kind=proposal.kind, done=proposal.done)
        EXECUTORS[proposal.kind](work, proposal.value)


def note_progress(work: UnitOfWork, proposal_id: UUID, left: int) -> None:
    """How much is left to do."""
    proposal = get_proposal(work.session, work.actor, proposal_id)
    proposal.total = max(proposal.total, left)
    proposal.done = proposal.total - left
    work.record(Action.RUN_ADVANCED, proposal=proposal_id, left=left)


def end_run(work: UnitOfWork, proposal_id: UUID) -> None:
    """Everything is done."""
    proposal = get_proposal(work.session, work.actor, proposal_id)
    proposal.state, proposal.ended_at, proposal.done = ProposalState.DONE, work.now, proposal.total
    work.record(Action.RUN_ENDED, proposal=proposal.id, kind=proposal.kind, done=proposal.done)


def refuse_single_handed() -> RuleBroken:
    """For ways that would get around the second person."""
    return RuleBroken("accounts.two_needed", N_("Two administrators must agree to this. Propose it instead."))


def _answerable(work: UnitOfWork, proposal_id: UUID) -> Proposal:
    proposal = get_proposal(work.session, work.actor, proposal_id)
    _check_may(work, proposal.kind)
    is_own = work.actor.account_id in {None, proposal.proposed_by, proposal.subject_id}
    check_second(proposal.state, proposal.expires_at, work.now, is_own=is_own)
    return proposal


def _check_may(work: UnitOfWork, kind: ProposalKind) -> None:
    if work.actor.account_id is None or not work.actor.may(confirming(kind)):
        raise Denied("accounts.denied", N_("Only an administrator of your organisation may do this."))
    if kind in KEY_KINDS and not is_authority(work.session, work.actor):
        raise RuleBroken("accounts.not_the_house", N_("Keys are changed by the authority that runs this installation."))


def _lapse(work: UnitOfWork) -> None:
    """What nobody confirmed in time is over; it is written down when somebody proposes again or looks."""
    over = update(Proposal).where(Proposal.state == ProposalState.WAITING, Proposal.expires_at <= work.now)
    mine = over.where(Proposal.organisation_id == work.actor.organisation_id)
    lapsed = work.session.scalars(
        mine.values(state=ProposalState.EXPIRED, ended_at=work.now, version=Proposal.version + 1).returning(Proposal.id)
    ).all()
    for proposal_id in lapsed:
        work.record(Action.PROPOSAL_EXPIRED, proposal=proposal_id)
