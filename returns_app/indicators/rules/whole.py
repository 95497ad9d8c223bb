"""The whole catalogue over all periods as protected tables: what a nightly run keeps and a benchmark measures."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from returns_app.indicators.rules.cells import Numbers
from returns_app.indicators.rules.definitions import CATALOGUE, SPEED, Method, Source
from returns_app.indicators.rules.estimators import Sample, days_through, life_table
from returns_app.indicators.rules.guards import Spread
from returns_app.indicators.rules.measuring import COHORTS, RETURNS, Deadlines, crowd_of, part_names
from returns_app.indicators.rules.spells import Spells
from returns_app.indicators.rules.stages import LONGEST, duration_of
from returns_app.indicators.rules.tables import Periods, tabulate

AT_ONCE = 400  # groups of one life table, so that memory stays bounded
SHARES = (0.5, 0.25, 0.75, 0.9)


class Protected(NamedTuple):
    """One table of the catalogue: which measure, by what, and its protected numbers."""

    indicator: str
    measure: str
    spread: str
    numbers: Numbers


def whole_catalogue(
    spells: Spells, grid: Periods, deadlines: Deadlines, cut_off: int, only: str | None = None
) -> Iterator[Protected]:  # fmt: skip
    """Every table, one after the other; `only` makes those of a single period."""
    for indicator in CATALOGUE.values():
        if indicator.source is Source.SERIES or indicator.method is Method.QUALITY:
            continue
        for measure in ("N", *measures_of(indicator.id)):
            crowd = crowd_of(indicator.id, measure, spells, deadlines, cut_off)
            for spread in indicator.spreads:
                yield Protected(indicator.id, measure, spread.name, tabulate(crowd, spread, grid, only).protect())
    for indicator in SPEED:
        for spread in (one for one in indicator.spreads if len(one.splits) == 1):
            yield Protected(
                indicator.id,
                "QUARTILES",
                spread.name,
                stage_quartiles(indicator.id, spells, spread, grid, cut_off, only),
            )


def measures_of(indicator: str) -> tuple[str, ...]:
    """The parts of an indicator, for cohorts one by outcome and horizon."""
    if indicator in COHORTS:
        return tuple(f"{word}_{days}" for word in RETURNS.values() for days in COHORTS[indicator])
    return part_names(indicator)


def stage_quartiles(
    stage: str, spells: Spells, spread: Spread, grid: Periods, cut_off: int, only: str | None
) -> Numbers:  # fmt: skip
    """Days at which the shares of a group were through, by group, year (or the period asked for) and share."""
    found = duration_of(stage, spells, cut_off)
    axis = spells.axis(spread.splits[0])
    periods = grid.last - grid.first + 1 if only is None else 1
    time = (
        grid.years(found.crowd.days) - 4 * (grid.last - grid.first + 1)
        if only is None
        else _only(found.crowd.days, grid, only)
    )
    inside = time >= 0
    group = (spells.places(spread.splits[0])[found.crowd.rows] * periods + time)[inside]
    days, cause = found.days[inside], found.cause[inside]
    groups = len(axis.values) * periods
    result = np.full((groups, len(SHARES)), -1, np.int64)
    order = np.argsort(group, kind="stable")
    present, group = np.unique(group[order], return_inverse=True)
    days, cause = days[order], cause[order]
    for start in range(0, len(present), AT_ONCE):
        first, last = np.searchsorted(group, [start, start + AT_ONCE])
        size = min(AT_ONCE, len(present) - start)
        sample = Sample(days[first:last], cause[first:last], group=group[first:last] - start)
        lives = life_table(sample, causes=2, horizon=LONGEST, groups=size)
        result[present[start : start + size]] = days_through(lives, SHARES)
    return result


def _only(days: Numbers, grid: Periods, only: str) -> Numbers:
    places = grid.quarters(days) if "-Q" in only else grid.years(days)
    return np.where(places == grid.names.index(only), 0, -1)
