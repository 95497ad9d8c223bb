"""Spells by columns: one row per person and case with the day of every event, and codes in place of words.

A spell holds no name and no id: the person is known by the record key of the release family alone. Days are counted
from 1 January 2000; -1 is "has not happened". Rows of a fixed width stand in a store as they are (`SPELL`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from returns_app.core.countries import MEMBER_STATES, third_countries
from returns_app.indicators.rules.cells import Marks, Numbers, Persons
from returns_app.indicators.rules.counting import TOTAL, UNKNOWN
from returns_app.indicators.rules.guards import Split

DAY_ZERO = date(2000, 1, 1)
NEVER = -1
LAST_DAY = 32_000

DAYS = (
    "notified", "applied", "approved", "requested", "replied", "ident_asked", "ident_replied", "lp_proposed",
    "lp_replied", "issued", "booked", "departed", "arrived", "planned", "reached6", "reached12", "met_again",
    "double", "ended", "entered", "recorded",
)  # fmt: skip
CODES = (
    "geo", "sex", "age", "minor", "return_type", "assistance", "c_dest", "framework", "reply", "ident", "lp",
    "admitted", "outcome", "evidence", "score", "has_passport",
)  # fmt: skip
STAGES = 8
# Not kept: the request to the country of return, whichever it was. Readmission goes before identification.
REQUEST = {
    "first_asked": ("requested", "ident_asked"), "asked": ("requested", "ident_asked"),
    "answered": ("replied", "ident_replied"), "answer": ("reply", "ident"),
}  # fmt: skip
_WHO = [("record_key", "<u8"), ("household", "<u8"), ("citizen", "<u2"), ("return_country", "<u2")]
_DAYS_FROM = np.dtype(_WHO).itemsize
SPELL = np.dtype(
    _WHO + [(name, "<i2") for name in DAYS] + [("suspended", "<i2", (STAGES,))] + [(name, "u1") for name in CODES]
)
NO_SCORE = 255
AT_ONCE = 16_384  # rows whose days fit into a processor's cache
Rows = npt.NDArray[np.void]


class Outcome(IntEnum):
    """How a spell ended; the first terminal event wins."""

    OPEN = 0
    RETURN_VOLUNTARY = 1
    RETURN_FORCED = 2
    WITHDRAWN = 3
    ABSCONDED = 4
    STATUS_GRANTED = 5
    TRANSFERRED_DUBLIN = 6
    DECEASED = 7
    REFUSED = 8  # by the programme: not in the list of terminal events, but nobody leaves under it any more


class Reply(IntEnum):
    """What a third country answered."""

    PENDING = 0
    POSITIVE = 1
    NEGATIVE_OTHER_NAT = 2
    NEGATIVE_NOT_CONFIRMED = 3
    WITHDRAWN_BY_MS = 4
    EXPIRED = 5


VALUES: dict[Split, tuple[str, ...]] = {
    Split.STATE: (*sorted("EL" if code == "GR" else code for code in MEMBER_STATES), UNKNOWN),
    Split.SEX: ("F", "M", "UNK"),
    Split.AGE: ("Y_LT14", "Y14-17", "Y18-34", "Y35-64", "Y_GE65", "UNK"),
    Split.RETURN_TYPE: ("VOL_ASSISTED", "VOL_UNASSISTED", "ENFORCED", "OTHER", "UNKNOWN"),
    Split.ASSISTANCE: ("NONE", "TRAVEL", "TRAVEL+CASH", "REINTEGRATION_IN_KIND", "UNK"),
    Split.DESTINATION: ("THRD_CTZ", "THRD_OTH", "EU27_2020_EFTA_FOR", "UNK"),
    Split.FRAMEWORK: ("NONE", "EURA", "ARR", "BEN", "BIL", "COTONOU_SAMOA", "UNK"),
    Split.MINOR: ("NO", "YES"),
}
_COLUMN = {
    Split.STATE: "geo", Split.SEX: "sex", Split.AGE: "age", Split.RETURN_TYPE: "return_type",
    Split.ASSISTANCE: "assistance", Split.DESTINATION: "c_dest", Split.FRAMEWORK: "framework", Split.MINOR: "minor",
}  # fmt: skip
_NO_COUNTRY = 676


def country_number(code: str) -> int:
    """Two letters as a number that no change of a code list moves; 676 for anything else."""
    if len(code) == 2 and code.isascii() and code.isalpha():  # noqa: PLR2004  (two letters)
        return (ord(code[0]) - 65) * 26 + ord(code[1]) - 65
    return _NO_COUNTRY


def day_number(day: date | None) -> int:
    """Days since 1 January 2000; what came before that or is not known has no number."""
    number = NEVER if day is None else (day - DAY_ZERO).days
    return number if 0 <= number <= LAST_DAY else NEVER


def day_of(number: int) -> date:
    """The day again."""
    return date.fromordinal(DAY_ZERO.toordinal() + number)


@dataclass(frozen=True)
class Axis:
    """The categories of a split, every one of them always shown, and after them the total."""

    split: Split
    values: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Categories as they stand in files."""
        return (*self.values, TOTAL)


