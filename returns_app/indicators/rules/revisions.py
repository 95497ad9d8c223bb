"""What a new release may say about a cell that an earlier one has published.

Where one or two persons came or went the old value stands: otherwise the difference of two releases, or the mere fact
that something moved, would tell about them. From three persons on the draw is fresh.
"""

import numpy as np

from returns_app.indicators.rules.cells import Marks, Numbers

FRESH_FROM = 3


def moved(before: frozenset[str], now: frozenset[str]) -> int:
    """How many persons came or went."""
    return len(before ^ now)


def standing_value(drawn: int, published: int | None, persons_moved: int) -> int:
    """The value to publish: the fresh draw, or the published one while fewer than three persons moved."""
    return drawn if published is None or persons_moved >= FRESH_FROM else published


def moved_by_cell(before: tuple[Numbers, Numbers], now: tuple[Numbers, Numbers], cells: int) -> Numbers:
    """By cell how many persons came or went between two lists of distinct (cell, person) pairs."""
    width = 1 + max((int(person.max()) for _cell, person in (before, now) if len(person)), default=0)
    earlier, later = (cell * width + person for cell, person in (before, now))
    return np.bincount(np.setxor1d(earlier, later, assume_unique=True) // width, minlength=cells)


def standing_values(drawn: Numbers, published: Numbers, was_published: Marks, persons_moved: Numbers) -> Numbers:
    """The values of many cells."""
    return np.where(was_published & (persons_moved < FRESH_FROM), published, drawn)
