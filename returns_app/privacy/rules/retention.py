"""How long each class of data is kept: dated versions, read and checked before they count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


class BadRetention(ValueError):
    """The data of retention can't be used; the sentence says where."""


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """One class: how long after which moment, and what happens then."""

    code: str
    title: str
    months: int
    hours: int
    counted_from: str
    then: str

    @property
    def has_end(self) -> bool:
        """False for what is kept without an end."""
        return bool(self.months or self.hours)

    def last_end(self, on: date) -> date | None:
        """Whatever ended on this day or before may go; None when it has no such day."""
        return add_months(on, -self.months) if self.months else None


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """One dated version of all classes."""

    code: str
    valid_from: date
    source: str
    is_verified: bool
    classes: Mapping[str, RetentionClass]


def read_retention(data: Mapping[str, Any]) -> tuple[RetentionRules, ...]:
    """Every version, the oldest first."""
    versions = tuple(sorted((_version(one) for one in data.get("versions", ())), key=lambda one: one.valid_from))
    if not versions:
        raise BadRetention("no version")
    if len({one.valid_from for one in versions}) != len(versions):
        raise BadRetention("two versions begin on the same day")
    return versions


def rules_on(versions: Sequence[RetentionRules], on: date) -> RetentionRules:
    """The version that holds on a day."""
    holding = [one for one in versions if one.valid_from <= on]
    if not holding:
        raise BadRetention(f"no version holds on {on}")
    return holding[-1]


def add_months(day: date, months: int) -> date:
    """The same day some months later (or earlier); the last day of a shorter month."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, _days(year, month + 1)))


def _days(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def _version(one: Mapping[str, Any]) -> RetentionRules:
    code = str(one.get("code", ""))
    if not one.get("source"):
        raise BadRetention(f"{code}: a version needs its source")
    classes = {name: _class(code, name, told) for name, told in one["classes"].items()}
    return RetentionRules(code, one["valid_from"], one["source"], bool(one["verified"]), classes)


def _class(version: str, code: str, told: Mapping[str, Any]) -> RetentionClass:
    months, hours = told.get("months", 0), told.get("hours", 0)
    if not all(isinstance(number, int) and number >= 0 for number in (months, hours)):
        raise BadRetention(f"{version}, {code}: whole months or hours")
    return RetentionClass(code, told["title"], months, hours, told["from"], told["then"])
