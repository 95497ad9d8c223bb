"""Tables of programmes and their dated versions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.db.base import Keyed
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

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
