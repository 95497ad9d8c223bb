"""Departures and arrivals: proofs, how strong each is, and which dates can be."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_


class DepartureProof(StrEnum):
    """What shows that somebody left."""

    EXIT_STAMP = "exit_stamp"
    BORDER_POLICE = "border_police_confirmation"
    EES_RECORD = "ees_record"
    IOM = "iom_confirmation"
    BOARDING = "boarding_confirmation"
    CONSULATE = "consulate_declaration"


# Levels as the figures count them: 1 arrival confirmed, 2 exit recorded, 3 boarding confirmed, 4 declaration.
# Level 5, nothing shows it, is no departure: such a return is withdrawn with its reason. An arrival that somebody saw
# lifts a departure to level 1; a better proof that comes later takes the place of a weaker one.
EVIDENCE_LEVEL: dict[DepartureProof, int] = {
    DepartureProof.IOM: 1,
    DepartureProof.EXIT_STAMP: 2,
    DepartureProof.BORDER_POLICE: 2,
    DepartureProof.EES_RECORD: 2,
    DepartureProof.BOARDING: 3,
    DepartureProof.CONSULATE: 4,
}
ARRIVED_LEVEL = 1
COUNTED_LEVELS = frozenset({1, 2, 3})


class ArrivalProof(StrEnum):
    """How the partner knows that somebody arrived."""

    MET_AT_AIRPORT = "met_at_airport"
    CAME_TO_OFFICE = "came_to_office"
    VIDEO_CALL = "video_call"
    PHONE_CALL = "phone_call"


SEEN = frozenset({ArrivalProof.MET_AT_AIRPORT, ArrivalProof.CAME_TO_OFFICE})  # a call does not show where somebody is


class DelayReason(StrEnum):
    """Why an arrival differs from the departure by more than two days."""

    FLIGHT_CHANGED = "flight_changed"
    LONG_TRANSIT = "long_transit"
    LATE_CONTACT = "late_contact"
    HEALTH = "health"
    OWN_CHOICE = "own_choice"
    HELD_AT_BORDER = "held_at_border"


USUAL_JOURNEY = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class DepartureEntry:
    """What somebody says about a departure: who left, when, from where, shown by what."""

    person_ids: tuple[UUID, ...]
    departed_on: date
    border_point: str
    proof: DepartureProof
    reference: str = ""
    all_the_same: str = ""  # why they left although the departure was not prepared


@dataclass(frozen=True, slots=True)
class ProofEntry:
    """A better proof of departures that are on record."""

    person_ids: tuple[UUID, ...]
    proof: DepartureProof
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ArrivalEntry:
    """What somebody says about an arrival: who arrived, when, and how it is known."""

    person_ids: tuple[UUID, ...]
    arrived_on: date
    proof: ArrivalProof
    delay_reason: DelayReason | None = None


def check_departure(entry: DepartureEntry, *, approved_on: date, today: date) -> None:
    """Nobody leaves before the decision or tomorrow."""
    if not entry.person_ids:
        raise Malformed("travel.nobody", N_("Choose who left."), field="members")
    if entry.departed_on < approved_on:
        raise RuleBroken(
            "travel.before_decision",
            N_("Departure recorded earlier than decision. Check the dates."),
            field="departed_on",
        )
    if entry.departed_on > today:
        raise RuleBroken(
            "travel.departure_in_future",
            N_("This departure is in the future. Record it when the person has left."),
            field="departed_on",
        )


def check_proof(entry: ProofEntry, level: int) -> None:
    """A later proof is better than the one on record; nothing is made weaker."""
    if EVIDENCE_LEVEL[entry.proof] >= level:
        sentence = N_("This proof shows no more than the one on record. Choose a better one.")
        raise RuleBroken("travel.weaker_proof", sentence, field="proof")


def check_arrival(entry: ArrivalEntry, *, departed_on: date, today: date, planned_on: date | None = None) -> None:
    """Nobody arrives before leaving or tomorrow; who arrives otherwise than planned, or late, has a reason."""
    if entry.arrived_on < departed_on:
        raise RuleBroken(
            "travel.arrived_before_departure",
            N_("Arrival recorded earlier than departure. Check the dates."),
            field="arrived_on",
        )
    if entry.arrived_on > today:
        raise RuleBroken(
            "travel.arrival_in_future",
            N_("This arrival is in the future. Confirm it when the person has arrived."),
            field="arrived_on",
        )
    if needs_reason(departed_on, entry.arrived_on, planned_on) and entry.delay_reason is None:
        sentence = (
            N_("Arrival and departure are more than 48 hours apart. Choose the reason.") if planned_on is None
            else N_("The arrival is more than 48 hours from what was booked. Choose the reason.")
        )  # fmt: skip
        raise RuleBroken("travel.late_arrival", sentence, field="delay_reason")


def needs_reason(departed_on: date, arrived_on: date, planned_on: date | None = None) -> bool:
    """True when the arrival is further from the booked day than usual, or from the departure where none was booked."""
    return abs(arrived_on - (planned_on or departed_on)) > USUAL_JOURNEY
