"""What became of whom by which day: Aalen-Johansen with competing outcomes, delayed entry and ties, for many groups.

Source: Aalen and Johansen 1978; variance after Marubini and Valsecchi 1995; Kaplan and Meier 1958 as the case with one
outcome. At equal days events come before censorings. A person who comes in later (`entry`) is at risk only after that
day. Days are whole numbers from 0, so a table over days is exact. No naive 1 - Kaplan-Meier of one cause anywhere: it
treats other outcomes as if they could still be followed by a return.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.integer]
Real = npt.NDArray[np.float64]
CENSORED = 0
CAUSES_TOGETHER = 1e-9  # how far incidences and survival may add up from 1
AT_ONCE = 6_000_000  # numbers in one block, so that memory stays bounded whatever the number of groups


@dataclass(frozen=True, slots=True)
class Sample:
    """Persons by columns: the day something ended, what (0 = still open), and the day before they came into sight."""

    day: Whole
    cause: Whole
    entry: Whole | None = None
    group: Whole | None = None
    weight: Real | None = None

    def pick(self, where: npt.NDArray[np.bool_] | Whole) -> "Sample":
        """Some of the persons."""
        columns = (self.day, self.cause, self.entry, self.group, self.weight)
        return Sample(*(None if column is None else column[where] for column in columns))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class LifeTable:
    """By group and day: persons at risk, and events by cause. Everything else follows from these."""

    at_risk: Real  # group x day
    events: Real  # cause x group x day

    @property
    def survival(self) -> Real:
        """Share with no event up to and including a day."""
        happened = self.events.sum(axis=0)
        left = 1 - np.divide(happened, self.at_risk, out=np.zeros_like(happened), where=self.at_risk > 0)
        return np.asarray(np.cumprod(left, axis=1))

    def incidence(self, cause: int) -> Real:
        """Share to whom `cause` (from 1) happened first, by group and day."""
        return np.asarray(np.cumsum(self._before() * self._hazard(cause), axis=1))

    def variance(self, cause: int) -> Real:
        """Variance of the incidence of `cause`, by group and day."""
        risk, mine, before = self.at_risk, self.events[cause - 1], self._before()
        happened = self.events.sum(axis=0)
        reached = np.cumsum(before * self._hazard(cause), axis=1)
        pull = _ratio(happened, risk * (risk - happened))
        own = before**2 * _ratio(mine * (risk - mine), risk**3)
        cross = before * _ratio(mine, risk**2)
        sums = [
            np.cumsum(term, axis=1) for term in (pull, reached * pull, reached**2 * pull, own, cross, reached * cross)
        ]
        found = reached**2 * sums[0] - 2 * reached * sums[1] + sums[2] + sums[3] - 2 * (reached * sums[4] - sums[5])
        return np.maximum(found, 0.0)

    def interval(self, cause: int, day: int, z: float = 1.959963984540054) -> tuple[Real, Real]:
        """Bounds of the incidence at a day on the log(-log) scale, by group."""
        share, spread = self.incidence(cause)[:, day], np.sqrt(self.variance(cause)[:, day])
        inside = (share > 0) & (share < 1)
        safe = np.where(inside, share, 0.5)
        reach = z * spread / np.abs(safe * np.log(safe))
        low, high = safe ** np.exp(reach), safe ** np.exp(-reach)
        return np.where(inside, low, share), np.where(inside, high, share)

    def _before(self) -> Real:
        survival = self.survival
        return np.concatenate([np.ones((survival.shape[0], 1)), survival[:, :-1]], axis=1)

    def _hazard(self, cause: int) -> Real:
        return _ratio(self.events[cause - 1], self.at_risk)


def life_table(sample: Sample, *, causes: int, horizon: int, groups: int = 1) -> LifeTable:
    """Persons at risk and events of `groups` groups on days 0 to `horizon`; what comes later counts as still open."""
    width = horizon + 1
    open_still = sample.day > horizon
    day, cause = np.where(open_still, horizon, sample.day), np.where(open_still, CENSORED, sample.cause)
    entry = np.full(len(day), -1) if sample.entry is None else np.minimum(sample.entry, horizon)
    group = np.zeros(len(day), np.int64) if sample.group is None else sample.group.astype(np.int64)
    ever = entry < day  # who left no later than they came into sight was never at risk
    where, weight = (group * width + day)[ever], None if sample.weight is None else sample.weight[ever]
    came = _count((group * width + entry + 1)[ever], groups * width, weight).reshape(groups, width)
    went = _count(where, groups * width, weight).reshape(groups, width)
    at_risk = np.cumsum(came, axis=1) - np.cumsum(went, axis=1) + went
    found = _count((cause[ever] * groups * width + where), (causes + 1) * groups * width, weight)
    return LifeTable(at_risk, found.reshape(causes + 1, groups, width)[1:])


def bootstrap_by_household(
    sample: Sample,
    household: Whole,
    statistic: Callable[[Sample], float],
    *,
    draws: int = 500,
    seed: int = 25,
) -> tuple[float, float]:
    """The middle 95 % of `statistic` when whole households are drawn again with replacement; the seed is fixed."""
    low, high = bootstrap_many(sample, household, lambda drawn: [statistic(drawn)], draws=draws, seed=seed)
    return low[0], high[0]


def bootstrap_many(
    sample: Sample,
    household: Whole,
    statistics: Callable[[Sample], Sequence[float]],
    *,
    draws: int = 500,
    seed: int = 25,
) -> tuple[list[float], list[float]]:
    """Lower and upper bounds of the middle 95 % of several statistics over the same draws of households."""
    _names, place = np.unique(household, return_inverse=True)
    households = int(place.max()) + 1 if len(place) else 0
    generator = np.random.Generator(np.random.PCG64(seed))
    found = []
    for _draw in range(draws):
        times = np.bincount(generator.integers(0, households, households), minlength=households)
        drawn = Sample(sample.day, sample.cause, sample.entry, sample.group, times[place].astype(float))
        found.append(statistics(drawn.pick(times[place] > 0)))
    low, high = np.quantile(np.array(found), [0.025, 0.975], axis=0)
    return [float(one) for one in low], [float(one) for one in high]


def _count(where: Whole, size: int, weight: Real | None) -> Real:
    return np.bincount(where, weights=weight, minlength=size).astype(float)


def _ratio(above: Real, below: Real) -> Real:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
