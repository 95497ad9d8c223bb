"""Pure: what a form told about its own filling in, and medians over many cases."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

FEWEST = 10
"""Below this number of cases a median would describe the work of one or two people: none is shown."""

_TOLD = re.compile(r"(\d{1,3}):(\d{1,5})", re.ASCII)
_MOST_FIELDS, _MOST_SECONDS = 500, 4 * 3600


class Part(StrEnum):
    """The part of the work a form belongs to."""

    INTAKE = "intake"
    CASE_FILE = "case_file"
    COUNSELLING = "counselling"
    DECISION = "decision"
    TRAVEL = "travel"
    SUPPORT = "support"
    CLOSURE = "closure"
    OTHER = "other"


_PART_OF_ROOM = {
    "cases": Part.CASE_FILE,
    "people": Part.CASE_FILE,
    "counselling": Part.COUNSELLING,
    "decisions": Part.DECISION,
    "travel": Part.TRAVEL,
    "support": Part.SUPPORT,
    "moments": Part.SUPPORT,
    "closure": Part.CLOSURE,
}


@dataclass(frozen=True, slots=True)
class Effort:
    """Fields changed by hand and seconds spent on one form, pauses of over a minute left out."""

    fields: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle of many values: a quarter lies below `low`, half below `median`, three quarters below `high`."""

    low: int
    median: int
    high: int


def read_effort(told: str | None) -> Effort | None:
    """What the page told as `fields:seconds`; None when it told nothing or nothing believable."""
    found = _TOLD.fullmatch(told or "")
    if found is None:
        return None
    effort = Effort(int(found[1]), int(found[2]))
    return effort if 0 < effort.fields <= _MOST_FIELDS and effort.seconds <= _MOST_SECONDS else None


def part_of(endpoint: str | None) -> Part:
    """The part of the work to which a page belongs."""
    if endpoint == "cases.open_case":
        return Part.INTAKE
    return _PART_OF_ROOM.get((endpoint or "").partition(".")[0], Part.OTHER)


def middle_of(counts: Iterable[tuple[int, int]]) -> Middle | None:
    """The quartiles of values given as (value, how often), nearest rank; None below FEWEST values."""
    ordered = sorted(counts)
    total = sum(times for _value, times in ordered)
    if total < FEWEST:
        return None
    return Middle(*(_at_rank(ordered, -(-total * quarter // 4)) for quarter in (1, 2, 3)))


def _at_rank(ordered: Sequence[tuple[int, int]], rank: int) -> int:
    passed = 0
    for value, times in ordered:
        passed += times
        if passed >= rank:
            return value
    raise ValueError("rank beyond the last value")
