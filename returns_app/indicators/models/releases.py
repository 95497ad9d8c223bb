"""Frozen releases: the bytes that were published, what they were made from, and what the public may read."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Base, Keyed, Versioned
from returns_app.db.types import Code, Moment
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.releases import ReleaseStatus


class FigureRelease(Versioned):
    """One release of a quarter for one audience: frozen by one person, released by another."""

    __tablename__ = "figure_release"
    __table_args__ = (UniqueConstraint("organisation_id", "period", "audience", "revision"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    period: Mapped[str] = mapped_column(String(7))
    audience: Mapped[Audience] = mapped_column(Code(Audience))
    revision: Mapped[int] = mapped_column(Integer)
    status: Mapped[ReleaseStatus] = mapped_column(Code(ReleaseStatus))
    cut_off: Mapped[date] = mapped_column(Date)
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    code_version: Mapped[str] = mapped_column(String(64))
    document: Mapped[bytes] = mapped_column(LargeBinary, info={"protection": "RR5T"})
    document_hash: Mapped[str] = mapped_column(String(64))
    tables: Mapped[bytes | None] = mapped_column(LargeBinary, info={"protection": "RR5T"})
    manifest: Mapped[str] = mapped_column(Text, default="")
    frozen_at: Mapped[datetime] = mapped_column(Moment)
    frozen_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    released_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    notice: Mapped[str] = mapped_column(String(500), default="")


class ReleaseInput(Base):
    """The spells a release was made from, so that it can be made again byte by byte; goes with the retention rule."""

    __tablename__ = "release_input"

    release_id: Mapped[UUID] = mapped_column(ForeignKey("figure_release.id"), primary_key=True)
    rows: Mapped[bytes] = mapped_column(LargeBinary, info={"protection": "keyed pseudonyms"})
    members: Mapped[bytes | None] = mapped_column(LargeBinary, info={"protection": "keyed pseudonyms"})


class Publication(Keyed):
    """What the public may read of a release; the process that serves it can read this table and no other."""

    __tablename__ = "publication"

    reference: Mapped[str] = mapped_column(String(40), unique=True)
    period: Mapped[str] = mapped_column(String(7))
    revision: Mapped[int] = mapped_column(Integer)
    publisher: Mapped[str] = mapped_column(String(200))
    document: Mapped[bytes] = mapped_column(LargeBinary, info={"protection": "RR5T"})
    document_hash: Mapped[str] = mapped_column(String(64))
    manifest: Mapped[str] = mapped_column(Text, default="")
    released_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    notice: Mapped[str] = mapped_column(String(500), default="")
