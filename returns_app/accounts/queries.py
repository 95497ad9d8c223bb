"""Reading accounts, organisations and sessions."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Select, bindparam, false, select
from sqlalchemy.orm import Session, joinedload

from returns_app.accounts.models import Account, AccountSession, Organisation
from returns_app.accounts.rules import SessionLimits
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Permission, Role


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of one's own organisation, as lists offer them."""

    id: UUID
    name: str


def visible_accounts(actor: Actor) -> Select[Account]:
    """Administrators see the accounts of their own organisation; nobody else sees any."""
    if actor.is_system:
        return select(Account)
    if not actor.may(Permission.ACCOUNT_MANAGE):
        return select(Account).where(false())
    return select(Account).where(Account.organisation_id == actor.organisation_id)


def list_accounts(session: Session, actor: Actor) -> list[Account]:
    """Accounts by name."""
    return list(
        session.scalars(visible_accounts(actor).options(joinedload(Account.organisation)).order_by(Account.name))
    )


def get_account(session: Session, actor: Actor, account_id: UUID) -> Account:
    """One account the actor may manage."""
    found = session.scalars(
        visible_accounts(actor).options(joinedload(Account.organisation)).where(Account.id == account_id)
    ).first()
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


# Asked at every request: columns only, and put together once.
_SIGNED_IN = (
    select(
        AccountSession.created_at, AccountSession.seen_at, Account.id, Account.organisation_id, Organisation.member_state,
        Account.roles, Account.name, Organisation.name, Account.locale,
    )
    .join(Account, Account.id == AccountSession.account_id)
    .join(Organisation, Organisation.id == Account.organisation_id)
    .where(AccountSession.token_hash == bindparam("token_hash"), Account.deactivated_at.is_(None))
)  # fmt: skip


def find_signed_in(session: Session, token: str, limits: SessionLimits, now: datetime) -> tuple[Actor, datetime] | None:
    """The actor of a living session and when it was last seen, or None."""
    found = session.execute(_SIGNED_IN, {"token_hash": token_hash(token)}).first()
    if found is None or not limits.is_alive(created_at=found[0], seen_at=found[1], now=now):
        return None
    account_id, organisation_id, member_state, roles, name, organisation_name, locale = found[2:]
    held = frozenset(Role(role) for role in roles)
    return Actor(account_id, organisation_id, member_state, held, name, organisation_name, locale), found[1]


def list_organisations(session: Session) -> list[Organisation]:
    """Every organisation by name."""
    return list(session.scalars(select(Organisation).order_by(Organisation.name)))


def list_partners(session: Session, country: str) -> list[Organisation]:
    """Organisations that can support somebody in `country`, with a basis for sending data there."""
    kinds = ("ngo", "partner", "international")
    wanted = select(Organisation).where(Organisation.kind.in_(kinds), Organisation.closed_at.is_(None))
    return list(session.scalars(wanted.where(Organisation.country == country).order_by(Organisation.name)))


def list_colleagues(session: Session, actor: Actor, role: Role) -> list[Colleague]:
    """Active accounts with a role in the actor's own organisation."""
    columns = select(Account.id, Account.name, Account.roles).where(Account.deactivated_at.is_(None))
    wanted = columns.where(Account.organisation_id == actor.organisation_id).order_by(Account.name)
    return [Colleague(account_id, name) for account_id, name, roles in session.execute(wanted) if role in roles]
