"""Makes the numbers of a release: whitelisted tables, protected, held against former releases, with their caveats."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import numpy as np

from returns_app.indicators.rules.caveats import Circumstances, caveats_of
from returns_app.indicators.rules.cells import Numbers
from returns_app.indicators.rules.definitions import CATALOGUE, Indicator, Method, Source
from returns_app.indicators.rules.estimators import wilson_of_protected
from returns_app.indicators.rules.guards import LEAST_BEHIND_RATE, Audience, Split, Spread, protected_rate
from returns_app.indicators.rules.measuring import Deadlines, crowd_of, part_names
from returns_app.indicators.rules.releases import Entry, Key
from returns_app.indicators.rules.revisions import moved_by_cell, standing_values
from returns_app.indicators.rules.spells import Spells, day_number
from returns_app.indicators.rules.tables import Crowd, Periods, Table, end_of, members, tabulate

SENSITIVE = frozenset({Split.CITIZEN, Split.RETURN_COUNTRY})
COLLAPSE_UNTIL = 10  # rows up to here show their total only: who is in them must not be told from where
Bounds: TypeAlias = tuple[int | None, int | None]
MOST_QUARTERLY = 25  # citizenships that are published by quarter


@dataclass(frozen=True)
class Former:
    """An earlier release: its spells and the counts it published."""

    spells: Spells
    counts: Mapping[Key, int]


@dataclass(frozen=True)
class Scope:
    """What a release is made for: its period, its readers, the cut-off, and what came before."""

    period: str
    audience: Audience
    cut_off: date
    deadlines: Deadlines = field(default_factory=Deadlines)
    approved: frozenset[str] = frozenset()
    formers: tuple[Former, ...] = ()
    unseen: int | None = None

    @property
    def year(self) -> int:
        """The year of the period."""
        return int(self.period[:4])

    @property
    def periods(self) -> tuple[str, ...]:
        """The quarter, and after the fourth the year: never a year to date beside its quarters."""
        return (self.period, self.period[:4]) if self.period.endswith("-Q4") else (self.period,)


def counted(spells: Spells, scope: Scope) -> Iterator[Entry]:
    """Every count and share of the catalogue, table by table in the order of the catalogue."""
    grid = Periods(scope.year, scope.year)
    for indicator in CATALOGUE.values():
        if (
            indicator.method in {Method.COUNT, Method.SHARE, Method.FLOW, Method.SCORE}
            and indicator.source is not Source.SERIES
        ):
            for spread in spreads_for(indicator, scope.audience):
                for period in scope.periods:
                    yield from _table(indicator, spread, grid, period, spells, scope)


def spreads_for(indicator: Indicator, audience: Audience) -> tuple[Spread, ...]:
    """The tables an audience gets: what a country's authorities did stays with restricted readers."""
    if audience is Audience.PUBLIC and indicator.is_about_cooperation:
        return tuple(spread for spread in indicator.spreads if len(spread.splits) == 1)
    return indicator.spreads


def _table(
    indicator: Indicator, spread: Spread, grid: Periods, period: str, spells: Spells, scope: Scope
) -> Iterator[Entry]:  # fmt: skip
    base, table = protected(indicator.id, "N", spread, grid, period, spells, scope)
    counts = {
        name: protected(indicator.id, name, spread, grid, period, spells, scope)[0] for name in part_names(indicator.id)
    }
    shown = _shown(indicator, base, table, scope, period)
    for at, place in table.places(period):
        if not shown[at] or _is_collapsed(base, at):
            continue
        n = int(base[at])
        key = Key(indicator.id, spread.name, place.codes, period, "N")
        yield _entry(indicator, key, n, "RR5T", scope)
        for name, numbers in counts.items() if n else ():  # of nobody there is no part
            yield from _share(indicator, key._replace(measure=name), int(numbers[at]), n, scope)


def _share(indicator: Indicator, key: Key, k: int, n: int, scope: Scope) -> Iterator[Entry]:
    rate = protected_rate(k, n, scope.audience)
    capped = rate.value if rate.value is None or indicator.method is Method.FLOW else min(rate.value, 100)
    low = high = None
    if capped is not None and indicator.method is not Method.FLOW:
        interval = wilson_of_protected(k, n)
        low, high = round(interval.low * 100), round(interval.high * 100)
    counted_key = key._replace(measure=count_name(key.measure))
    small = rate.value is None
    yield _entry(indicator, counted_key, None if small else k, rate.status, scope)
    yield _entry(indicator, key, capped, rate.status, scope, bounds=(low, high))


