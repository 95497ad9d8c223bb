"""Reads what people type: amounts, days and months in many habits, without ever guessing."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from returns_app.core.errors import Malformed
from returns_app.core.money import CENT, to_cent
from returns_app.core.text import N_

MOST_DIGITS = 12
EARLIEST_YEAR = 1900
_SPACES = re.compile("[\\s'\u2019\u066c]+")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?")
_GROUPED = re.compile(r"\d{1,3}(?:_\d{3})+(?:[.,]\d{1,2})?")
_TWO_READINGS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?")
_LONG_TAIL = re.compile(r"\d+[.,]\d{3,}")


def plain_digits(text: str) -> str:
    """The text with the digits of every script written as 0 to 9."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def read_amount(text: str) -> Decimal:
    """A sum of money to the cent, or the reason it can't be read; two readings are never chosen between."""
    typed = plain_digits(text.strip().removeprefix("\u20ac").removesuffix("\u20ac").strip()).replace("\u066b", ",")
    figures = _SPACES.sub("_", typed)
    if _PLAIN.fullmatch(figures) or _GROUPED.fullmatch(figures):
        return _sized(Decimal(figures.replace("_", "").replace(",", ".")))
    if _TWO_READINGS.fullmatch(figures):
        raise _two_readings(text.strip(), figures)
    raise _unreadable(figures)


def _sized(amount: Decimal) -> Decimal:
    if amount.adjusted() >= MOST_DIGITS:
        raise Malformed("amount.too_large", N_("This amount is too large. Check the figures."))
    return to_cent(amount)


def _two_readings(text: str, figures: str) -> Malformed:
    groups = re.split("[.,]", figures)
    cents = groups.pop() if len(groups[-1]) < 3 else "00"  # noqa: PLR2004  (a group of thousands has three figures)
    high = Decimal(f"{''.join(groups)}.{cents}")
    low = Decimal(f"{groups[0]}.{''.join(groups[1:])}{cents}").quantize(CENT, rounding=ROUND_DOWN)
    sentence = N_("%(text)s could be %(high)s or %(low)s. Write %(high)s.")
    return Malformed("amount.ambiguous", sentence, text=text, high=str(to_cent(high)), low=str(low))


def _unreadable(figures: str) -> Malformed:
    if figures.startswith(("-", "\u2212")):
        return Malformed("amount.negative", N_("Enter an amount of zero or more."))
    if _LONG_TAIL.fullmatch(figures):
        return Malformed("amount.decimals", N_("Write the amount with at most two decimals, like 1250.00."))
    return Malformed("amount.unreadable", N_("Enter the amount in figures, like 1250.00."))


@dataclass(frozen=True, slots=True)
class DayParts:
    """Day, month and year as read; a part left empty is None."""

    day: int | None
    month: int | None
    year: int | None

    @property
    def is_empty(self) -> bool:
        """True when nothing was typed."""
        return self.day is None and self.month is None and self.year is None

    @property
    def exists(self) -> bool:
        """True when the calendar has this day; a missing year is taken as a leap year."""
        try:
            date(self.year or 2000, self.month or 1, self.day or 1)
        except ValueError:
            return False
        return True


def read_parts(day: str, month: str, year: str, month_names: Mapping[str, int] | None = None) -> DayParts:
    """Three typed texts as numbers; a month may be a name from `month_names` (lower case)."""
    named = (month_names or {}).get(month.strip().casefold().rstrip("."))
    return DayParts(
        day=_bounded(day, 31, Malformed("day.day", N_("The day must be a number from 1 to 31."), field="day")),
        month=named
        or _bounded(month, 12, Malformed("day.month", N_("The month must be a number from 1 to 12."), field="month")),
        year=_year(year),
    )


def _bounded(text: str, most: int, refusal: Malformed) -> int | None:
    figures = plain_digits(text.strip())
    if not figures:
        return None
    if re.fullmatch(r"\d{1,2}", figures) and 1 <= int(figures) <= most:
        return int(figures)
    raise refusal


def _year(text: str) -> int | None:
    figures = plain_digits(text.strip())
    if not figures:
        return None
    if not re.fullmatch(r"\d{4}", figures):
        raise Malformed("day.year", N_("Write the year with four digits, like 1988."), field="year")
    if int(figures) < EARLIEST_YEAR:
        raise Malformed("day.too_early", N_("Check the year: %(year)s is too long ago."), field="year", year=figures)
    return int(figures)
