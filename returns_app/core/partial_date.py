"""A birth date as people know it: whole, partly known, estimated or unknown. Never invented."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class DatePrecision(StrEnum):
    """How sure somebody is of a date and from where."""

    DOCUMENT = "document"
    SAID = "said"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A Gregorian date of which year, month and day may be missing, from the right."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN

    def __post_init__(self) -> None:
        """Refuse a day without a month, a month without a year and days that don't exist."""
        if (self.day and not self.month) or (self.month and not self.year):
            raise ValueError("partial date has a gap")
        if self.year is not None:
            date(self.year, self.month or 1, self.day or 1)

    @property
    def is_known(self) -> bool:
        """True when at least the year is known."""
        return self.year is not None

    @property
    def is_full(self) -> bool:
        """True when year, month and day are known."""
        return self.day is not None

    def isoformat(self) -> str:
        """ISO 8601 with as much as is known: `1991-03-14`, `1991-03`, `1991` or the empty string."""
        parts = (f"{self.year:04d}" if self.year else None, _two(self.month), _two(self.day))
        return "-".join(part for part in parts if part)

    @classmethod
    def parse(cls, text: str, precision: DatePrecision = DatePrecision.SAID) -> Self:
        """Read what `isoformat` writes; raises ValueError on anything else."""
        if not text:
            return cls(precision=DatePrecision.UNKNOWN)
        year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
        return cls(year, month or None, day or None, precision)

    def encode(self) -> str:
        """One line that keeps the precision, for storage."""
        return f"{self.isoformat()}|{self.precision}"

    @classmethod
    def decode(cls, line: str) -> Self:
        """The value that `encode` wrote."""
        text, _, precision = line.partition("|")
        return cls.parse(text, DatePrecision(precision)) if text else cls()

    def age_on(self, day: date) -> int | None:
        """Completed years on `day`; None when the year is unknown. Missing parts count as the earliest day."""
        if self.year is None:
            return None
        had_birthday = (day.month, day.day) >= (self.month or 1, self.day or 1)
        return day.year - self.year - (0 if had_birthday else 1)


def _two(number: int | None) -> str | None:
    return f"{number:02d}" if number else None
