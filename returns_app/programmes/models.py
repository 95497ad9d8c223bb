"""Tables of programmes and their dated versions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.db.base import Append, Keyed, Versioned
from returns_app.db.types import Moment


class Programme(Keyed):
    """A named programme of one member state and who pays for it."""

    __tablename__ = "programme"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    member_state: Mapped[str] = mapped_column(String(2), index=True)
    funding_source: Mapped[str] = mapped_column(String(40))


class ProgrammeVersion(Keyed):
    """Rules and tariff of a programme between two days; never changed after it was loaded."""

    __tablename__ = "programme_version"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    number: Mapped[int] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(400))
    is_verified: Mapped[bool] = mapped_column(Boolean)
    loaded_at: Mapped[datetime] = mapped_column(Moment)
    published_by: Mapped[UUID | None] = mapped_column(
        ForeignKey("account.id"), info={"about": "empty for a version that came with a file"}
    )

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")


class ProgrammeDraft(Versioned):
    """The version of a programme that is being written; a second person publishes it."""

    __tablename__ = "programme_draft"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), unique=True)
    text: Mapped[str] = mapped_column(Text, info={"about": "rules as typed, in TOML; no personal data"})
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(400))
    is_verified: Mapped[bool] = mapped_column(Boolean)
    writers: Mapped[list[str]] = mapped_column(JSON, info={"about": "ids of the accounts that wrote in it"})
    changed_at: Mapped[datetime] = mapped_column(Moment)
    trial: Mapped[dict[str, Any] | None] = mapped_column(JSON, info={"about": "counts of the last dry run"})

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")


class ProgrammeRollback(Append):
    """A published version was taken back: the one before it rules again."""

    __tablename__ = "programme_rollback"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("programme_version.id"), unique=True)
    rolled_back_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    rolled_back_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(500))