def _entry(
    indicator: Indicator, key: Key, value: int | None, status: str, scope: Scope, *, bounds: Bounds = (None, None)
) -> Entry:  # fmt: skip
    figure = Circumstances(
        key.period, scope.cut_off, always=indicator.caveats, is_protected=True,
        value=value if indicator.method is Method.FLOW else None,
        is_flow=indicator.method is Method.FLOW and key.measure != "N", is_withheld=status == "WITHHELD_SMALL",
        has_voluntary_returns="NOTB" in indicator.caveats, is_assessment=is_sensitive(indicator, key.spread),
        unseen=scope.unseen if indicator.id in {"V1", "A3"} else None,
        unreached=0 if "NR" in indicator.caveats else None,
    )  # fmt: skip
    return Entry(key, value, status, indicator.method.value, caveats_of(figure), indicator.legal_version, *bounds)


def is_sensitive(indicator: Indicator, spread: str) -> bool:
    """True for what a single country's authorities did: restricted readers, or approved for this country."""
    return indicator.is_about_cooperation and any(split.value in spread.split("+") for split in SENSITIVE)


def protected(  # noqa: PLR0913, PLR0917  (one table of a release is all these)
    indicator: str, measure: str, spread: Spread, grid: Periods, period: str, spells: Spells, scope: Scope
) -> tuple[Numbers, Table]:  # fmt: skip
    """The counts to publish: drawn afresh, or standing where a former release published nearly the same persons."""
    crowd = crowd_of(indicator, measure, spells, scope.deadlines, day_number(scope.cut_off))
    table = tabulate(crowd, spread, grid, period)
    drawn = table.protect()
    about = Key(indicator, spread.name, ("TOTAL",) * len(spread.splits), period, count_name(measure))
    former = next((one for one in scope.formers if about in one.counts), None)
    if former is None:
        return drawn, table
    before = crowd_of(indicator, measure, former.spells, scope.deadlines, day_number(scope.cut_off))
    return _standing(drawn, table, (before, crowd), former.counts, about), table


def count_name(measure: str) -> str:
    """What the count behind a measure is called."""
    return measure if measure == "N" else f"N_{measure}"


def _standing(
    drawn: Numbers, table: Table, crowds: tuple[Crowd, Crowd], counts: Mapping[Key, int], about: Key
) -> Numbers:  # fmt: skip
    pairs = [members(crowd, table.spread, table.periods, about.period) for crowd in crowds]
    keys = [crowd.spells.persons.record_key[rows] for crowd, (_cells, rows) in zip(crowds, pairs, strict=True)]
    known = np.unique(np.concatenate(keys))
    then, now = ((cells, np.searchsorted(known, key)) for (cells, _rows), key in zip(pairs, keys, strict=True))
    changed = moved_by_cell(then, now, drawn.size).reshape(drawn.shape)
    published, was = np.zeros(drawn.shape, np.int64), np.zeros(drawn.shape, bool)
    for at, where in table.places(about.period):
        value = counts.get(about._replace(codes=where.codes))
        if value is not None:
            published[at], was[at] = value, True
    return standing_values(drawn, published, was, changed)


def _shown(
    indicator: Indicator, base: Numbers, table: Table, scope: Scope, period: str
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which cells an audience gets; decided by protected numbers, approval and code lists alone."""
    shown = np.ones(base.shape, bool)
    splits = table.spread.splits
    if scope.audience is not Audience.PUBLIC or not splits or splits[0] not in SENSITIVE:
        return shown
    margin = (slice(None), *([-1] * (base.ndim - 2)), table.periods.names.index(period))
    column = np.asarray(base[margin])  # type: ignore[index]  # every axis but the first at its total
    if indicator.is_about_cooperation:
        enough = column >= LEAST_BEHIND_RATE[Audience.PUBLIC]
        shown &= _along(enough & np.isin(table.axes[0].codes, (*scope.approved, "TOTAL")), base.ndim)
    elif "-Q" in period:
        order = np.argsort(-column[:-1], kind="stable")[:MOST_QUARTERLY]
        kept = np.zeros(len(column), bool)
        kept[order] = kept[-1] = True
        shown &= _along(kept, base.ndim)
    return shown


def _along(
    kept: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], dimensions: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return kept.reshape(-1, *([1] * (dimensions - 1)))


def _is_collapsed(base: Numbers, at: tuple[int, ...]) -> bool:
    """True inside a short row: everybody in it may stand in one category, whichever it is."""
    inside = at[:-1]
    if len(inside) < 2 or inside[1:] == tuple(size - 1 for size in base.shape[1:-1]):  # noqa: PLR2004  (a row has two)
        return False
    row = (inside[0], *(size - 1 for size in base.shape[1:-1]), at[-1])
    return bool(base[row] <= COLLAPSE_UNTIL)


def followed(period: str, cut_off: date, days: int) -> bool:
    """True when everybody of a cohort could be followed so long."""
    return (cut_off - end_of(period)).days >= days
