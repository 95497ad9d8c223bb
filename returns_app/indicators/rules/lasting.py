"""Makes the numbers of a release that take time: return within so many days, and how long each stage took."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from returns_app.indicators.rules.caveats import Circumstances, caveats_of
from returns_app.indicators.rules.cells import Marks, Numbers
from returns_app.indicators.rules.compiling import Scope, count_name, followed, is_sensitive, protected, spreads_for
from returns_app.indicators.rules.definitions import CATALOGUE, SPEED, Indicator
from returns_app.indicators.rules.estimators import Sample, life_table, quantiles, wilson_of_protected
from returns_app.indicators.rules.guards import (
    LEAST_BEHIND_RATE,
    LEAST_ENTERED,
    Audience,
    Spread,
    protected_median,
    protected_rate,
)
from returns_app.indicators.rules.measuring import COHORTS, RETURNS, crowd_of
from returns_app.indicators.rules.releases import Entry, Key
from returns_app.indicators.rules.spells import Spells, day_number
from returns_app.indicators.rules.stages import LONGEST, duration_of
from returns_app.indicators.rules.tables import Periods, tabulate

COHORT_YEARS = 3
LEAST_EVENTS = 10
MANY_LATE = 20  # percent who came into sight later: then the share of protected counts is no incidence any more
QUARTILES = {"MEDIAN": 0.5, "P25": 0.25, "P75": 0.75, "P90": 0.9}


def incidences(spells: Spells, scope: Scope) -> Iterator[Entry]:
    """A4 and V2 for every cohort year that everybody in it could be followed for so long."""
    for name, horizons in COHORTS.items():
        for spread in spreads_for(CATALOGUE[name], scope.audience):
            for year in range(scope.year - COHORT_YEARS, scope.year + 1):
                seen = [days for days in horizons if followed(str(year), scope.cut_off, days)]
                if seen:
                    yield from _cohort(CATALOGUE[name], spread, str(year), seen, spells, scope)


def _cohort(
    indicator: Indicator, spread: Spread, period: str, horizons: list[int], spells: Spells, scope: Scope
) -> Iterator[Entry]:  # fmt: skip
    grid = Periods(int(period), int(period))
    base, table = protected(indicator.id, "N", spread, grid, period, spells, scope)
    late = tabulate(
        crowd_of(indicator.id, "LATE", spells, scope.deadlines, day_number(scope.cut_off)), spread, grid, period
    )
    names = [f"{word}_{days}" for word in RETURNS.values() for days in horizons]
    counts = {name: protected(indicator.id, name, spread, grid, period, spells, scope)[0] for name in names}
    for at, place in table.places(period):
        n = int(base[at])
        key = Key(indicator.id, spread.name, place.codes, period, "N")
        if _is_public_country(indicator, spread, scope) and not _may_be_open(place.codes[0], n, scope):
            continue
        delayed = int(late.persons[at]) * 100 > MANY_LATE * max(int(table.persons[at]), 1)
        yield _lasting(indicator, key, n, "RR5T", scope)
        for name in names if n else ():
            yield from _incidence(
                indicator, key._replace(measure=name), (int(counts[name][at]), n), scope, delayed=delayed
            )


def _may_be_open(country: str, n: int, scope: Scope) -> bool:
    return country == "TOTAL" or (country in scope.approved and n >= LEAST_BEHIND_RATE[Audience.PUBLIC])


def _incidence(
    indicator: Indicator, key: Key, counts: tuple[int, int], scope: Scope, *, delayed: bool
) -> Iterator[Entry]:  # fmt: skip
    k, n = counts
    rate = protected_rate(k, n, scope.audience)
    counted_key = key._replace(measure=count_name(key.measure))
    if delayed or rate.value is None or 0 < k < LEAST_EVENTS:
        status = "WITHHELD_DELAYED" if delayed else "WITHHELD_SMALL"
        yield _lasting(indicator, counted_key, None, status, scope)
        yield _lasting(indicator, key, None, status, scope)
        return
    interval = wilson_of_protected(k, n)
    bounds = (round(interval.low * 100), round(interval.high * 100))
    yield _lasting(indicator, counted_key, k, "RR5T", scope)
    yield _lasting(indicator, key, min(rate.value, 100), "RR5T", scope, bounds=bounds)


def _is_public_country(indicator: Indicator, spread: Spread, scope: Scope) -> bool:
    return scope.audience is Audience.PUBLIC and is_sensitive(indicator, spread.name)


class _Group(NamedTuple):
    """How many of each group entered a stage, completed it, stand on the smaller side of the median, are in it still."""

    entered: Numbers
    completed: Numbers
    beside: Numbers
    censored: Numbers


def speeds(spells: Spells, scope: Scope) -> Iterator[Entry]:
    """T1 to T8, gross and net of suspensions, by the axis of each spread of at most one dimension."""
    for indicator in SPEED:
        for spread in (Spread(()), *(one for one in indicator.spreads if len(one.splits) == 1)):
            for period in scope.periods:
                yield from _stage(indicator, spread, period, spells, scope)


def _stage(indicator: Indicator, spread: Spread, period: str, spells: Spells, scope: Scope) -> Iterator[Entry]:
    base, table = protected(indicator.id, "N", spread, Periods(scope.year, scope.year), period, spells, scope)
    places = list(table.places(period))
    enough = np.array([base[at] >= LEAST_ENTERED for at, _place in places])
    gross, net = (
        _quantiles(indicator.id, spread, period, spells, scope, enough, is_net=is_net) for is_net in (False, True)
    )
    for number, (at, place) in enumerate(places):
        key = Key(indicator.id, spread.name, place.codes, period, "N")
        yield _lasting(indicator, key, int(base[at]), "RR5T", scope)
        for name, found in (("", gross), ("NET_", net)) if base[at] else ():
            for label in QUARTILES:
                value, censored = found[label, number] if enough[number] else (None, None)
                status = "WITHHELD_SMALL" if value is None else "RR5T"
                yield _lasting(indicator, key._replace(measure=name + label), value, status, scope, censored=censored)


def _quantiles(  # noqa: PLR0913  (a table of a stage is all these)
    name: str, spread: Spread, period: str, spells: Spells, scope: Scope, enough: Marks, *, is_net: bool
) -> dict[tuple[str, int], tuple[int | None, int]]:  # fmt: skip
    """Weeks by quartile and place, for the groups that are great enough; the last group is everybody."""
    stage = duration_of(name, spells, day_number(scope.cut_off), net=is_net)
    grid = Periods(scope.year, scope.year)
    inside = (grid.quarters(stage.crowd.days) if "-Q" in period else grid.years(stage.crowd.days)) == grid.names.index(
        period
    )
    rows, days, cause = stage.crowd.rows[inside], stage.days[inside], stage.cause[inside]
    last = len(enough) - 1
    place = spells.places(spread.splits[0])[rows] if spread.splits else np.full(len(rows), last)
    if spread.splits:
        place, days, cause = np.concatenate([place, np.full(len(rows), last)]), np.tile(days, 2), np.tile(cause, 2)
    kept, wanted = enough[place], np.flatnonzero(enough)
    group = np.searchsorted(wanted, place[kept])
    lives = life_table(Sample(days[kept], cause[kept], group=group), causes=2, horizon=LONGEST, groups=len(wanted))
    found = {label: quantiles(lives, share).day for label, share in QUARTILES.items()}
    sizes = _sizes(group, days[kept], cause[kept], len(wanted), found["MEDIAN"])
    return {
        (label, int(where)): _weeks(int(found[label][at]), sizes, at)
        for label in QUARTILES
        for at, where in enumerate(wanted)
    }


def _weeks(day: int, sizes: _Group, at: int) -> tuple[int | None, int]:
    entered, completed, beside, censored = (int(column[at]) for column in sizes)
    value = protected_median(day, entered, completed, beside, beside)
    return value, round(20 * censored / max(entered, 1)) * 5


def _sizes(group: Numbers, days: Numbers, cause: Numbers, groups: int, median: Numbers) -> _Group:
    entered, completed = np.bincount(group, minlength=groups), np.bincount(group[cause == 1], minlength=groups)
    before = np.bincount(group[days <= median[group]], minlength=groups)
    return _Group(
        entered, completed, np.minimum(before, entered - before), np.bincount(group[cause == 0], minlength=groups)
    )


def _lasting(  # noqa: PLR0913  (one number is all these)
    indicator: Indicator, key: Key, value: int | None, status: str, scope: Scope,
    *, bounds: tuple[int, int] | None = None, censored: int | None = None,
) -> Entry:  # fmt: skip
    figure = Circumstances(
        key.period, scope.cut_off, always=indicator.caveats, is_protected=True, censored=censored,
        is_withheld=status == "WITHHELD_SMALL", has_voluntary_returns="NOTB" in indicator.caveats,
        is_assessment=is_sensitive(indicator, key.spread),
    )  # fmt: skip
    low, high = bounds or (None, None)
    return Entry(key, value, status, indicator.method.value, caveats_of(figure), indicator.legal_version, low, high)
