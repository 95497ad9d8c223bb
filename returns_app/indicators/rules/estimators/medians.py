"""How long something took, open cases counted: quartiles of Kaplan-Meier with Brookmeyer-Crowley intervals.

Source: Brookmeyer and Crowley 1982, on the log(-log) scale of Greenwood's variance. A quantile that is not reached
within the table is not a number: more than the horizon, never a guess.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from returns_app.indicators.rules.estimators.incidence import LifeTable, Real

NEVER = -1
_HAIR = 1e-12  # cumulative products may miss a half by a rounding of the last digit


class Quantile(NamedTuple):
    """The day by which a share of every group was through; -1 where that was not reached."""

    day: npt.NDArray[np.int64]
    low: npt.NDArray[np.int64]
    high: npt.NDArray[np.int64]


def quantiles(table: LifeTable, share: float = 0.5, z: float = 1.959963984540054) -> Quantile:
    """The first day on which `share` of a group is through, with the days its 95 % band allows."""
    left = table.survival
    lower, upper = _band(table, left, z)
    wanted = 1 - share
    return Quantile(_first(left, wanted), _first(lower, wanted), _first(upper, wanted))


def days_through(table: LifeTable, shares: Sequence[float]) -> npt.NDArray[np.int64]:
    """By group and share the first day on which so many were through; without intervals, for many groups."""
    left = table.survival
    return np.stack([_first(left, 1 - share) for share in shares], axis=1)


def _band(table: LifeTable, left: Real, z: float) -> tuple[Real, Real]:
    happened = table.events.sum(axis=0)
    below = table.at_risk * (table.at_risk - happened)
    steps = np.divide(happened, below, out=np.zeros_like(happened), where=below > 0)
    inside = (left > 0) & (left < 1)
    safe = np.where(inside, left, 0.5)
    reach = z * np.sqrt(np.cumsum(steps, axis=1)) / np.abs(np.log(safe))
    low, high = safe ** np.exp(reach), safe ** np.exp(-reach)
    return np.where(inside, low, left), np.where(inside, high, left)


def _first(left: Real, wanted: float) -> npt.NDArray[np.int64]:
    reached = left <= wanted + _HAIR
    return np.where(reached.any(axis=1), reached.argmax(axis=1), NEVER)
