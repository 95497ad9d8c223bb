"""The room's front page by numbers: tiles, a share over time, stages, outcomes; protected like a restricted release.

Everybody inside sees the newest release this way: its own spells, as they were at its cut-off, so that nobody can watch a
number grow. Only the restricted role sees the same drawings over what was read last.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from returns_app.indicators.rules.cells import Marks, cell_sums
from returns_app.indicators.rules.compiling import Scope
from returns_app.indicators.rules.definitions import SPEED
from returns_app.indicators.rules.estimators import wilson_of_protected
from returns_app.indicators.rules.guards import Audience, Split, Spread, protected_rate
from returns_app.indicators.rules.lasting import speeds
from returns_app.indicators.rules.measuring import APPLICATION_HORIZON, fate_of, whole_of
from returns_app.indicators.rules.spells import Outcome, Spells, day_number, voluntary
from returns_app.indicators.rules.tables import Crowd, Periods, tabulate

TOTAL = Spread(())
QUARTERS_SHOWN = 12
CURVE_DAYS = tuple(range(0, 361, 30))
FATES = {
    "departed": (Outcome.RETURN_VOLUNTARY,), "withdrawn": (Outcome.WITHDRAWN, Outcome.REFUSED),
    "lost": (Outcome.ABSCONDED, Outcome.RETURN_FORCED, Outcome.STATUS_GRANTED, Outcome.TRANSFERRED_DUBLIN, Outcome.DECEASED),
}  # fmt: skip
HEAT_COLUMNS = 15


class Share(NamedTuple):
    """A protected share of a period, or nothing where too few stand behind it."""

    period: str
    value: int | None
    low: int | None
    high: int | None
    persons: int


class Box(NamedTuple):
    """Weeks in days of a stage: lower quartile, median, upper quartile, 90th percentile; None is withheld."""

    stage: str
    quartiles: tuple[int | None, int | None, int | None, int | None]
    persons: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the front page shows."""

    tiles: dict[str, int | None]
    shares: tuple[Share, ...]
    boxes: tuple[Box, ...]
    curves: dict[str, tuple[int | None, ...]]
    cohort: int
    until: date


def overview(spells: Spells, today: date, period: str = "") -> Overview:
    """The front page as of a day; tiles are of a period, or of the running year."""
    scope = Scope(period or str(today.year), Audience.RESTRICTED, today)
    boxes = _boxes(spells, today)
    shares = tuple(_shares(spells, today))
    curves, cohort = _curves(spells, today)
    return Overview(_tiles(spells, scope, boxes, shares), shares, boxes, curves, cohort, today)


def heat(spells: Spells, period: str) -> tuple[tuple[str, ...], list[tuple[str, list[int]]]]:
    """Voluntary departures of a period, member state by country of return: the most frequent ones, by protected counts."""
    grid = Periods(int(period[:4]), int(period[:4]))
    table = tabulate(whole_of("V1", spells), Spread((Split.STATE, Split.RETURN_COUNTRY)), grid, period)
    counts = table.protect()[:, :, grid.names.index(period)]
    states, countries = (axis.codes for axis in table.axes)
    most = [at for at in np.argsort(-counts[-1, :-1], kind="stable")[:HEAT_COLUMNS] if counts[-1, at]]
    rows = [
        (states[at], [int(counts[at, column]) for column in (*most, -1)])
        for at in range(len(states) - 1)
        if counts[at, -1]
    ]
    return (*(countries[column] for column in most), "TOTAL"), rows


def _tiles(spells: Spells, scope: Scope, boxes: tuple[Box, ...], shares: tuple[Share, ...]) -> dict[str, int | None]:
    period = scope.period
    medians = {box.stage: box.quartiles[1] for box in boxes}
    known = [share for share in shares if share.value is not None]
    return {
        "applied": _count(spells, "applied", period), "approved": _count(spells, "approved", period),
        "departed": _of(Crowd.of(spells, voluntary(spells), "departed"), period), "arrived": _count(spells, "arrived", period),
        "median": medians.get("T7"), "share": known[-1].value if known else None,
    }  # fmt: skip


