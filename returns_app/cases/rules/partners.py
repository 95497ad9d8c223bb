"""Handing a case to a partner: offered, answered, silent, and when its access ends."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from returns_app.cases.rules.stages import Stage
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_

AFTER_CLOSURE = timedelta(days=30)  # the last receipts and the third key moment still come
AFTER_ARRIVAL = timedelta(days=395)  # the survey twelve months after the arrival, and a month for it
SHORTEST_WORDS = 10


class OfferState(StrEnum):
    """Where an offer to a partner stands; silence is told to an approver and ends nothing."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class PartnerReason(StrEnum):
    """Why a partner does not take a case."""

    CAPACITY = "capacity"
    AREA = "area"
    SERVICE = "service"
    SECURITY = "security"
    CONFLICT = "conflict"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PartnerOfferEntry:
    """What a counsellor offers a partner: with or without contacts, until when, and what it should know before."""

    organisation_id: UUID
    with_contacts: bool = True
    until: date | None = None
    note: str = ""
    lines: tuple[UUID, ...] = ()  # of the plan; empty means the whole support


@dataclass(frozen=True, slots=True)
class Refused:
    """A partner says no, and why."""

    reason: PartnerReason
    note: str = ""


def check_partner_offer(entry: PartnerOfferEntry, *, has_open: bool, has_access: bool, today: date) -> None:
    """A partner is asked once, and not for what it has."""
    if has_access:
        sentence = N_("This partner sees the case already. End its access first if it is to be offered anew.")
        raise RuleBroken("cases.partner_has_it", sentence, field="organisation_id")
    if has_open:
        sentence = N_("This partner has an open offer for the case. Take it back first, or wait for the answer.")
        raise RuleBroken("cases.partner_asked", sentence, field="organisation_id")
    if entry.until is not None and entry.until < today:
        sentence = N_("The last day of access lies in the past. Choose a later day, or leave it empty.")
        raise Malformed("cases.partner_until", sentence, field="until")


def check_offer_open(state: OfferState) -> None:
    """Only an open offer is answered or taken back."""
    if state is not OfferState.OPEN:
        sentence = N_("This offer is no longer open. Reload the page to see what came of it.")
        raise RuleBroken("cases.offer_gone", sentence)


def check_refused(said: Refused) -> None:
    """Another reason is told in words."""
    if said.reason is PartnerReason.OTHER and len(said.note.strip()) < SHORTEST_WORDS:
        sentence = N_("Write in a few words why (at least %(least)s characters). No names.")
        raise Malformed("cases.partner_why", sentence, field="note", least=SHORTEST_WORDS)


def last_day_of_access(stage: Stage, today: date, arrived_on: date | None = None) -> date:
    """When the work ends, access ends: at once where nothing is left to do, after the last survey of a closed case."""
    if stage is not Stage.CLOSED:
        return today - timedelta(days=1)
    return max(today + AFTER_CLOSURE, arrived_on + AFTER_ARRIVAL) if arrived_on else today + AFTER_CLOSURE
