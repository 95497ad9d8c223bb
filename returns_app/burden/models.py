"""The table of burden."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.burden.rules import Part
from returns_app.db.base import Base
from returns_app.db.types import Code


class CaseBurden(Base):
    """Sums for one case, organisation and part of the work. No account and no day: it can't be told whose work it was."""

    __tablename__ = "case_burden"
    __table_args__ = (Index("ix_case_burden_recent", "organisation_id", "month"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    part: Mapped[Part] = mapped_column(Code(Part), primary_key=True)
    month: Mapped[date] = mapped_column(Date)
    forms: Mapped[int] = mapped_column(Integer)
    fields: Mapped[int] = mapped_column(Integer)
    seconds: Mapped[int] = mapped_column(Integer)
