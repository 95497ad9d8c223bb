"""Reading proposals to change a decision, and what stands in their way."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import fact_author_ids, list_events
from returns_app.cases.rules import EventKind
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.decisions.models import ProposedDecision
from returns_app.decisions.rules import (
    CHANGES,
    DecisionKind,
    Hindrance,
    ProposalState,
    Standing,
    change_hindrance,
    second_hindrance,
)
from returns_app.support.queries import has_ended

Proposed: TypeAlias = ProposedDecision


def list_proposals(session: Session, case_id: UUID) -> list[ProposedDecision]:
    """Proposals on a case that were not decided, the open ones first, then the newest."""
    wanted = select(ProposedDecision).options(joinedload(ProposedDecision.proposer), joinedload(ProposedDecision.ender))
    wanted = wanted.where(ProposedDecision.case_id == case_id, ProposedDecision.state != ProposalState.DECIDED)
    found = session.scalars(wanted.order_by(ProposedDecision.proposed_at.desc()))
    return sorted(found, key=lambda one: one.state is not ProposalState.OPEN)


def get_proposal(session: Session, case_id: UUID, proposal_id: UUID) -> ProposedDecision:
    """A proposal of a case that the caller may see, locked and as it is now; or NotFound."""
    wanted = select(ProposedDecision).where(ProposedDecision.id == proposal_id, ProposedDecision.case_id == case_id)
    found = session.scalars(wanted.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_proposal(session: Session, case_id: UUID, request_key: UUID) -> ProposedDecision | None:
    """What an earlier sending of the same form proposed."""
    wanted = select(ProposedDecision).where(ProposedDecision.request_key == request_key)
    return session.scalars(wanted.where(ProposedDecision.case_id == case_id)).one_or_none()


def find_open_proposal(session: Session, case_id: UUID, kind: DecisionKind) -> ProposedDecision | None:
    """The proposal of this kind that waits for a decision."""
    wanted = select(ProposedDecision).where(ProposedDecision.case_id == case_id, ProposedDecision.kind == kind)
    return session.scalars(wanted.where(ProposedDecision.state == ProposalState.OPEN)).one_or_none()


def standing_of(session: Session, case: ReturnCase) -> Standing:
    """What of a case says whether a change is possible."""
    return Standing(case.stage, case.paused, has_ended(session, case.id))


def possible_changes(session: Session, case: ReturnCase) -> list[DecisionKind]:
    """The changes that could be proposed now."""
    standing = standing_of(session, case)
    waiting = {one.kind for one in list_proposals(session, case.id) if one.state is ProposalState.OPEN}
    return [kind for kind in CHANGES if kind not in waiting and change_hindrance(kind, standing) is None]


def hindrance_of(session: Session, actor: Actor, case: ReturnCase, proposal: ProposedDecision) -> Hindrance | None:
    """Why this actor can't decide this proposal now."""
    authors = fact_author_ids(session, case.id)
    second = second_hindrance(
        actor.account_id, proposer=proposal.proposed_by, authors=authors, counsellor=case.counsellor_id
    )
    return second or change_hindrance(proposal.kind, standing_of(session, case))


def objections_until(session: Session, case_id: UUID) -> dict[UUID, date]:
    """Decision -> the last day for an objection, of decisions whose letter was handed over."""
    handed = list_events(session, case_id, kinds={EventKind.NOTIFIED})
    told = [one.details for one in reversed(handed) if "decision" in one.details]
    return {UUID(one["decision"]): date.fromisoformat(one["until"]) for one in told}
