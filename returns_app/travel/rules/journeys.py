"""The journey: needs, transit visas, bookings, and what they go through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_


class NeedKind(StrEnum):
    """What somebody needs on the way."""

    MEDICAL = "medical"
    ESCORT = "escort"
    ASSISTANCE = "assistance"
    DIET = "diet"


class NeedAnswer(StrEnum):
    """What came of a need."""

    OPEN = "open"
    ARRANGED = "arranged"
    FIT = "fit"
    FIT_WITH_CONDITIONS = "fit_with_conditions"
    UNFIT = "unfit"
    DROPPED = "dropped"


ANSWERS: Mapping[NeedKind, tuple[NeedAnswer, ...]] = {
    NeedKind.MEDICAL: (NeedAnswer.FIT, NeedAnswer.FIT_WITH_CONDITIONS, NeedAnswer.UNFIT, NeedAnswer.DROPPED),
    NeedKind.ESCORT: (NeedAnswer.ARRANGED, NeedAnswer.DROPPED),
    NeedKind.ASSISTANCE: (NeedAnswer.ARRANGED, NeedAnswer.DROPPED),
    NeedKind.DIET: (NeedAnswer.ARRANGED, NeedAnswer.DROPPED),
}
FITNESS = frozenset({NeedAnswer.FIT, NeedAnswer.FIT_WITH_CONDITIONS})  # a doctor's answer holds until a day


class BookingState(StrEnum):
    """Where a booking stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REBOOKED = "rebooked"
    CANCELLED = "cancelled"
    MISSED = "missed"


class ChangeReason(StrEnum):
    """Why a booking was changed, cancelled or not used."""

    CARRIER = "carrier"
    DOCUMENT_LATE = "document_late"
    HEALTH = "health"
    FAMILY = "family"
    WISH = "wish_of_the_person"
    DID_NOT_COME = "did_not_come"
    REFUSED_BOARDING = "refused_boarding"
    OFFLOADED = "offloaded"
    OTHER = "other"


_B = BookingState
BOOKING_STEPS: Mapping[BookingState, tuple[BookingState, ...]] = {
    _B.ASKED: (_B.CONFIRMED, _B.REBOOKED, _B.CANCELLED),
    _B.CONFIRMED: (_B.REBOOKED, _B.CANCELLED, _B.MISSED),
    _B.REBOOKED: (),
    _B.CANCELLED: (),
    _B.MISSED: (),
}
LIVE = frozenset({_B.ASKED, _B.CONFIRMED})


class Visa(StrEnum):
    """Whether a transit country asks for a visa."""

    NOT_NEEDED = "not_needed"
    NEEDED = "needed"
    OBTAINED = "obtained"


@dataclass(frozen=True, slots=True)
class NeedEntry:
    """What somebody needs; `detail` is medical and stays behind the permission for screenings."""

    person_id: UUID
    kind: NeedKind
    request_key: UUID
    wish: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """What came of a need, and until when a doctor's answer holds."""

    answer: NeedAnswer
    on: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class BookingEntry:
    """Who flies with whom, when, from where to where, through which countries."""

    person_ids: tuple[UUID, ...]
    carrier: str
    flight: str
    from_place: str
    to_place: str
    departs_on: date
    request_key: UUID
    arrives_on: date | None = None
    reference: str = ""
    cost: Decimal | None = None
    transits: Mapping[str, Visa] | None = None
    state: BookingState = BookingState.CONFIRMED


def check_booking(entry: BookingEntry, today: date) -> None:
    """A journey lies ahead, is for somebody, and ends after it begins."""
    if not entry.person_ids:
        raise Malformed("travel.nobody", N_("Choose who travels."), field="members")
    if entry.departs_on < today:
        sentence = N_("This departure lies in the past. A booking is for a journey that lies ahead.")
        raise RuleBroken("travel.booking_past", sentence, field="departs_on")
    if entry.arrives_on is not None and entry.arrives_on < entry.departs_on:
        raise RuleBroken(
            "travel.booking_order", N_("The arrival lies before the departure. Check both dates."), field="arrives_on"
        )


def check_change(before: BookingState, after: BookingState, reason: ChangeReason | None) -> None:
    """Refuse a change that the table does not have, and one without a reason."""
    if after not in BOOKING_STEPS[before]:
        raise RuleBroken(
            "travel.booking_state", N_("This booking can't be changed in that way any more. Reload the page.")
        )
    if after is not BookingState.CONFIRMED and reason is None:
        raise Malformed("travel.booking_reason", N_("Choose the reason."), field="reason")


def check_answer(kind: NeedKind, entry: AnswerEntry, today: date) -> None:
    """An answer belongs to its need, has been given, and a doctor's answer holds until a day."""
    if entry.answer not in ANSWERS[kind]:
        raise Malformed("travel.need_answer", N_("Choose one of the listed answers."), field="answer")
    if entry.on > today:
        raise Malformed("travel.future", N_("This day has not come yet. Check the date."), field="on")
    if (entry.answer in FITNESS) and entry.valid_until is None:
        raise Malformed("travel.no_validity", N_("Enter until when the doctor's answer holds."), field="valid_until")
    if entry.valid_until is not None and entry.valid_until < entry.on:
        raise RuleBroken(
            "travel.need_days",
            N_("The answer would have ended before it was given. Check both dates."),
            field="valid_until",
        )
