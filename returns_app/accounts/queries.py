"""Reading accounts, organisations and sessions."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Select, bindparam, false, select
from sqlalchemy.orm import Session, joinedload

from returns_app.accounts.models import Account, AccountSession, Organisation, Proposal
from returns_app.accounts.rules import OrganisationKind, ProposalKind, SessionLimits, confirming
from returns_app.core.errors import NotFound
from returns_app.core.permissions import GRANTS, Actor, Permission, Role
from returns_app.db.key_epochs import count_by_epoch


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


def visible_proposals(actor: Actor) -> Select[Proposal]:
    """Proposals of the actor's organisation that the actor could confirm."""
    kinds = list(ProposalKind) if actor.is_system else [kind for kind in ProposalKind if actor.may(confirming(kind))]
    wanted = select(Proposal).where(Proposal.kind.in_(kinds))
    return wanted if actor.is_system else wanted.where(Proposal.organisation_id == actor.organisation_id)


def list_proposals(session: Session, actor: Actor) -> list[Proposal]:
    """The newest first."""
    return list(session.scalars(visible_proposals(actor).order_by(Proposal.proposed_at.desc()).limit(100)))


def get_proposal(session: Session, actor: Actor, proposal_id: UUID) -> Proposal:
    """One proposal, or NotFound."""
    found = session.scalars(visible_proposals(actor).where(Proposal.id == proposal_id)).first()
    if found is None:
        raise NotFound
    return found


def count_confirming(session: Session, actor: Actor, kind: ProposalKind, subject_id: UUID | None) -> int:
    """How many colleagues could confirm what the actor proposes."""
    needed = confirming(kind)
    wanted = select(Account.id, Account.roles).where(
        Account.organisation_id == actor.organisation_id, Account.deactivated_at.is_(None),
        Account.id.not_in([actor.account_id, subject_id or actor.account_id]),
    )  # fmt: skip
    return sum(any(needed in GRANTS[Role(role)] for role in roles) for _id, roles in session.execute(wanted))


def colleague_names(session: Session, actor: Actor) -> dict[UUID, str]:
    """Names of everybody in the actor's organisation."""
    wanted = select(Account.id, Account.name).where(Account.organisation_id == actor.organisation_id)
    return {account_id: name for account_id, name in session.execute(wanted)}  # noqa: C416  (rows are no pairs)


def count_administrators(session: Session, organisation_id: UUID) -> int:
    """Open accounts with the administrator's role."""
    wanted = select(Account.roles).where(Account.organisation_id == organisation_id, Account.deactivated_at.is_(None))
    return sum(Role.ADMIN in roles for roles in session.scalars(wanted))


def is_authority(session: Session, actor: Actor) -> bool:
    """True when the actor's organisation is an authority."""
    kind = session.scalar(select(Organisation.kind).where(Organisation.id == actor.organisation_id))
    return kind is OrganisationKind.AUTHORITY


def find_organisation(session: Session, code: str) -> Organisation | None:
    """The organisation with this code."""
    return session.scalars(select(Organisation).where(Organisation.code == code)).first()


def key_epochs(session: Session, actor: Actor) -> dict[int, int] | None:
    """How many data keys are under each epoch; None for whoever does not change keys."""
    return count_by_epoch(session) if actor.may(Permission.ACCOUNT_MANAGE) and is_authority(session, actor) else None
