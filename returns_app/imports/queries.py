"""Reading files with cases."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from returns_app.accounts.models import Account
from returns_app.cases.models import ReturnCase
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.imports.models import CaseImport

MOST_SHOWN = 20
CHUNK = 500


def visible_imports(actor: Actor) -> Select[CaseImport]:
    """Those of one's own organisation."""
    wanted = select(CaseImport)
    return wanted if actor.is_system else wanted.where(CaseImport.organisation_id == actor.organisation_id)


def get_import(session: Session, actor: Actor, import_id: UUID) -> CaseImport:
    """One file, or NotFound."""
    found = session.scalars(visible_imports(actor).where(CaseImport.id == import_id)).first()
    if found is None:
        raise NotFound
    return found


def list_imports(session: Session, actor: Actor) -> list[CaseImport]:
    """The newest files."""
    wanted = visible_imports(actor).order_by(CaseImport.uploaded_at.desc()).limit(MOST_SHOWN)
    return list(session.scalars(wanted))


def count_known(session: Session, keys: Collection[UUID]) -> int:
    """How many of these cases were opened before."""
    listed = list(keys)
    chunks = (listed[place : place + CHUNK] for place in range(0, len(listed), CHUNK))
    counted = (select(func.count()).where(ReturnCase.request_key.in_(chunk)) for chunk in chunks)
    return sum(session.scalar(one) or 0 for one in counted)


def actor_of(session: Session, account_id: UUID) -> Actor | None:
    """Who sent the file, while the account is open."""
    wanted = select(Account).options(joinedload(Account.organisation)).where(Account.id == account_id)
    found = session.scalars(wanted.where(Account.deactivated_at.is_(None))).first()
    return found.as_actor() if found else None
