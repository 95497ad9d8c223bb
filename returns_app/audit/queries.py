"""Reading the log: filters by case, account, action and day; never by name."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, false, select
from sqlalchemy.orm import Session

from returns_app.audit.models import AuditCheckpoint
from returns_app.core.permissions import Actor, Permission
from returns_app.db.audit_log import AuditEvent

PAGE = 50


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What part of the log to show."""

    case_id: UUID | None = None
    account_id: UUID | None = None
    action: str = ""
    day: date | None = None
    before: int | None = None


def visible_events(actor: Actor) -> Select[AuditEvent]:
    """Auditors and data protection officers see their own organisation's entries."""
    if not actor.may(Permission.AUDIT_READ):
        return select(AuditEvent).where(false())
    if actor.is_system:
        return select(AuditEvent)
    return select(AuditEvent).where(AuditEvent.organisation_id == actor.organisation_id)


def list_events(session: Session, actor: Actor, wanted: LogFilter, zone: str) -> list[AuditEvent]:
    """One page of entries, newest first, and one more to know whether there is a next page."""
    query = visible_events(actor)
    for condition in _conditions(wanted, zone):
        query = query.where(condition)
    return list(session.scalars(query.order_by(AuditEvent.id.desc()).limit(PAGE + 1)))


def list_case_reads(session: Session, case_id: UUID, limit: int = 100) -> list[AuditEvent]:
    """Who did what with one case, newest first; the caller has checked that the case may be seen."""
    found = select(AuditEvent).where(AuditEvent.case_id == case_id).order_by(AuditEvent.id.desc())
    return list(session.scalars(found.limit(limit)))


def newest_note(session: Session) -> str | None:
    """The newest signed checkpoint."""
    return session.scalar(select(AuditCheckpoint.note).order_by(AuditCheckpoint.tree_size.desc()).limit(1))


def _conditions(wanted: LogFilter, zone: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.case_id:
        conditions.append(AuditEvent.case_id == wanted.case_id)
    if wanted.account_id:
        conditions.append(AuditEvent.actor == str(wanted.account_id))
    if wanted.action:
        conditions.append(AuditEvent.action == wanted.action)
    if wanted.day:
        start = datetime.combine(wanted.day, time.min, ZoneInfo(zone))
        conditions += [AuditEvent.at >= start, AuditEvent.at < start + timedelta(days=1)]
    if wanted.before:
        conditions.append(AuditEvent.id < wanted.before)
    return conditions
