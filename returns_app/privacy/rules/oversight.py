"""Patterns of reading that somebody should look at, and the quarter in which access is confirmed anew."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

MANY_CASES = 60
MANY_SEARCHES = 40
MANY_DENIED = 10
NIGHT = range(6)
REFUSED = frozenset({"accounts.action.denied", "privacy.emergency.refused"})


class Pattern(StrEnum):
    """What stands out."""

    MANY_CASES = "many_cases"
    MANY_SEARCHES = "many_searches"
    AT_NIGHT = "at_night"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Seen:
    """One entry of the log as this looks at it; the moment is local."""

    actor: str
    action: str
    case_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """Somebody's day that stands out: which pattern, how often."""

    actor: str
    day: date
    pattern: Pattern
    count: int


def find_alarms(entries: Iterable[Seen]) -> list[Alarm]:
    """Days on which somebody read, searched or was refused far more than work needs, or read at night."""
    cases: dict[tuple[str, date], set[UUID]] = {}
    searches, denied, nights = Counter[tuple[str, date]](), Counter[tuple[str, date]](), Counter[tuple[str, date]]()
    for one in entries:
        key = one.actor, one.at.date()
        if one.case_id is not None and one.action.endswith(".read"):
            cases.setdefault(key, set()).add(one.case_id)
            nights[key] += one.at.hour in NIGHT
        searches[key] += one.action == "people.person.searched"
        denied[key] += one.action in REFUSED
    counted = {
        Pattern.MANY_CASES: ({key: len(found) for key, found in cases.items()}, MANY_CASES),
        Pattern.MANY_SEARCHES: (dict(searches), MANY_SEARCHES),
        Pattern.AT_NIGHT: (dict(nights), 1),
        Pattern.DENIED: (dict(denied), MANY_DENIED),
    }
    found = [
        Alarm(actor, day, pattern, count)
        for pattern, (counts, most) in counted.items()
        for (actor, day), count in counts.items()
        if count >= most
    ]
    return sorted(found, key=lambda alarm: (alarm.day, alarm.count), reverse=True)


def quarter_of(day: date) -> str:
    """The quarter of a day: 2026-Q1."""
    return f"{day.year}-Q{(day.month + 2) // 3}"
