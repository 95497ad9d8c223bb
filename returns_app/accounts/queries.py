"""Reading accounts, organisations and sessions."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session, joinedload

from returns_app.accounts.models import Account, AccountSession, Organisation
from returns_app.accounts.rules import SessionLimits
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Permission, Role


def visible_accounts(actor: Actor) -> Select[Account]:
    """Administrators see the accounts of their own organisation; nobody else sees any."""
    if actor.is_system:
        return select(Account)
    if not actor.may(Permission.ACCOUNT_MANAGE):
        return select(Account).where(false())
    return select(Account).where(Account.organisation_id == actor.organisation_id)


def list_accounts(session: Session, actor: Actor) -> list[Account]:
    """Accounts by name."""
    return list(session.scalars(visible_accounts(actor).options(joinedload(Account.organisation)).order_by(Account.name)))


def get_account(session: Session, actor: Actor, account_id: UUID) -> Account:
    """One account the actor may manage."""
    found = session.scalars(visible_accounts(actor).options(joinedload(Account.organisation)).where(Account.id == account_id)).first()
    if found is None:
        raise NotFound
    return found


def find_by_email(session: Session, email: str) -> Account | None:
    """The account of an e-mail address, upper or lower case."""
    wanted = select(Account).options(joinedload(Account.organisation)).where(Account.email == email.strip().lower())
    return session.scalars(wanted).first()


def token_hash(token: str) -> bytes:
    """What is kept of a token."""
    return sha256(token.encode()).digest()


def find_signed_in(session: Session, token: str, limits: SessionLimits, now: datetime) -> tuple[Account, AccountSession] | None:
    """The account of a living session, or None."""
    found = session.execute(
        select(Account, AccountSession)
        .join(AccountSession, AccountSession.account_id == Account.id)
        .options(joinedload(Account.organisation))
        .where(AccountSession.token_hash == token_hash(token), Account.deactivated_at.is_(None))
    ).first()
    if found is None or not limits.is_alive(created_at=found[1].created_at, seen_at=found[1].seen_at, now=now):
        return None
    return found[0], found[1]


def list_organisations(session: Session) -> list[Organisation]:
    """Every organisation by name."""
    return list(session.scalars(select(Organisation).order_by(Organisation.name)))


def list_partners(session: Session, country: str) -> list[Organisation]:
    """Organisations that can support somebody in `country`, with a basis for sending data there."""
    kinds = ("ngo", "partner", "international")
    wanted = select(Organisation).where(Organisation.kind.in_(kinds), Organisation.closed_at.is_(None))
    return list(session.scalars(wanted.where(Organisation.country == country).order_by(Organisation.name)))


def list_colleagues(session: Session, actor: Actor, role: Role) -> list[Account]:
    """Active accounts with a role in the actor's own organisation."""
    wanted = select(Account).where(Account.organisation_id == actor.organisation_id, Account.deactivated_at.is_(None))
    return [account for account in session.scalars(wanted.order_by(Account.name)) if role in account.roles]