@dataclass(frozen=True)
class Spells:
    """Spells and the persons in them, ready to be counted; `regions` maps a citizenship to its world region."""

    rows: Rows
    regions: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many spells."""
        return len(self.rows)

    @cached_property
    def persons(self) -> Persons:
        """Who stands in which row."""
        return Persons.of(self.rows["record_key"], self.rows["household"])

    @cached_property
    def kept(self) -> dict[tuple[object, ...], Any]:
        """What was worked out from these spells already, by whoever worked it out."""
        return {}

    @cached_property
    def _columns(self) -> dict[str, npt.NDArray[np.int64]]:
        return {}

    def __getitem__(self, name: str) -> Numbers:
        """A column as whole numbers side by side in memory."""
        if name not in self._columns:
            self._columns[name] = self._request(name) if name in REQUEST else self.rows[name].astype(np.int64)
        return self._columns[name]

    def _request(self, name: str) -> Numbers:
        """What the country was asked and answered: about readmission, or where that was never asked about identity."""
        if name == "first_asked":
            both = np.stack([self["ident_asked"], self["requested"]])
            return np.asarray(np.where((both == NEVER).any(0), both.max(0), both.min(0)))
        readmission, identity = REQUEST[name]
        return np.where(self["requested"] != NEVER, self[readmission], self[identity])

    @cached_property
    def citizens(self) -> Axis:
        """Every third country."""
        return Axis(Split.CITIZEN, (*third_countries(), UNKNOWN))

    @cached_property
    def world(self) -> Axis:
        """Every world region."""
        return Axis(Split.REGION, (*sorted(set(self.regions.values())), UNKNOWN))

    def axis(self, split: Split) -> Axis:
        """The categories of a split."""
        if split in {Split.CITIZEN, Split.RETURN_COUNTRY}:
            return Axis(split, self.citizens.values)
        return self.world if split is Split.REGION else Axis(split, VALUES[split])

    def places(self, split: Split) -> Numbers:
        """For every spell the place of its category on the axis."""
        name = f"place of {split.value}"
        if name not in self._columns:
            self._columns[name] = self._places(split)
        return self._columns[name]

    def _places(self, split: Split) -> Numbers:
        values = self.axis(split).values
        if split in _COLUMN:
            return np.minimum(self[_COLUMN[split]], len(values) - 1)
        known = {code: at for at, code in enumerate(values)}
        look = np.full(2**16, len(values) - 1, np.int64)
        for code in third_countries():
            look[country_number(code)] = known.get(
                self.regions.get(code, UNKNOWN) if split is Split.REGION else code, len(values) - 1
            )
        return np.asarray(look[self.rows["return_country" if split is Split.RETURN_COUNTRY else "citizen"]])

    def during(self, first: date, last: date) -> "Spells":
        """Spells in which anything happened between two days; who belongs together stays as it is among all."""
        marks = _touched(self.rows, day_number(first), day_number(last))
        found = Spells(self.rows[marks], self.regions)
        # What the property would work out from too few rows.
        found.__dict__["persons"] = Persons.among(self.rows["record_key"], self.rows["household"], marks)
        return found

    def before(self, cut_off: date) -> "Spells":
        """What was known by a day: later events have not happened."""
        last, rows = day_number(cut_off), self.rows.copy()
        late = rows["recorded"] > last
        for name in DAYS:
            rows[name][rows[name] > last] = NEVER
        rows["departed"][late] = NEVER
        for name, code in (
            ("replied", "reply"),
            ("ident_replied", "ident"),
            ("lp_replied", "lp"),
            ("ended", "outcome"),
        ):
            rows[code][rows[name] == NEVER] = 0
        rows["score"][rows["reached12"] == NEVER] = NO_SCORE
        return Spells(rows, self.regions)


def _touched(rows: Rows, begin: int, end: int) -> Marks:
    """Rows with any day from `begin` to `end`: block by block, for a row is wide and all its days lie side by side."""
    kept = np.ascontiguousarray(rows)
    days = np.ndarray((len(kept), len(DAYS)), "<i2", kept, _DAYS_FROM, (SPELL.itemsize, 2))
    marks = np.zeros(len(kept), bool)
    for start in range(0, len(kept), AT_ONCE):
        for column in np.ascontiguousarray(days[start : start + AT_ONCE].T):
            marks[start : start + AT_ONCE] |= (column >= begin) & (column <= end)
    return marks


def voluntary(spells: Spells) -> Marks:
    """Spells with a voluntary departure that counts: evidence levels 1 to 3."""
    return np.asarray(forced_or_voluntary(spells) & (spells["return_type"] <= 1))


def forced_or_voluntary(spells: Spells) -> Marks:
    """Spells with a departure that counts."""
    return np.asarray((spells["departed"] != NEVER) & np.isin(spells["evidence"], (1, 2, 3)))


def empty_rows(number: int) -> Rows:
    """Rows in which nothing has happened yet."""
    rows = np.zeros(number, SPELL)
    for name in DAYS:
        rows[name] = NEVER
    rows["score"] = NO_SCORE
    rows["citizen"] = rows["return_country"] = _NO_COUNTRY
    for split in (
        Split.STATE,
        Split.SEX,
        Split.AGE,
        Split.RETURN_TYPE,
        Split.ASSISTANCE,
        Split.DESTINATION,
        Split.FRAMEWORK,
    ):
        rows[_COLUMN[split]] = len(VALUES[split]) - 1
    return rows


def code_of(split: Split, value: str) -> int:
    """The number a category has in its column; what the list does not know is the last, unknown."""
    values: Sequence[str] = VALUES[split]
    return values.index(value) if value in values else len(values) - 1
