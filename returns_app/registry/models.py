"""The registry's tables: no name, no date of birth, no number, no national id of anything."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.db.base import Base, Versioned
from returns_app.db.types import Code, Moment
from returns_app.registry.statuses import ClaimStatus


class Claim(Versioned):
    """Support of one return episode of one unreadable person by one member state."""

    __tablename__ = "registry_claim"

    reference: Mapped[str] = mapped_column(String(20), unique=True)
    member_state: Mapped[str] = mapped_column(String(2), index=True)
    programme_kind: Mapped[str] = mapped_column(String(40))
    support_kinds: Mapped[list[str]] = mapped_column(JSON)
    opened_month: Mapped[date] = mapped_column(Date)
    completed_on: Mapped[date | None] = mapped_column(Date)
    status: Mapped[ClaimStatus] = mapped_column(Code(ClaimStatus), index=True)
    status_at: Mapped[datetime] = mapped_column(Moment)
    reserved_until: Mapped[date | None] = mapped_column(Date)
    is_protected: Mapped[bool] = mapped_column(Boolean)
    family_handle: Mapped[UUID] = mapped_column(Uuid)
    key_epoch: Mapped[int] = mapped_column(Integer)
    key_version: Mapped[str] = mapped_column(String(20))
    kinds: Mapped[list[str]] = mapped_column(JSON)  # of claims of an earlier release, until they are sealed
    sealed_kinds: Mapped[bytes | None] = mapped_column(LargeBinary)
    retain_until: Mapped[date | None] = mapped_column(Date)


class Address(Base):
    """One filled slot, or one that stands for nothing: sixteen bytes that equal nothing else at rest, beside their claim."""

    __tablename__ = "registry_address"
    __table_args__ = ({"postgresql_partition_by": "HASH (address)", "sqlite_with_rowid": False},)

    address: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    claim_id: Mapped[UUID] = mapped_column(ForeignKey("registry_claim.id"), index=True)

    claim: Mapped[Claim] = relationship(lazy="raise_on_sql")


class KeyChange(Versioned):
    """A change of the holders' key: one administrator proposes it, another begins it, it ends when no claim needs the old."""

    __tablename__ = "registry_key_change"

    epoch: Mapped[int] = mapped_column(Integer, unique=True)
    proposed_by: Mapped[UUID] = mapped_column(Uuid)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_by: Mapped[UUID | None] = mapped_column(Uuid)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class RegistryRequest(Base):
    """Answers already given, so that a repeated request changes nothing."""

    __tablename__ = "registry_request"

    request_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    request_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment)


class PostKey(Base):
    """The public key to which letters for a state are sealed."""

    __tablename__ = "registry_post_key"

    state: Mapped[str] = mapped_column(String(2), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))
    published_at: Mapped[datetime] = mapped_column(Moment)


class PostThread(Base):
    """Two states that write to each other about one claim, and the veil over their keys."""

    __tablename__ = "registry_post_thread"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    opener: Mapped[str] = mapped_column(String(2))
    owner: Mapped[str] = mapped_column(String(2))
    claim: Mapped[str] = mapped_column(String(20))
    veil: Mapped[bytes] = mapped_column(LargeBinary(32))
    begun_at: Mapped[datetime] = mapped_column(Moment)


class SealedLetter(Base):
    """A letter that the registry carries and can't read; its content is forgotten when it has arrived."""

    __tablename__ = "registry_letter"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    thread_id: Mapped[UUID] = mapped_column(ForeignKey("registry_post_thread.id"), index=True)
    from_state: Mapped[str] = mapped_column(String(2))
    to_state: Mapped[str] = mapped_column(String(2), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    posted_at: Mapped[datetime] = mapped_column(Moment, index=True)
    arrived_at: Mapped[datetime | None] = mapped_column(Moment)
