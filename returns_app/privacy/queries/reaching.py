"""How far corrections are with everybody who holds a copy."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Organisation
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Permission
from returns_app.db.audit_log import AuditEvent
from returns_app.privacy.models import CorrectionReach


def list_reach(session: Session, case_id: UUID) -> list[tuple[CorrectionReach, datetime | None]]:
    """Every recipient of every correction of a case, and when a partner first looked since."""
    reaches = session.scalars(
        select(CorrectionReach).where(CorrectionReach.case_id == case_id).order_by(CorrectionReach.promised_at.desc())
    )
    return [(reach, _read_at(session, reach)) for reach in reaches]


def get_own_reach(session: Session, actor: Actor, reach_id: UUID) -> CorrectionReach:
    """One recipient of a correction of the officer's own organisation."""
    reach = session.get(CorrectionReach, reach_id)
    if reach is None or not actor.may(Permission.PRIVACY_MANAGE) or reach.organisation_id != actor.organisation_id:
        raise NotFound
    return reach


def _read_at(session: Session, reach: CorrectionReach) -> datetime | None:
    if reach.recipient_id is None:
        return None
    looked = select(func.min(AuditEvent.at)).where(
        AuditEvent.case_id == reach.case_id, AuditEvent.at > reach.promised_at
    )
    return session.scalar(looked.where(AuditEvent.organisation_id == reach.recipient_id))


def organisation_names(session: Session) -> dict[UUID, str]:
    """Names of organisations."""
    return {one: name for one, name in session.execute(select(Organisation.id, Organisation.name))}  # noqa: C416
