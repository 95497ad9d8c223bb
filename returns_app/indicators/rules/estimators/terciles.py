"""The sliding scale: how likely a share lies in the lowest, middle or highest third of the countries shown.

No list of ranks and no binary label: only probabilities from Jeffreys' posterior, and "not distinguishable" where no
third has at least four chances in five.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

DRAWS = 10_000
CLEAR = 0.8
FEWEST = 3  # thirds need three


class Standing(NamedTuple):
    """Chances of the lowest, middle and highest third, and the third that is clear (0, 1, 2) or None."""

    chances: tuple[float, float, float]
    clear: int | None


def tercile_probabilities(counts: Sequence[tuple[int, int]], *, draws: int = DRAWS, seed: int = 25) -> list[Standing]:
    """Where each of (part, whole) stands among all of them; nobody stands anywhere among fewer than three."""
    if len(counts) < FEWEST:
        return [Standing((1 / 3, 1 / 3, 1 / 3), None) for _pair in counts]
    part, whole = (np.array(column, float) for column in zip(*counts, strict=True))
    part = np.minimum(part, whole)
    generator = np.random.Generator(np.random.PCG64(seed))
    shares = generator.beta(part + 0.5, whole - part + 0.5, (draws, len(counts)))
    third = shares.argsort(axis=1).argsort(axis=1) * 3 // len(counts)
    chances = [(third == place).mean(axis=0) for place in range(3)]
    return [_standing(tuple(float(chance[at]) for chance in chances)) for at in range(len(counts))]


def _standing(chances: tuple[float, ...]) -> Standing:
    low, middle, high = chances
    clear = max(range(3), key=lambda place: chances[place])
    return Standing((low, middle, high), clear if chances[clear] >= CLEAR else None)
