"""Recording needs and bookings; a booking that changes is kept beside the one that replaces it."""

from datetime import date
from uuid import UUID

from returns_app.cases.queries import member_of
from returns_app.cases.rules import EventKind
from returns_app.cases.service import add_event, note_author
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed
from returns_app.core.permissions import Permission
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.travel import queries
from returns_app.travel.models import TravelBooking, TravelNeed, TravelPassenger
from returns_app.travel.queries import Case
from returns_app.travel.rules import (
    LIVE,
    AnswerEntry,
    BookingEntry,
    BookingState,
    ChangeReason,
    NeedAnswer,
    NeedEntry,
    Visa,
    check_answer,
    check_booking,
    check_change,
)
from returns_app.travel.service.documents import going_case


def record_need(work: UnitOfWork, case_id: UUID, entry: NeedEntry) -> TravelNeed:
    """Somebody needs something on the way; a medical detail is kept by those alone who may write screenings."""
    case = going_case(work, case_id)
    before = queries.find_sent_need(work.session, entry.request_key)
    if before is not None:
        return before
    member_of(case, entry.person_id)
    row = TravelNeed(
        case_id=case_id, person_id=entry.person_id, kind=entry.kind, answer=NeedAnswer.OPEN,
        recorded_by=work.actor.account_id, request_key=entry.request_key,
    )  # fmt: skip
    row.wish = entry.wish.strip()
    row.detail = entry.detail.strip() if work.actor.may(Permission.SCREENING_WRITE) else ""
    work.add(row)
    _tell_need(work, case, row)
    return row


def answer_need(work: UnitOfWork, case_id: UUID, need_id: UUID, entry: AnswerEntry) -> TravelNeed:
    """What came of a need; a new answer goes before an earlier one."""
    case = going_case(work, case_id)
    row = queries.get_need(work.session, case_id, need_id)
    check_answer(row.kind, entry, work.today)
    if (row.answer, row.answered_on, row.valid_until) == (entry.answer, entry.on, entry.valid_until):
        return row
    row.answer, row.answered_on, row.valid_until = entry.answer, entry.on, entry.valid_until
    _tell_need(work, case, row)
    return row


def book(work: UnitOfWork, case_id: UUID, entry: BookingEntry, replaces: UUID | None = None) -> TravelBooking:
    """A journey for some or all; one that stood for them before is replaced. Sent twice, it was booked once."""
    case = going_case(work, case_id)
    before = queries.find_sent_booking(work.session, entry.request_key)
    if before is not None:
        return before
    check_booking(entry, work.today)
    _refuse_booked(work, case, entry, replaces)
    row = keep_booking(work, case, entry)
    row.replaces_id = replaces
    _tell_booking(work, case, row, len(entry.person_ids))
    return row


def rebook(
    work: UnitOfWork, case_id: UUID, booking_id: UUID, entry: BookingEntry, reason: ChangeReason | None
) -> TravelBooking:
    """Another journey instead of one that was booked, for a reason."""
    before = queries.find_sent_booking(work.session, entry.request_key)
    if before is not None:
        return before
    change_booking(work, case_id, booking_id, BookingState.REBOOKED, reason)
    return book(work, case_id, entry, booking_id)


def change_booking(
    work: UnitOfWork, case_id: UUID, booking_id: UUID, to: BookingState, reason: ChangeReason | None
) -> TravelBooking:
    """A booking is confirmed, cancelled, replaced or not used; said twice, it happened once."""
    case = going_case(work, case_id)
    row = queries.get_booking(work.session, case_id, booking_id)
    if row.state is to:
        return row
    check_change(row.state, to, reason)
    row.state, row.reason = to, str(reason or "")
    if to is BookingState.CONFIRMED:
        row.booked_on = work.today
    _tell_booking(work, case, row, len(queries.passengers_of(work.session, case_id)[row.id]))
    return row


def obtain_visa(work: UnitOfWork, case_id: UUID, booking_id: UUID, country: str) -> bool:
    """The visa for a transit country is there; False when the journey does not pass it."""
    case = going_case(work, case_id)
    row = queries.get_booking(work.session, case_id, booking_id)
    if country not in row.transits or row.state not in LIVE:
        return False
    if row.transits[country] != Visa.OBTAINED:
        row.transits = {**row.transits, country: Visa.OBTAINED.value}
        details = {"step": "visa.obtained", "country": country, "booking": str(row.id)}
        add_event(work, case, EventKind.TRAVEL, happened_on=work.today, details=details)
        work.record(Action.BOOKING_RECORDED, case_id=case_id, booking=row.id, visa=country)
    return True


def keep_booking(work: UnitOfWork, case: Case, entry: BookingEntry) -> TravelBooking:
    """A booking that was checked, and those who travel with it."""
    row = TravelBooking(
        case_id=case.id, state=entry.state, carrier=entry.carrier.strip(), flight=entry.flight.strip(),
        from_place=entry.from_place.strip(), to_place=entry.to_place.strip(), departs_on=entry.departs_on,
        arrives_on=entry.arrives_on, cost=entry.cost, recorded_by=work.actor.account_id, recorded_at=work.now,
        transits={country: visa.value for country, visa in (entry.transits or {}).items()},
        booked_on=_booked_on(entry, work.today), request_key=entry.request_key,
    )  # fmt: skip
    row.reference = entry.reference.strip()
    work.add(row)
    work.session.flush()  # the booking before its passengers
    for person_id in entry.person_ids:
        member_of(case, person_id)
        work.add(TravelPassenger(booking_id=row.id, case_id=case.id, person_id=person_id))
    note_author(work, case)
    return row


def _booked_on(entry: BookingEntry, day: date) -> date | None:
    return day if entry.state is BookingState.CONFIRMED else None


def _refuse_booked(work: UnitOfWork, case: Case, entry: BookingEntry, replaces: UUID | None) -> None:
    """Nobody flies twice: whoever has a journey gets another only instead of it."""
    standing = queries.booked_journeys(work.session, case.id, *LIVE)
    if any(person_id in standing and standing[person_id].id != replaces for person_id in entry.person_ids):
        sentence = N_("One of them is booked already. Rebook that journey, or choose only the others.")
        raise Malformed("travel.booked", sentence, field="members")


def _tell_need(work: UnitOfWork, case: Case, row: TravelNeed) -> None:
    note_author(work, case)
    details = {"step": "need.recorded" if row.answer is NeedAnswer.OPEN else "need.answered"}
    add_event(work, case, EventKind.TRAVEL, happened_on=work.today, details=details, person_id=row.person_id)
    work.record(Action.NEED_RECORDED, case_id=case.id, need=row.id)


def _tell_booking(work: UnitOfWork, case: Case, row: TravelBooking, persons: int) -> None:
    details = {"step": f"booking.{row.state}", "persons": persons, "booking": str(row.id), "reason": row.reason}
    add_event(work, case, EventKind.TRAVEL, happened_on=work.today, details=details)
    work.record(Action.BOOKING_RECORDED, case_id=case.id, booking=row.id, state=row.state, persons=persons)
