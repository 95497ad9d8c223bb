"""Tables of organisations, accounts, their sessions and the throttle."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.accounts.rules import OrganisationKind, ProposalKind, ProposalState, Proposed, TransferBasis
from returns_app.core.permissions import Actor, Role
from returns_app.db.base import Base, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
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
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class Proposal(Versioned):
    """What one person proposed and another has to confirm; the same row tells how far it is being done."""

    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_of", "organisation_id", "state", "proposed_at"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[ProposalKind] = mapped_column(Code(ProposalKind))
    state: Mapped[ProposalState] = mapped_column(Code(ProposalState))
    subject_id: Mapped[UUID | None] = mapped_column(Uuid, info={"about": "the account or the mark it is about"})
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason_ct: Mapped[bytes] = ciphertext()
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    total: Mapped[int] = mapped_column(Integer, default=0)
    done: Mapped[int] = mapped_column(Integer, default=0)
    runs: Mapped[int] = mapped_column(Integer, default=0)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    reason = Encrypted()

    @property
    def value(self) -> Proposed:
        """What it is about and how far it is."""
        return Proposed(
            self.id, self.organisation_id, self.kind, self.state, self.subject_id, self.details, self.decided_at,
            self.total, self.runs,
        )  # fmt: skip


class Throttle(Base):
    """Generic cell rate: when the next try of a key is free (seconds since the epoch, as text of microseconds)."""

    __tablename__ = "throttle"
    __table_args__ = (CheckConstraint("free_at >= 0", name="free_at"),)

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    free_at: Mapped[float] = mapped_column()
