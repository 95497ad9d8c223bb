"""Series from elsewhere with their provenance; public figures, open to every organisation of the house."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Base, Versioned
from returns_app.db.types import Moment


class ExternalSeries(Versioned):
    """One imported file: the table it holds, where it is from, under which licence, its checksum and version."""

    __tablename__ = "external_series"
    __table_args__ = (UniqueConstraint("checksum"),)

    dataset: Mapped[str] = mapped_column(String(60))
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(300))
    licence: Mapped[str] = mapped_column(String(120))
    layout: Mapped[str] = mapped_column(String(20))
    dimensions: Mapped[str] = mapped_column(String(300))
    checksum: Mapped[str] = mapped_column(String(64))
    first_period: Mapped[str] = mapped_column(String(7))
    last_period: Mapped[str] = mapped_column(String(7))
    observations: Mapped[int] = mapped_column(Integer)
    imported_at: Mapped[datetime] = mapped_column(Moment)
    imported_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class ExternalValue(Base):
    """One number of a series; `others` holds every dimension beside country and citizenship."""

    __tablename__ = "external_value"
    __table_args__ = (Index("ix_external_value_at", "series_id", "geo", "citizen", "period"),)

    series_id: Mapped[UUID] = mapped_column(ForeignKey("external_series.id"), primary_key=True)
    line: Mapped[int] = mapped_column(Integer, primary_key=True)
    geo: Mapped[str] = mapped_column(String(60))
    citizen: Mapped[str] = mapped_column(String(60))
    others: Mapped[str] = mapped_column(String(400))
    period: Mapped[str] = mapped_column(String(7))
    value: Mapped[int | None] = mapped_column(Integer)
    flag: Mapped[str] = mapped_column(String(8))
