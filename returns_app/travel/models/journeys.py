"""Tables of the journey: what somebody needs, what is booked, and for whom."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Append, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Cents, Code, Moment
from returns_app.travel.rules import BookingState, NeedAnswer, NeedKind


class TravelNeed(Versioned):
    """What somebody needs on the way and what came of it; the medical detail has its own permission."""

    __tablename__ = "travel_need"
    __table_args__ = (Index("ix_travel_need_case", "case_id", "person_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[NeedKind] = mapped_column(Code(NeedKind))
    answer: Mapped[NeedAnswer] = mapped_column(Code(NeedAnswer))
    answered_on: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    wish_ct: Mapped[bytes | None] = ciphertext(optional=True)
    detail_ct: Mapped[bytes | None] = ciphertext(optional=True)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    wish = Encrypted("person_id")
    detail = Encrypted("person_id")


class TravelBooking(Versioned):
    """A journey that is asked for or booked; one that is changed stays beside the one that replaces it."""

    __tablename__ = "travel_booking"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    state: Mapped[BookingState] = mapped_column(Code(BookingState))
    carrier: Mapped[str] = mapped_column(String(80))
    flight: Mapped[str] = mapped_column(String(20))
    from_place: Mapped[str] = mapped_column(String(80))
    to_place: Mapped[str] = mapped_column(String(80))
    departs_on: Mapped[date] = mapped_column(Date)
    arrives_on: Mapped[date | None] = mapped_column(Date)
    transits: Mapped[dict[str, str]] = mapped_column(JSON)
    cost: Mapped[Decimal | None] = mapped_column(Cents)
    reference_ct: Mapped[bytes | None] = ciphertext(optional=True)
    booked_on: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(40), default="")
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("travel_booking.id"))
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    reference = Encrypted("case_id")


class TravelPassenger(Append):
    """Somebody for whom a journey is booked."""

    __tablename__ = "travel_passenger"
    __table_args__ = (
        UniqueConstraint("booking_id", "person_id"),
        Index("ix_travel_passenger_case", "case_id", "person_id"),
    )

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("travel_booking.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
