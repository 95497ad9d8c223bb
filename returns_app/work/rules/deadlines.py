"""The table of deadlines: dated data with sources, read from config/deadlines.toml."""

import tomllib
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from returns_app.core.countries import MEMBER_STATES
from returns_app.core.settings import ROOT
from returns_app.work.rules.working_days import later_by_working_days, next_working_day, working_days_between

FILE = ROOT / "config" / "deadlines.toml"
OBJECTION = "objection"  # the kind of line that says how long somebody may object to a decision


class BadDeadline(ValueError):
    """The table can't be used; the sentence says where."""


class Unit(StrEnum):
    """How a term is counted."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One line of the table: how long something may take, where, since when, and where that is written."""

    kind: str
    length: int
    unit: Unit
    valid_from: date
    source: str
    verified: bool
    member_state: str = ""  # empty: everywhere, unless a line of the member state says otherwise
    valid_until: date | None = None
    remind: tuple[int, ...] = ()  # days before the end; negative days come after it
    longest_extension: int | None = None  # days after the first end; None: as long as the reason is good
    to_working_day: bool = False  # an end on a weekend or holiday moves to the next working day
    pausable: bool = False  # whether the term stands still with the case
    pause_source: str = ""  # why it does or does not
    pause_verified: bool = False

    def holds(self, kind: str, member_state: str, day: date) -> bool:
        """True when this line speaks of it."""
        is_here = self.member_state in {"", member_state}
        is_now = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        return self.kind == kind and is_here and is_now


def find_rule(table: Iterable[DeadlineRule], kind: str, member_state: str, day: date) -> DeadlineRule | None:
    """The line in force: the member state's own before the general one, the newest first."""
    found = [rule for rule in table if rule.holds(kind, member_state, day)]
    return max(found, key=lambda rule: (rule.member_state, rule.valid_from), default=None)


def due_day(rule: DeadlineRule, since: date, member_state: str) -> date:
    """The last day of the term; the day of the event itself does not count."""
    if rule.unit is Unit.WORKING_DAYS:
        return later_by_working_days(since, rule.length, member_state)
    ends = _months_later(since, rule.length) if rule.unit is Unit.MONTHS else since + _span(rule)
    return next_working_day(ends, member_state) if rule.to_working_day else ends


def due_after_pause(rule: DeadlineRule, due: date, stood: tuple[date, date], member_state: str) -> date:
    """The last day of a term that stood still from the first day to the second: as much of it is left as then was.

    Working days are counted in working days, everything else in days. What was late then is as late afterwards.
    """
    since, until = stood
    if until <= since:
        return due
    if rule.unit is Unit.WORKING_DAYS and due >= since:
        left = working_days_between(since, due, member_state)
        return max(due, later_by_working_days(until, left, member_state))  # a term on a Saturday does not come forward
    later = due + (until - since)
    return next_working_day(later, member_state) if rule.to_working_day else later


@cache
def deadline_table() -> tuple[DeadlineRule, ...]:
    """The table that is shipped; read once."""
    return read_table(FILE)


def read_table(file: Path) -> tuple[DeadlineRule, ...]:
    """Every line, checked: a typing error must not become a term."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(_rule(place, line) for place, line in enumerate(told.get("deadline", ()), start=1))


def _rule(place: int, line: Mapping[str, Any]) -> DeadlineRule:
    try:
        rule = DeadlineRule(**{**line, "unit": Unit(line["unit"]), "remind": tuple(line.get("remind", ()))})
    except (KeyError, TypeError, ValueError) as fault:
        raise BadDeadline(f"deadline {place}: {fault}") from fault
    if (
        rule.length < 1
        or not rule.source
        or (rule.pausable and not rule.pause_source)
        or rule.member_state not in {"", *MEMBER_STATES}
    ):
        raise BadDeadline(f"deadline {place}: length, source or member state of {rule.kind!r}")
    return rule


def _span(rule: DeadlineRule) -> timedelta:
    return timedelta(weeks=rule.length) if rule.unit is Unit.WEEKS else timedelta(days=rule.length)


def _months_later(since: date, months: int) -> date:
    years, month = divmod(since.month - 1 + months, 12)
    year = since.year + years
    return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1]))
