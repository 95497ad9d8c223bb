"""Reading monitoring visits: always through the case they belong to."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from returns_app.cases.models import CaseEvent
from returns_app.cases.rules import EventKind
from returns_app.core.errors import NotFound
from returns_app.followup.models import MonitoringVisit

Visit: TypeAlias = MonitoringVisit


def list_visits(session: Session, case_id: UUID) -> list[MonitoringVisit]:
    """Visits of a case that the caller may see, the latest day first."""
    wanted = select(MonitoringVisit).where(MonitoringVisit.case_id == case_id)
    return list(session.scalars(wanted.order_by(MonitoringVisit.on.desc(), MonitoringVisit.id)))


def get_visit(session: Session, case_id: UUID, visit_id: UUID, *, locked: bool = False) -> MonitoringVisit:
    """A visit of a case that the caller may see, as it is now; or NotFound."""
    wanted = select(MonitoringVisit).where(MonitoringVisit.id == visit_id, MonitoringVisit.case_id == case_id)
    if locked:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_visit(session: Session, request_key: UUID) -> MonitoringVisit | None:
    """What an earlier sending of the same form recorded."""
    return session.scalars(select(MonitoringVisit).where(MonitoringVisit.request_key == request_key)).one_or_none()


def arrived_on(session: Session, case_id: UUID) -> date | None:
    """The day of the first confirmed arrival."""
    wanted = select(func.min(CaseEvent.happened_on)).where(CaseEvent.case_id == case_id)
    return session.scalar(wanted.where(CaseEvent.kind == EventKind.ARRIVED))
