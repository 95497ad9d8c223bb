"""Reading the log: filters by case, account, action and day; never by name."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, Uuid, and_, column, exists, false, or_, select, table
from sqlalchemy.orm import Session

from returns_app.audit.models import AuditCheckpoint
from returns_app.core.permissions import Actor, Permission, system_actor
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import scope

PAGE = 50


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What part of the log to show."""

    case: str = ""  # its reference, or its id as the log knows it
    account: str = ""  # as the log knows it: an id, or the name of a machine's part
    action: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None


def visible_events(actor: Actor) -> Select[AuditEvent]:
    """Auditors and data protection officers see their own organisation's entries; an audit body those of its member state."""
    if not actor.may(Permission.AUDIT_READ):
        return select(AuditEvent).where(false())
    if actor.is_system:
        return select(AuditEvent)
    own = AuditEvent.organisation_id == actor.organisation_id
    return select(AuditEvent).where(or_(own, _of_audited_state(actor)))


def list_events(session: Session, actor: Actor, wanted: LogFilter, zone: str) -> list[AuditEvent]:
    """One page of entries, newest first, and one more to know whether there is a next page."""
    query = visible_events(actor)
    for condition in _conditions(session, wanted, zone):
        query = query.where(condition)
    return list(session.scalars(query.order_by(AuditEvent.id.desc()).limit(PAGE + 1)))


def readable_ids(session: Session, actor: Actor) -> frozenset[int]:
    """The entries this actor may read, by number."""
    return frozenset(session.scalars(visible_events(actor).with_only_columns(AuditEvent.id)))


def list_case_reads(session: Session, case_id: UUID, limit: int = 100) -> list[AuditEvent]:
    """Who did what with one case, newest first; the caller has checked that the case may be seen."""
    found = select(AuditEvent).where(AuditEvent.case_id == case_id).order_by(AuditEvent.id.desc())
    return list(session.scalars(found.limit(limit)))


def newest_note(session: Session) -> str | None:
    """The newest signed checkpoint."""
    return session.scalar(select(AuditCheckpoint.note).order_by(AuditCheckpoint.tree_size.desc()).limit(1))


def find_case(session: Session, typed: str) -> UUID | None:
    """The case that was meant by its reference or its id; None when it can be none."""
    if _is_id(typed):
        return UUID(typed)
    with scope(READER):
        return session.scalar(select(_CASES.c.id).where(_CASES.c.reference == typed.upper()))


def list_colleagues(session: Session, actor: Actor) -> dict[str, str]:
    """Accounts whose entries the actor may read, by what the log calls them."""
    of_state = select(_HOUSES.c.id).where(_HOUSES.c.member_state == actor.member_state, _is_body(actor))
    own = _ACCOUNTS.c.organisation_id == actor.organisation_id
    wanted = select(_ACCOUNTS.c.id, _ACCOUNTS.c.name).where(or_(own, _ACCOUNTS.c.organisation_id.in_(of_state)))
    return {str(account_id): name for account_id, name in session.execute(wanted)}


READER = system_actor("audit")
_CASES = table("return_case", column("id", Uuid), column("reference"))  # rooms above and beside this one
_ACCOUNTS = table("account", column("id", Uuid), column("name"), column("organisation_id", Uuid))
_HOUSES = table("organisation", column("id", Uuid), column("kind"), column("member_state"))  # a room beside this one


def _of_audited_state(actor: Actor) -> ColumnElement[bool]:
    """Entries of the organisations that an audit body looks after."""
    same_state = select(_HOUSES.c.id).where(_HOUSES.c.member_state == actor.member_state)
    return and_(AuditEvent.organisation_id.in_(same_state), _is_body(actor))


def _is_body(actor: Actor) -> ColumnElement[bool]:
    body = _HOUSES.alias()
    return exists().where(body.c.id == actor.organisation_id, body.c.kind == "audit_body")


def _conditions(session: Session, wanted: LogFilter, zone: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.case:
        case_id = find_case(session, wanted.case)
        conditions.append(AuditEvent.case_id == case_id if case_id else false())
    if wanted.account:
        conditions.append(AuditEvent.actor == wanted.account)
    if wanted.action:
        conditions.append(AuditEvent.action == wanted.action)
    if wanted.since:
        conditions.append(AuditEvent.at >= _midnight(wanted.since, zone))
    if wanted.until:
        conditions.append(AuditEvent.at < _midnight(wanted.until + timedelta(days=1), zone))
    if wanted.before:
        conditions.append(AuditEvent.id < wanted.before)
    return conditions


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone))
