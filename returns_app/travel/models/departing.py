"""Tables of departures and arrivals, one row per travelling person."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Keyed
from returns_app.db.types import Code, Moment
from returns_app.travel.rules import ArrivalProof, DepartureProof


class Departure(Keyed):
    """Somebody left: when, from where, shown by what, noted by whom."""

    __tablename__ = "departure"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    departed_on: Mapped[date] = mapped_column(Date, index=True)
    border_point: Mapped[str] = mapped_column(String(120))
    proof: Mapped[DepartureProof] = mapped_column(Code(DepartureProof))
    proof_reference: Mapped[str] = mapped_column(String(80), default="")
    evidence_level: Mapped[int] = mapped_column(Integer)
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)


class Arrival(Keyed):
    """Somebody arrived: when, shown by what, confirmed by whom."""

    __tablename__ = "arrival"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    arrived_on: Mapped[date] = mapped_column(Date)
    proof: Mapped[ArrivalProof] = mapped_column(Code(ArrivalProof))
    delay_reason: Mapped[str] = mapped_column(String(40), default="")
    confirmed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime] = mapped_column(Moment)
