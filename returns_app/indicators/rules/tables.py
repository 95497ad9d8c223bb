"""Counts spells into tables: every cell, margin and period from its own set of persons, never from other cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, combinations
from typing import NamedTuple

import numpy as np

from returns_app.indicators.rules.cells import CellSums, Draws, Marks, Numbers, cell_sums, first_in_cell
from returns_app.indicators.rules.guards import Split, Spread
from returns_app.indicators.rules.spells import DAY_ZERO, LAST_DAY, NEVER, Axis, Spells, day_number

QUARTERS = 4


@dataclass(frozen=True)
class Periods:
    """The quarters and the years that are counted; a year is counted anew, not added up."""

    first: int
    last: int

    @property
    def names(self) -> tuple[str, ...]:
        """Quarters as Eurostat writes them, then years."""
        years = range(self.first, self.last + 1)
        return (*(f"{year}-Q{quarter}" for year in years for quarter in range(1, 5)), *(str(year) for year in years))

    def quarters(self, days: Numbers) -> Numbers:
        """The place of the quarter of each day; -1 outside."""
        return _inside(_quarter_of_day()[days] - self.first * QUARTERS, QUARTERS * (self.last - self.first + 1))

    def years(self, days: Numbers) -> Numbers:
        """The place of the year of each day, after the quarters; -1 outside."""
        years = self.last - self.first + 1
        found = _inside(_quarter_of_day()[days] // QUARTERS - self.first, years)
        return np.where(found >= 0, found + QUARTERS * years, -1)

    def end(self, place: int) -> date:
        """The last day of a period."""
        return end_of(self.names[place])


def end_of(period: str) -> date:
    """The last day of a quarter or a year."""
    year, _, quarter = period.partition("-Q")
    month = int(quarter) * 3 if quarter else 12
    return date(int(year) + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def start_of(period: str) -> date:
    """The first day of a quarter or a year."""
    year, _, quarter = period.partition("-Q")
    return date(int(year), (int(quarter) - 1) * 3 + 1 if quarter else 1, 1)


_CALENDAR: list[Numbers] = []


def _quarter_of_day() -> Numbers:
    """By day number the quarter since the year 0; the last entry, where -1 points, is before everything."""
    if not _CALENDAR:
        quarters = np.full(LAST_DAY + 2, -1, np.int64)
        for year in range(DAY_ZERO.year, DAY_ZERO.year + LAST_DAY // 366):
            for quarter in range(1, 5):
                first, last = (day_number(edge(f"{year}-Q{quarter}")) for edge in (start_of, end_of))
                quarters[first : last + 1] = year * QUARTERS + quarter - 1
        _CALENDAR.append(quarters)
    return _CALENDAR[0]


def _inside(places: Numbers, size: int) -> Numbers:
    return np.where((places >= 0) & (places < size), places, -1)


class Place(NamedTuple):
    """Where a cell stands: the code on every axis, and the period."""

    codes: tuple[str, ...]
    period: str


@dataclass(frozen=True)
class Table:
    """What is behind every cell of a spread and period; arrays have one axis per split and the periods last."""

    spread: Spread
    axes: tuple[Axis, ...]
    periods: Periods
    persons: Numbers
    draw: Draws
    several: Marks

    @property
    def shape(self) -> tuple[int, ...]:
        """One more than there are categories on every axis, for the total; then the periods."""
        return (*(len(axis.codes) for axis in self.axes), len(self.periods.names))

    def protect(self) -> Numbers:
        """The published counts, in the shape of the table."""
        return CellSums(self.persons.ravel(), self.draw.ravel(), self.several.ravel()).protect().reshape(self.shape)

    def places(self, period: str) -> Iterator[tuple[tuple[int, ...], Place]]:
        """Every cell of a period in the order of the code lists, never in the order of what is in it."""
        last = self.periods.names.index(period)
        for at in np.ndindex(*self.shape[:-1]):
            codes = tuple(axis.codes[place] for axis, place in zip(self.axes, at, strict=True))
            yield (*at, last), Place(codes, period)


@dataclass(frozen=True)
class Crowd:
    """Spells that count for something, each with the day that decides the period."""

    spells: Spells
    rows: Numbers
    days: Numbers

    @classmethod
    def of(cls, spells: Spells, marks: Marks, day: str) -> "Crowd":
        """The spells marked, by the day of an event they all have."""
        rows = np.flatnonzero(marks & (spells[day] != NEVER))
        return cls(spells, rows, spells[day][rows])

    def where(self, marks: Marks) -> "Crowd":
        """Those of the crowd who are marked among all spells."""
        kept = marks[self.rows]
        return Crowd(self.spells, self.rows[kept], self.days[kept])

    def firsts(self) -> "Crowd":
        """One spell per person and period of a cohort: the earliest day stands."""
        order = np.argsort(self.days, kind="stable")
        return Crowd(self.spells, self.rows[order], self.days[order])


def tabulate(crowd: Crowd, spread: Spread, periods: Periods, only: str | None = None) -> Table:
    """Count a crowd into a table; `only` fills a single period, for a refresh."""
    axes = tuple(crowd.spells.axis(split) for split in spread.splits)
    shape = (*(len(axis.codes) for axis in axes), len(periods.names))
    size = int(np.prod(shape))
    persons, draw, several = np.zeros(size, np.int64), np.zeros(size, np.uint64), np.zeros(size, bool)
    for cells, rows in cell_numbers(crowd, axes, periods, only):
        sums = cell_sums(cells, crowd.spells.persons.pick(rows), size)
        persons += sums.persons
        draw += sums.draw
        several |= sums.several
    return Table(
        spread, axes, periods, persons.reshape(shape), draw.reshape(shape), several.reshape(shape)
    )  # fmt: skip


def cell_numbers(
    crowd: Crowd, axes: tuple[Axis, ...], periods: Periods, only: str | None = None
) -> Iterator[tuple[Numbers, Numbers]]:
    """Cells and rows once for every choice of margins and for quarters and years; no cell comes twice."""
    shape = (*(len(axis.codes) for axis in axes), len(periods.names))
    places = [crowd.spells.places(axis.split)[crowd.rows] for axis in axes]
    for time in (periods.quarters(crowd.days), periods.years(crowd.days)):
        inside = time >= 0 if only is None else time == periods.names.index(only)
        if not inside.any():
            continue
        rows = crowd.rows[inside]
        for kept in _subsets(range(len(axes))):
            coordinates = [
                place[inside] if at in kept else np.full(len(rows), len(axes[at].values))
                for at, place in enumerate(places)
            ]
            yield np.ravel_multi_index((*coordinates, time[inside]), shape), rows


def members(crowd: Crowd, spread: Spread, periods: Periods, only: str | None = None) -> tuple[Numbers, Numbers]:
    """Distinct (cell, row) pairs of a table, to compare with those of another release."""
    axes = tuple(crowd.spells.axis(split) for split in spread.splits)
    found = [
        (cells, rows, first_in_cell(cells, crowd.spells.persons.pick(rows)))
        for cells, rows in cell_numbers(crowd, axes, periods, only)
    ]
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return (
        np.concatenate([cells[first] for cells, _rows, first in found]),
        np.concatenate([rows[first] for _cells, rows, first in found]),
    )


def _subsets(items: Iterable[int]) -> Iterator[tuple[int, ...]]:
    whole = tuple(items)
    return chain.from_iterable(combinations(whole, size) for size in range(len(whole) + 1))


def group_of(crowd: Crowd, split: Split | None) -> tuple[Numbers, tuple[str, ...]]:
    """For every spell of a crowd its group on one axis, and the groups; without a split all are one."""
    if split is None:
        return np.zeros(len(crowd.rows), np.int64), ("TOTAL",)
    axis = crowd.spells.axis(split)
    return crowd.spells.places(split)[crowd.rows], axis.values
