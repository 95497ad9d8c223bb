"""Reading the register of breaches."""

from uuid import UUID

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Permission
from returns_app.privacy.models import Breach


def visible_breaches(actor: Actor) -> Select[Breach]:
    """Officers and auditors see the breaches of their own organisation."""
    if not actor.may(Permission.PRIVACY_READ):
        return select(Breach).where(false())
    return select(Breach).where(Breach.organisation_id == actor.organisation_id)


def list_breaches(session: Session, actor: Actor) -> list[Breach]:
    """Open ones first, the newest first."""
    return list(
        session.scalars(visible_breaches(actor).order_by(Breach.closed_at.is_not(None), Breach.known_at.desc()))
    )


def get_breach(session: Session, actor: Actor, breach_id: UUID) -> Breach:
    """One breach, or NotFound."""
    found = session.scalars(visible_breaches(actor).where(Breach.id == breach_id)).first()
    if found is None:
        raise NotFound
    return found