def _count(spells: Spells, day: str, period: str) -> int:
    return _of(Crowd.of(spells, np.ones(len(spells), bool), day), period)


def _of(crowd: Crowd, period: str) -> int:
    grid = Periods(int(period[:4]), int(period[:4]))
    return int(tabulate(crowd, TOTAL, grid, period).protect()[grid.names.index(period)])


def _shares(spells: Spells, today: date) -> Iterator[Share]:
    """Departed within 180 days of the application, by quarter of application, where everybody could be followed."""
    fate = fate_of("V2", spells, day_number(today))
    last = today - timedelta(days=APPLICATION_HORIZON)
    grid = Periods(today.year - QUARTERS_SHOWN // 4 - 1, today.year)
    left = (fate.cause == Outcome.RETURN_VOLUNTARY) & (fate.days <= APPLICATION_HORIZON)
    part = Crowd(spells, fate.crowd.rows[left], fate.crowd.days[left])
    n, k = (tabulate(crowd, TOTAL, grid).protect() for crowd in (fate.crowd, part))
    ends = [at for at, name in enumerate(grid.names) if "-Q" in name and grid.end(at) <= last]
    for at in ends[-QUARTERS_SHOWN:]:
        yield _share(grid.names[at], int(k[at]), int(n[at]))


def _share(period: str, k: int, n: int) -> Share:
    rate = protected_rate(k, n, Audience.RESTRICTED).value
    if rate is None:
        return Share(period, None, None, None, n)
    bounds = wilson_of_protected(k, n)
    return Share(period, min(rate, 100), round(bounds.low * 100), round(bounds.high * 100), n)


def _boxes(spells: Spells, today: date) -> tuple[Box, ...]:
    """Stages entered in the last full year before today: long enough ago for most to have ended."""
    scope = Scope(str(today.year - 1), Audience.RESTRICTED, today)
    found = {
        (entry.key.indicator, entry.key.measure): entry.value
        for entry in speeds(spells, scope)
        if entry.key.spread == "total"
    }
    return tuple(_box(one.id, found) for one in SPEED)


def _box(stage: str, found: dict[tuple[str, str], int | None]) -> Box:
    low, median, high, far = (found.get((stage, name)) for name in ("P25", "MEDIAN", "P75", "P90"))
    return Box(stage, (low, median, high, far), found[stage, "N"] or 0)


def _curves(spells: Spells, today: date) -> tuple[dict[str, tuple[int | None, ...]], int]:
    """Shares with each outcome by day, of the applications of the last two years that were followed for 360 days."""
    fate = fate_of("V2", spells, day_number(today))
    newest, oldest = day_number(today - timedelta(days=CURVE_DAYS[-1])), day_number(today - timedelta(days=1095))
    cohort = (fate.crowd.days <= newest) & (fate.crowd.days >= max(oldest, 0))
    n = _protected(fate.crowd, cohort)
    curves = {}
    for name, causes in FATES.items():
        theirs = cohort & np.isin(fate.cause, causes)
        counts = [_protected(fate.crowd, theirs & (fate.days <= day)) for day in CURVE_DAYS]
        curves[name] = _rising([protected_rate(count, n, Audience.RESTRICTED).value for count in counts])
    return curves, n


def _protected(crowd: Crowd, marks: Marks) -> int:
    rows = crowd.rows[marks]
    return int(cell_sums(np.zeros(len(rows), np.int64), crowd.spells.persons.pick(rows), 1).protect()[0])


def _rising(values: list[int | None]) -> tuple[int | None, ...]:
    """A share by a day is never less than by an earlier one, whatever the draws were."""
    most, found = 0, list[int | None]()
    for value in values:
        most = max(most, min(value or 0, 100))
        found.append(None if value is None else most)
    return tuple(found)
