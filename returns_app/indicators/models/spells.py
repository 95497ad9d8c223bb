"""Dated steps with authorities of the country of return, and spells by columns, made from the events of cases."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Integer, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Base, Keyed, Versioned
from returns_app.db.types import Code, Moment
from returns_app.indicators.rules.steps import Answer, StepKind


class ReturnStep(Keyed):
    """A dated step of a return that figures count: a decision, a request to an authority, its answer, a suspension."""

    __tablename__ = "return_step"
    __table_args__ = (Index("ix_return_step_case", "case_id", "happened_on"), Index("ix_return_step_at", "recorded_at"))

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[StepKind] = mapped_column(Code(StepKind))
    happened_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    answer: Mapped[Answer | None] = mapped_column(Code(Answer))
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)


class FigureState(Versioned):
    """How far the events of an organisation have been turned into spells, and how far a nightly reading has come."""

    __tablename__ = "figure_state"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), unique=True)
    read_until: Mapped[datetime] = mapped_column(Moment)
    refreshed_at: Mapped[datetime] = mapped_column(Moment)
    spells: Mapped[int] = mapped_column(Integer)
    quarters_due: Mapped[int] = mapped_column(Integer, default=0)
    quarters_done: Mapped[int] = mapped_column(Integer, default=0)


class FigureChunk(Base):
    """The spells of the cases an organisation opened in a quarter: days and codes, persons by record key only."""

    __tablename__ = "figure_chunk"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    quarter: Mapped[str] = mapped_column(String(7), primary_key=True)
    spells: Mapped[int] = mapped_column(Integer)
    case_ids: Mapped[bytes] = mapped_column(LargeBinary, info={"about": "which spells to replace when a case changes"})
    rows: Mapped[bytes] = mapped_column(LargeBinary, info={"protection": "keyed pseudonyms"})
