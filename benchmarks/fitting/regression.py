"""Logistic regression over patterns with counts, each weight kept on its side of zero.

Coordinate-wise Newton steps: no library needed, some thousands of patterns take seconds, and the same data always lead
to the same weights.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import exp, log

Feature = Hashable
BITS = log(2)
_RIDGE = 0.002
_LONGEST_STEP = 1.0
_SMALLEST_SLOPE = 1e-9


@dataclass(frozen=True, slots=True)
class Pattern:
    """What many pairs have in common: the features, and bits that are given and not fitted."""

    features: tuple[Feature, ...]
    given_bits: float = 0.0


@dataclass(slots=True)
class Counts:
    """How many pairs of a pattern are one person, and how many are two."""

    same: float = 0.0
    other: float = 0.0


def fitted(
    patterns: Mapping[Pattern, Counts], bounds: Mapping[Feature, tuple[float, float]], sweeps: int = 80
) -> tuple[float, dict[Feature, float]]:
    """The prior and the weight of each feature in bits, within its bounds; features without bounds weigh nothing."""
    listed = list(patterns.items())
    margins = [pattern.given_bits * BITS for pattern, _ in listed]
    rows: dict[Feature, list[int]] = defaultdict(list)
    for number, (pattern, _) in enumerate(listed):
        for feature in pattern.features:
            if feature in bounds:
                rows[feature].append(number)
    everything = list(range(len(listed)))
    weights, prior = dict.fromkeys(rows, 0.0), 0.0
    for _ in range(sweeps):
        prior = _moved(prior, everything, listed, margins, (-100.0, 100.0))
        for feature, touched in rows.items():
            weights[feature] = _moved(weights[feature], touched, listed, margins, bounds[feature])
    return prior / BITS, {feature: weight / BITS for feature, weight in weights.items()}


def _moved(
    weight: float,
    rows: list[int],
    listed: list[tuple[Pattern, Counts]],
    margins: list[float],
    bounds: tuple[float, float],
) -> float:
    """One Newton step of one weight, cut at its bounds; the margins of its patterns move along."""
    slope, curvature = -_RIDGE * weight, _RIDGE
    for number in rows:
        counts = listed[number][1]
        chance = 1 / (1 + exp(-max(-60.0, min(60.0, margins[number]))))
        slope += counts.same * (1 - chance) - counts.other * chance
        curvature += (counts.same + counts.other) * chance * (1 - chance)
    step = slope / max(_SMALLEST_SLOPE, curvature)
    step = max(-_LONGEST_STEP, min(_LONGEST_STEP, step))
    moved = min(bounds[1] * BITS, max(bounds[0] * BITS, weight + step))
    for number in rows:
        margins[number] += moved - weight
    return moved
