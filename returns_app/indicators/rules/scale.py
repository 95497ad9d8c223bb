"""The sliding scale: how likely the share of a country lies in the lowest, middle or highest third; and outcomes by day.

For restricted readers only. No list of ranks, no binary label, no class: countries stand in the order of the alphabet
with three chances each, and where none reaches four in five they are "not distinguishable". Everything is made from
protected counts; intervals of outcomes come from drawing whole households again (500 times, fixed seed) and are widened
outward to whole fives, so that they tell no more about anybody than the counts do.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np

from returns_app.indicators.rules.cells import Marks, Numbers
from returns_app.indicators.rules.compiling import followed
from returns_app.indicators.rules.estimators import Sample, bootstrap_many, jeffreys, life_table, tercile_probabilities
from returns_app.indicators.rules.guards import LEAST_BEHIND_RATE, Audience, Split, Spread, protected_rate
from returns_app.indicators.rules.lasting import LEAST_EVENTS
from returns_app.indicators.rules.measuring import COHORTS, HORIZONS, Deadlines, crowd_of, fate_of
from returns_app.indicators.rules.spells import Outcome, Spells, day_number
from returns_app.indicators.rules.tables import Crowd, Periods, tabulate

SCALES: dict[str, tuple[str, str]] = {
    "C1": ("C1", "ACCEPTED"), "C2": ("C2", "NO_REPLY"), "D1": ("D1", "CONFIRMED"), "D2": ("D2", "ISSUED"),
    "D2-time": ("D2", "ISSUED_IN_TIME"), "D3": ("D3", "ACCEPTED"), "V2": ("V2", "VOLUNTARY_180"),
}  # fmt: skip
BY_NATIONALITY, ALL = Spread((Split.CITIZEN,)), Spread(())
CAUSES = {
    "departed": (Outcome.RETURN_VOLUNTARY,), "forced": (Outcome.RETURN_FORCED,),
    "withdrawn": (Outcome.WITHDRAWN, Outcome.REFUSED),
    "other": (Outcome.ABSCONDED, Outcome.STATUS_GRANTED, Outcome.TRANSFERRED_DUBLIN, Outcome.DECEASED),
}  # fmt: skip
DRAWS, SEED = 500, 25
STEP = 5


class Place(NamedTuple):
    """One country on the scale; percentages are whole, `clear` is the third with four chances in five, if any."""

    country: str
    persons: int
    share: int
    low: int
    high: int
    chances: tuple[int, int, int]
    clear: int | None


class Bounded(NamedTuple):
    """The share of a cohort with an outcome by a day, and the bounds of its household bootstrap; None is withheld."""

    outcome: str
    day: int
    share: int | None
    low: int | None
    high: int | None


def places_of(spells: Spells, name: str, year: int, cut_off: date, deadlines: Deadlines) -> list[Place]:
    """Every country with enough persons behind it, in the order of the code list."""
    indicator, measure = SCALES[name]
    if indicator in COHORTS and not followed(str(year), cut_off, int(measure.rpartition("_")[2])):
        return []
    grid = Periods(year, year)
    n, k = (
        tabulate(
            crowd_of(indicator, what, spells, deadlines, day_number(cut_off)), BY_NATIONALITY, grid, str(year)
        ).protect()
        for what in ("N", measure)
    )
    codes, least = spells.axis(Split.CITIZEN).values, LEAST_BEHIND_RATE[Audience.RESTRICTED]
    known = [at for at in range(len(codes)) if n[at, -1] >= least]
    pairs = [(min(int(k[at, -1]), int(n[at, -1])), int(n[at, -1])) for at in known]
    standings = tercile_probabilities(pairs)
    return [_place(codes[at], *pair, one) for at, pair, one in zip(known, pairs, standings, strict=True)]


def _place(country: str, part: int, whole: int, standing: tuple[tuple[float, float, float], int | None]) -> Place:
    chances, clear = standing
    bounds = jeffreys(part, whole)
    low, middle, high = (round(100 * one) for one in chances)
    return Place(
        country, whole, (200 * part + whole) // (2 * whole), round(100 * bounds.low), round(100 * bounds.high),
        (low, middle, high), clear,
    )  # fmt: skip


def outcomes_by_day(spells: Spells, year: int, cut_off: date) -> list[Bounded]:
    """What became of the applications of a year by 90, 180, 365 and 730 days, as far as all of them could be followed."""
    days = [day for day in HORIZONS if followed(str(year), cut_off, day)]
    if not days:
        return []
    fate = fate_of("V2", spells, day_number(cut_off))
    inside = Periods(year, year).years(fate.crowd.days) >= 0
    cause = np.zeros(len(fate.cause), np.int64)
    for number, outcomes in enumerate(CAUSES.values(), start=1):
        cause[np.isin(fate.cause, outcomes)] = number
    rows = fate.crowd.rows[inside]
    sample = Sample(fate.days[inside], cause[inside], fate.entry[inside])
    if not len(rows):
        return []
    low, high = bootstrap_many(
        sample, spells.persons.household[rows], lambda drawn: _incidences(drawn, days), draws=DRAWS, seed=SEED
    )
    counted = _counted(fate.crowd, inside, cause, fate.days, days, year)
    return [
        _bounded(outcome, day, counts, (low[at], high[at]))
        for at, (outcome, day, counts) in enumerate(counted)
    ]  # fmt: skip


def _incidences(sample: Sample, days: list[int]) -> list[float]:
    lives = life_table(sample, causes=len(CAUSES), horizon=days[-1])
    found = [lives.incidence(cause)[0] for cause in range(1, len(CAUSES) + 1)]
    return [float(one[day]) for one in found for day in days]


def _counted(
    crowd: Crowd, inside: Marks, cause: Numbers, took: Numbers, days: list[int], year: int
) -> Iterator[tuple[str, int, tuple[int, int]]]:  # fmt: skip
    whole = _protected(crowd, inside, year)
    for number, name in enumerate(CAUSES, start=1):
        for day in days:
            yield name, day, (_protected(crowd, inside & (cause == number) & (took <= day), year), whole)


def _protected(crowd: Crowd, marks: Marks, year: int) -> int:
    part = Crowd(crowd.spells, crowd.rows[marks], crowd.days[marks])
    return int(tabulate(part, ALL, Periods(year, year), str(year)).protect()[-1])


def _bounded(outcome: str, day: int, counts: tuple[int, int], bounds: tuple[float, float]) -> Bounded:
    rate = protected_rate(*counts, Audience.RESTRICTED).value
    if rate is None or 0 < counts[0] < LEAST_EVENTS:
        return Bounded(outcome, day, None, None, None)
    share = min(rate, 100)
    low = int(np.floor(min(bounds[0] * 100, share) / STEP)) * STEP
    high = int(np.ceil(max(bounds[1] * 100, share) / STEP)) * STEP
    return Bounded(outcome, day, share, max(low, 0), min(high, 100))
