"""Intervals of a share of persons: Wilson to show, Clopper-Pearson to guarantee, Jeffreys as a posterior.

Sources: Wilson 1927; Clopper and Pearson 1934; Brown, Cai and DasGupta 2001 (Jeffreys). Shares run from 0 to 1. The
beta distribution's quantile is found by bisection on its continued fraction (Lentz), good to 1e-12.
"""

from math import exp, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist
from typing import NamedTuple

ROUNDING_VARIANCE = 6  # the greatest variance that RR5T adds to a count
_TINY = 1e-300
_CLOSE = 1e-15


class Interval(NamedTuple):
    """Lower and upper bound of a share."""

    low: float
    high: float


def wilson(part: int, whole: int, level: float = 0.95) -> Interval:
    """Wilson's score interval of `part` of `whole`; the widest there is when there is nobody."""
    _check(part, whole)
    return _score(part / whole, whole, level) if whole else Interval(0.0, 1.0)


def wilson_of_protected(part: int, whole: int, level: float = 0.95) -> Interval:
    """Wilson's interval of two protected counts, widened by what random rounding may have added to both.

    The share is cut at 1: a protected part can be greater than its whole. The widening replaces the number of
    persons by the one that has the variance p(1-p)/n + 6(1+p^2)/n^2.
    """
    if not whole:
        return Interval(0.0, 1.0)
    share = min(part / whole, 1.0)
    plain = max(share * (1 - share), 0.25 / whole) / whole
    widened = plain + ROUNDING_VARIANCE * (1 + share * share) / whole**2
    return _score(share, whole * plain / widened, level)


def clopper_pearson(part: int, whole: int, level: float = 0.95) -> Interval:
    """The exact interval: it covers the true share at least as often as `level` says."""
    _check(part, whole)
    tail = (1 - level) / 2
    low = 0.0 if part == 0 else beta_quantile(tail, part, whole - part + 1)
    high = 1.0 if part == whole else beta_quantile(1 - tail, part + 1, whole - part)
    return Interval(low, high)


def jeffreys(part: int, whole: int, level: float = 0.95) -> Interval:
    """The middle of the posterior Beta(part + 1/2, whole - part + 1/2), open to 0 and to 1 at the ends."""
    _check(part, whole)
    tail, first, second = (1 - level) / 2, part + 0.5, whole - part + 0.5
    low = 0.0 if part == 0 else beta_quantile(tail, first, second)
    high = 1.0 if part == whole else beta_quantile(1 - tail, first, second)
    return Interval(low, high)


def beta_quantile(probability: float, first: float, second: float) -> float:
    """Where the distribution Beta(first, second) reaches `probability`."""
    low, high = 0.0, 1.0
    while high - low > _CLOSE * max(high, 1e-9):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        if _beta_below(middle, first, second) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _score(share: float, persons: float, level: float) -> Interval:
    z = NormalDist().inv_cdf(0.5 + level / 2)
    centre = share + z * z / (2 * persons)
    spread = z * sqrt(share * (1 - share) / persons + z * z / (4 * persons * persons))
    scale = 1 + z * z / persons
    return Interval(max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale))


def _check(part: int, whole: int) -> None:
    if not 0 <= part <= whole:
        raise ValueError(f"a share needs 0 <= part <= whole, not {part} of {whole}")


def _beta_below(x: float, first: float, second: float) -> float:
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = lgamma(first + second) - lgamma(first) - lgamma(second) + first * log(x) + second * log1p(-x)
    if x < (first + 1) / (first + second + 2):
        return exp(front) * _fraction(x, first, second) / first
    return 1 - exp(front) * _fraction(1 - x, second, first) / second


def _fraction(x: float, first: float, second: float) -> float:
    """The continued fraction of the incomplete beta function (Lentz)."""
    upper, lower = 1.0, 1 / _away_from_zero(1 - (first + second) * x / (first + 1))
    value, change, step = lower, inf, 0
    while abs(change - 1) > _CLOSE and step < 100_000:  # noqa: PLR2004  (it ends long before)
        step += 1
        for term in _terms(step, x, first, second):
            lower = 1 / _away_from_zero(1 + term * lower)
            upper = _away_from_zero(1 + term / upper)
            change = upper * lower
            value *= change
    return value


def _terms(step: int, x: float, first: float, second: float) -> tuple[float, float]:
    twice = first + 2 * step
    even = step * (second - step) * x / ((twice - 1) * twice)
    odd = -(first + step) * (first + second + step) * x / (twice * (twice + 1))
    return even, odd


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
