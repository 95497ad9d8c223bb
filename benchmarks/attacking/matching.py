"""Re-identification by graph matching: who is like whom among the known must be like whom among the stolen.

After the published attacks on Bloom filters: similarities between records survive the encoding, so a node's similarities
tell candidates for it, and neighbours whose similarities agree on both sides confirm each other, round after round. The
thief knows some of the people in the store in clear, and the store; not the key.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import exp
from operator import itemgetter
from random import Random
from typing import TypeVar

Record = TypeVar("Record")
Matrix = list[list[float]]

_NEIGHBOURS = 30
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class _Plan:
    """How many candidates are weighed, by which shares of the ordered similarities they are found, and how sharply."""

    candidates: int
    shares: tuple[float, ...]
    size: float
    close: float


_ALL_KNOWN = _Plan(20, (0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99, 1.0), 0.002, 0.015)
_SOME_KNOWN = _Plan(40, (0.1, 0.25, 0.5, 0.75, 0.9), 0.001, 0.025)
"""The likest of all are among the known only where everybody is. Both were tried until they found most."""


def similarities(records: Sequence[Record], alike: Callable[[Record, Record], float]) -> Matrix:
    """How much each is like each other one."""
    size = len(records)
    matrix = [[0.0] * size for _ in range(size)]
    for one in range(size):
        for other in range(one):
            matrix[one][other] = matrix[other][one] = alike(records[one], records[other])
    return matrix


def of_sets(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    """The Dice coefficient of two sets."""
    return 2 * len(one & other) / max(1, len(one) + len(other))


def of_bits(one: int, other: int) -> float:
    """The Dice coefficient of two filters."""
    return 2 * (one & other).bit_count() / max(1, one.bit_count() + other.bit_count())


def guessed(known: Matrix, stolen: Matrix, sizes: tuple[list[float], list[float]], rng: Random) -> list[int]:
    """For each known person the stolen record that fits best; similarities and sizes as they should be once encoded."""
    plan = _ALL_KNOWN if len(known) == len(stolen) else _SOME_KNOWN
    candidates = _candidates(known, stolen, sizes, plan, rng)
    beliefs = [dict.fromkeys(some, 1 / len(some)) for some in candidates]
    near = [_nearest(line, number) for number, line in enumerate(known)]
    for _ in range(_ROUNDS):
        fits = _Fits(known, stolen, beliefs, plan.close)
        beliefs = [fits.confirmed(number, near[number]) for number in range(len(beliefs))]
    return [max(belief.items(), key=itemgetter(1))[0] for belief in beliefs]


def _candidates(
    known: Matrix, stolen: Matrix, sizes: tuple[list[float], list[float]], plan: _Plan, rng: Random
) -> list[list[int]]:
    """The stolen records most like each known one in size and in how they stand to all others; ties in any order."""
    order = rng.sample(range(len(stolen)), len(stolen))
    ours, theirs = ([_profile(line, plan.shares) for line in matrix] for matrix in (known, stolen))

    def distance(one: int, other: int) -> float:
        return _apart(ours[one], theirs[other]) + plan.size * abs(sizes[0][one] - sizes[1][other])

    return [sorted(order, key=partial(distance, one))[: plan.candidates] for one in range(len(known))]


def _profile(line: list[float], shares: tuple[float, ...]) -> list[float]:
    ordered = sorted(line)
    return [ordered[round(share * (len(ordered) - 1))] for share in shares]


def _apart(one: list[float], other: list[float]) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def _nearest(line: list[float], number: int) -> list[int]:
    """Whom a known person is most like: these similarities say most."""
    return sorted((other for other in range(len(line)) if other != number), key=lambda other: -line[other])[
        :_NEIGHBOURS
    ]


@dataclass(frozen=True, slots=True)
class _Fits:
    """Both graphs, and how far each candidate is believed in so far."""

    known: Matrix
    stolen: Matrix
    beliefs: list[dict[int, float]]
    close: float

    def confirmed(self, number: int, near: list[int]) -> dict[int, float]:
        """The belief in each candidate by how well it stands to the candidates of neighbours."""
        support = {one: belief * self._support(one, number, near) for one, belief in self.beliefs[number].items()}
        total = sum(support.values())
        return {one: value / total for one, value in support.items()} if total else self.beliefs[number]

    def _support(self, one: int, number: int, near: list[int]) -> float:
        line, total = self.stolen[one], 1.0
        for neighbour in near:
            wanted = self.known[number][neighbour]
            fit = sum(
                belief * exp(-(((line[other] - wanted) / self.close) ** 2))
                for other, belief in self.beliefs[neighbour].items()
                if other != one
            )
            total *= 0.05 + fit
        return total
