"""How far two lists of times can be told apart, and how sure that is."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from random import Random

RESAMPLES = 1000


def told_apart(one: Sequence[float], other: Sequence[float]) -> float:
    """The share of pairs of which the longer time tells rightly which is which (the area under the curve); 0.5 is chance."""
    ordered = sorted(other)
    won = sum((bisect_left(ordered, time) + bisect_right(ordered, time)) / 2 for time in one)
    return won / (len(one) * len(other))


def interval(one: Sequence[float], other: Sequence[float], seed: int) -> tuple[float, float]:
    """The 95 % interval of that, by drawing rounds again: the times of one round were taken together and stay together."""
    rng, rounds = Random(seed), range(len(one))
    drawn = []
    for _ in range(RESAMPLES):
        chosen = rng.choices(rounds, k=len(rounds))
        drawn.append(told_apart([one[place] for place in chosen], [other[place] for place in chosen]))
    drawn.sort()
    return drawn[round(0.025 * RESAMPLES)], drawn[round(0.975 * RESAMPLES) - 1]
