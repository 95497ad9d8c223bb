"""Tables of organisations, accounts, their sessions and the throttle."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.accounts.rules import OrganisationKind, TransferBasis
from returns_app.core.permissions import Actor, Role
from returns_app.db.base import Base, Versioned
from returns_app.db.types import Code, Moment


class Organisation(Versioned):
    """An authority, IOM, an NGO or a partner; of one member state or of a partner country."""

    __tablename__ = "organisation"

    code: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[OrganisationKind] = mapped_column(Code(OrganisationKind))
    country: Mapped[str] = mapped_column(String(2))
    member_state: Mapped[str | None] = mapped_column(String(2))
    transfer_basis: Mapped[TransferBasis] = mapped_column(Code(TransferBasis))
    contact: Mapped[str] = mapped_column(String(200), default="")
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class Account(Versioned):
    """One person who may sign in, for one organisation."""

    __tablename__ = "account"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    roles: Mapped[list[str]] = mapped_column(JSON)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    locale: Mapped[str] = mapped_column(String(8), default="en")
    created_at: Mapped[datetime] = mapped_column(Moment)
    deactivated_at: Mapped[datetime | None] = mapped_column(Moment)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    def as_actor(self) -> Actor:
        """The frozen actor that services and queries receive."""
        return Actor(
            account_id=self.id,
            organisation_id=self.organisation_id,
            member_state=self.organisation.member_state,
            roles=frozenset(Role(role) for role in self.roles),
            name=self.name,
            organisation_name=self.organisation.name,
            locale=self.locale,
        )


class AccountSession(Base):
    """A signed-in browser; only the hash of its token is kept."""

    __tablename__ = "account_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)


class InvitationToken(Base):
    """A one-time link by which somebody sets the password; an administrator never knows it."""

    __tablename__ = "invitation_token"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class Throttle(Base):
    """Generic cell rate: when the next try of a key is free (seconds since the epoch, as text of microseconds)."""

    __tablename__ = "throttle"
    __table_args__ = (CheckConstraint("free_at >= 0", name="free_at"),)

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    free_at: Mapped[float] = mapped_column()
