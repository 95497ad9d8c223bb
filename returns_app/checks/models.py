"""Tables of checks and of the claims this side announced."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.checks.rules import CheckAnswer, CheckReason, SettledAs
from returns_app.db.base import Keyed, Versioned
from returns_app.db.types import Code, Moment
from returns_app.people.models import Person


class RegistryCheck(Versioned):
    """One question about one member of one case, and its answer."""

    __tablename__ = "registry_check"
    __table_args__ = (Index("ix_registry_check_latest", "case_id", "person_id", "asked_at"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    request_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    reason: Mapped[CheckReason] = mapped_column(Code(CheckReason))
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[CheckAnswer] = mapped_column(Code(CheckAnswer))
    compared: Mapped[list[str]] = mapped_column(JSON)
    not_compared: Mapped[list[str]] = mapped_column(JSON)
    spellings: Mapped[int] = mapped_column(default=0)
    hits: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    model_version: Mapped[str] = mapped_column(String(40), default="")

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class OwnClaim(Versioned):
    """The claim this side announced for a member of a case, with its addresses for erasure."""

    __tablename__ = "own_claim"
    __under_restriction__ = True  # it says how the registry stands; what the registry holds must stay known
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    status: Mapped[str] = mapped_column(String(20))
    addresses: Mapped[bytes] = mapped_column(LargeBinary)
    reserved_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    key_epoch: Mapped[int] = mapped_column(Integer, default=0)
    key_version: Mapped[str] = mapped_column(String(20), default="")


class SettledClaim(Versioned):
    """What was found out about one person and one claim of another side: remembered until a day or until data change."""

    __tablename__ = "settled_claim"
    __table_args__ = (UniqueConstraint("person_id", "claim"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    claim: Mapped[str] = mapped_column(String(20))
    settled_as: Mapped[SettledAs] = mapped_column(Code(SettledAs))
    settled_at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[date] = mapped_column(Date)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class CheckMark(Keyed):
    """Who asked about which name with which date, as keyed digests, for a day: many dates for one name is fishing."""

    __tablename__ = "check_mark"
    __table_args__ = (Index("ix_check_mark_asker", "asked_by", "name_index", "at"),)

    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    name_index: Mapped[bytes] = mapped_column(LargeBinary(16))
    born_index: Mapped[bytes] = mapped_column(LargeBinary(16))
