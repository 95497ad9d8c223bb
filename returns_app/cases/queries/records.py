"""What belongs to a case or to somebody's desk: events, accesses, authors, drafts."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from returns_app.accounts.models import Account, Organisation
from returns_app.cases.models import CaseAccess, CaseAuthor, CaseCircumstances, CaseEvent, Draft
from returns_app.cases.rules import AccessKind, Circumstances, EventKind, check_key
from returns_app.core.permissions import Actor
from returns_app.db.unit_of_work import today

MOST_EVENTS = 500


@dataclass(frozen=True, slots=True)
class AccessRow:
    """An organisation that sees or saw a case."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    kind: AccessKind
    since: datetime
    ends_on: date | None
    is_live: bool


def list_events(
    session: Session, case_id: UUID, *, kinds: Collection[EventKind] = (), limit: int = MOST_EVENTS
) -> list[CaseEvent]:
    """What happened in a case, newest first; the caller has checked that the case may be seen."""
    found = select(CaseEvent).options(joinedload(CaseEvent.account)).where(CaseEvent.case_id == case_id)
    if kinds:
        found = found.where(CaseEvent.kind.in_(kinds))
    return list(session.scalars(found.order_by(CaseEvent.at.desc(), CaseEvent.id).limit(limit)))


def list_access(session: Session, case_id: UUID) -> list[AccessRow]:
    """Who sees or saw the case: its owner first, then partners."""
    found = select(CaseAccess, Organisation.name).join(Organisation, Organisation.id == CaseAccess.organisation_id)
    rows = session.execute(found.where(CaseAccess.case_id == case_id).order_by(CaseAccess.kind, CaseAccess.since))
    return [_access_row(access, name) for access, name in rows]


def author_ids(session: Session, case_id: UUID) -> frozenset[UUID]:
    """Accounts that entered or changed a fact of the case: none of them decides it."""
    return frozenset(session.scalars(select(CaseAuthor.account_id).where(CaseAuthor.case_id == case_id)))


def fact_author_ids(session: Session, case_id: UUID) -> frozenset[UUID]:
    """Those of them who wrote facts; somebody who only decided may decide again about what others propose."""
    wanted = select(CaseAuthor.account_id).where(CaseAuthor.case_id == case_id, CaseAuthor.wrote_facts)
    return frozenset(session.scalars(wanted))


def find_circumstances(session: Session, case_id: UUID) -> CaseCircumstances | None:
    """What was established about a case that the caller may see; None when nothing was."""
    return session.scalars(_CIRCUMSTANCES, {"case_id": case_id}).one_or_none()


_CIRCUMSTANCES = select(CaseCircumstances).where(CaseCircumstances.case_id == bindparam("case_id"))


def circumstances_of(session: Session, case_id: UUID) -> Circumstances:
    """The same as facts; empty when nothing was recorded."""
    found = find_circumstances(session, case_id)
    return found.said if found else Circumstances()


def actor_names(session: Session, labels: Collection[str]) -> dict[str, str]:
    """Names for what the audit log calls an actor; the house itself has none."""
    ids = [UUID(label) for label in labels if not label.startswith("system:")]
    found = session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {str(account_id): name for account_id, name in found}


def latest_check_key(session: Session, case_id: UUID) -> str:
    """The key of the check that the opening or the latest correction promised."""
    changes = select(func.count()).select_from(CaseEvent)
    changes = changes.where(CaseEvent.case_id == case_id, CaseEvent.kind == EventKind.CHANGED)
    return check_key(case_id, session.scalar(changes) or 0)


def find_draft(session: Session, actor: Actor, form: str) -> dict[str, Any] | None:
    """What the actor typed and has not sent."""
    if actor.account_id is None:
        return None
    found = session.scalars(select(Draft).where(Draft.account_id == actor.account_id, Draft.form == form)).first()
    content: dict[str, Any] | None = json.loads(found.content) if found else None
    return content


def list_drafts(session: Session, actor: Actor, prefix: str) -> list[Draft]:
    """The actor's unsent forms whose name begins with `prefix`, newest first."""
    wanted = select(Draft).where(Draft.account_id == actor.account_id, Draft.form.startswith(prefix, autoescape=True))
    return list(session.scalars(wanted.order_by(Draft.saved_at.desc())))


def _access_row(access: CaseAccess, name: str) -> AccessRow:
    is_live = access.ends_on is None or access.ends_on >= today()
    return AccessRow(access.id, access.organisation_id, name, access.kind, access.since, access.ends_on, is_live)
