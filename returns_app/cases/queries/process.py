"""Standstills and hand-overs of cases."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from returns_app.cases.models import CaseHandover, CasePause
from returns_app.cases.rules import SILENT_AFTER, HandoverState
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Role


def list_pauses(session: Session, case_id: UUID) -> list[CasePause]:
    """When a case stood still, newest first; the caller has checked that it may be seen."""
    wanted = select(CasePause).where(CasePause.case_id == case_id)
    return list(session.scalars(wanted.order_by(CasePause.ended_on.is_not(None), CasePause.since.desc())))


def find_open_offer(session: Session, case_id: UUID) -> CaseHandover | None:
    """The offer that waits for an answer, if there is one."""
    wanted = _with_people().where(CaseHandover.case_id == case_id, CaseHandover.state == HandoverState.OPEN)
    return session.scalars(wanted).first()


def latest_offer(session: Session, case_id: UUID) -> CaseHandover | None:
    """The newest offer of a case, answered or not."""
    wanted = _with_people().where(CaseHandover.case_id == case_id)
    return session.scalars(wanted.order_by(CaseHandover.offered_on.desc(), CaseHandover.version)).first()


def get_offer(session: Session, actor: Actor, offer_id: UUID) -> CaseHandover:
    """An offer to the actor, or NotFound."""
    wanted = _with_people().where(CaseHandover.id == offer_id, CaseHandover.to_id == actor.account_id)
    offer = session.scalars(wanted).one_or_none()
    if offer is None:
        raise NotFound
    return offer


def list_offers(session: Session, actor: Actor, today: date) -> list[CaseHandover]:
    """Open offers to the actor; an approver also sees those nobody answered for days."""
    mine = CaseHandover.to_id == actor.account_id
    silent = CaseHandover.offered_on <= today - SILENT_AFTER
    seen = or_(mine, silent) if actor.has(Role.APPROVER) else mine
    wanted = _with_people().where(
        CaseHandover.organisation_id == actor.organisation_id, CaseHandover.state == HandoverState.OPEN, seen
    )
    return list(session.scalars(wanted.order_by(CaseHandover.offered_on).limit(100)))


def _with_people() -> Select[CaseHandover]:
    return select(CaseHandover).options(
        joinedload(CaseHandover.case), joinedload(CaseHandover.sender), joinedload(CaseHandover.receiver)
    )
