"""The same year told by two systems: where they differ, no figure of that state and year is read without a warning."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from returns_app.indicators.rules.caveats import Break, Circumstances, caveats_of, differs, is_broken

RETURNS = "MIGR_EIRTN1"


@dataclass(frozen=True, slots=True)
class Compared:
    """One category of a year, as the national system and as Eurostat count it."""

    geo: str
    year: str
    category: str
    eurostat: int
    source: str
    national: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A state and year side by side, and what has to stand beside every figure of it."""

    geo: str
    year: str
    rows: tuple[Compared, ...]
    is_different: bool
    caveats: tuple[str, ...]


def comparisons(compared: Iterable[Compared], breaks: Iterable[Break], today: date) -> Iterator[Comparison]:
    """State by state, year by year."""
    known = tuple(breaks)
    ordered = sorted(compared, key=lambda one: (one.geo, one.year))
    for (geo, year), group in groupby(ordered, key=lambda one: (one.geo, one.year)):
        rows = tuple(group)
        figure = Circumstances(
            year, today, is_national=True, is_external=True, is_contradicted=_is_different(rows),
            broken=is_broken(known, geo=geo, dataset=RETURNS, first=str(int(year) - 1), last=year),
        )  # fmt: skip
        yield Comparison(geo, year, rows, _is_different(rows), caveats_of(figure))


def is_contradicted(compared: Iterable[Compared], geo: str, first: str, last: str) -> bool:
    """True when two systems tell differently of a state in any year of a span of periods."""
    years: dict[str, list[Compared]] = {}
    for one in compared:
        if one.geo == geo and first[:4] <= one.year <= last[:4]:
            years.setdefault(one.year, []).append(one)
    return any(_is_different(rows) for rows in years.values())


def _is_different(rows: Iterable[Compared]) -> bool:
    both = [one for one in rows if one.national is not None]
    return differs({one.category: one.national or 0 for one in both}, {one.category: one.eurostat for one in both})
