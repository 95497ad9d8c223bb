"""Monitoring visits: planned, held or not held; what may be recorded of them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.followup.rules.entries import HelpEntry

SHORTEST_FINDING = 10
LONGEST_AHEAD = timedelta(days=730)


class VisitState(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    HELD = "held"
    NOT_HELD = "not_held"


class VisitPlace(StrEnum):
    """Where it takes place, or from afar."""

    HOME = "home"
    BUSINESS = "business"
    SCHOOL = "school"
    OFFICE = "office"
    PHONE = "phone"
    VIDEO = "video"
    OTHER = "other"


class NotHeld(StrEnum):
    """Why a visit did not take place."""

    NOT_THERE = "not_there"
    NOT_REACHABLE = "not_reachable"
    REFUSED = "refused"
    MOVED = "moved"
    UNSAFE = "unsafe"
    PARTNER = "partner"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """What somebody says about a visit; no person means the whole family."""

    request_key: UUID
    version: int | None
    state: VisitState
    on: date
    place: VisitPlace
    place_text: str = ""
    visitor: str = ""
    person_id: UUID | None = None
    reason: NotHeld | None = None
    findings: str = ""
    help: HelpEntry = field(default_factory=HelpEntry)


def check_visit(entry: VisitEntry, arrived_on: date, today: date) -> None:
    """A planned visit lies ahead, a held one behind; who went and what was found, or why it was not held."""
    if entry.state is VisitState.PLANNED:
        if not today <= entry.on <= today + LONGEST_AHEAD:
            raise Malformed("followup.visit_ahead", N_("A visit is planned for today or a day ahead."), field="on")
        return
    if not arrived_on <= entry.on <= today:
        sentence = N_("This visit lies between the arrival and today. Check the day.")
        raise Malformed("followup.visit_past", sentence, field="on")
    if entry.state is VisitState.NOT_HELD:
        if entry.reason is None:
            raise Malformed("followup.visit_reason", N_("Choose why it was not held."), field="reason")
        return
    if not entry.visitor.strip():
        raise Malformed("followup.visitor", N_("Say who of the partner visited."), field="visitor")
    if len(entry.findings.strip()) < SHORTEST_FINDING:
        sentence = N_("Say in at least %(least)s characters what was found.")
        raise Malformed("followup.findings", sentence, field="findings", least=SHORTEST_FINDING)


def check_change(before: VisitState, after: VisitState) -> None:
    """What has taken place, or has not, is not planned again: plan another visit."""
    if before is not VisitState.PLANNED and after is VisitState.PLANNED:
        sentence = N_("This visit is over. Plan another one instead.")
        raise RuleBroken("followup.visit_over", sentence, field="state")
