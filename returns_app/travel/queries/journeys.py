"""Reading needs and bookings of a case that was found through `cases.queries`."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from returns_app.core.errors import NotFound
from returns_app.travel.models import TravelBooking, TravelNeed, TravelPassenger
from returns_app.travel.rules import LIVE, BookingState


def list_needs(session: Session, case_id: UUID) -> list[TravelNeed]:
    """Needs of a family."""
    found = select(TravelNeed).where(TravelNeed.case_id == case_id)
    return list(session.scalars(found.order_by(TravelNeed.person_id, TravelNeed.kind, TravelNeed.id)))


def get_need(session: Session, case_id: UUID, need_id: UUID) -> TravelNeed:
    """One need of a case."""
    row = session.get(TravelNeed, need_id)
    if row is None or row.case_id != case_id:
        raise NotFound
    return row


def find_sent_need(session: Session, request_key: UUID) -> TravelNeed | None:
    """The need that an earlier sending of the same form recorded."""
    return session.scalars(select(TravelNeed).where(TravelNeed.request_key == request_key)).one_or_none()


def list_bookings(session: Session, case_id: UUID) -> list[TravelBooking]:
    """Bookings, those that stand first, then the newest."""
    found = select(TravelBooking).where(TravelBooking.case_id == case_id)
    rows = session.scalars(found.order_by(TravelBooking.recorded_at.desc(), TravelBooking.id))
    return sorted(rows, key=lambda one: one.state not in LIVE)


def get_booking(session: Session, case_id: UUID, booking_id: UUID) -> TravelBooking:
    """One booking of a case."""
    row = session.get(TravelBooking, booking_id)
    if row is None or row.case_id != case_id:
        raise NotFound
    return row


def find_sent_booking(session: Session, request_key: UUID) -> TravelBooking | None:
    """The booking that an earlier sending of the same form made."""
    return session.scalars(select(TravelBooking).where(TravelBooking.request_key == request_key)).one_or_none()


def passengers_of(session: Session, case_id: UUID) -> dict[UUID, list[UUID]]:
    """Persons by booking."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    wanted = select(TravelPassenger.booking_id, TravelPassenger.person_id).where(TravelPassenger.case_id == case_id)
    for booking_id, person_id in session.execute(wanted):
        found[booking_id].append(person_id)
    return found


def booked_journeys(session: Session, case_id: UUID, *states: BookingState) -> dict[UUID, TravelBooking]:
    """The newest booking of each person in one of these states, confirmed by default."""
    chosen = {"case_id": case_id, "states": list(states or (BookingState.CONFIRMED,))}
    return {row[0]: row[1] for row in session.execute(_BOOKED, chosen)}


_BOOKED = (  # kept: every page of a case before its departure asks it
    select(TravelPassenger.person_id, TravelBooking)
    .join(TravelBooking, TravelBooking.id == TravelPassenger.booking_id)
    .where(
        TravelPassenger.case_id == bindparam("case_id"), TravelBooking.state.in_(bindparam("states", expanding=True))
    )
    .order_by(TravelBooking.recorded_at)
)


def planned_arrivals(session: Session, case_id: UUID) -> dict[UUID, date]:
    """The day on which each was to arrive, where the booking says so."""
    booked = booked_journeys(session, case_id)
    return {person_id: one.arrives_on for person_id, one in booked.items() if one.arrives_on is not None}
