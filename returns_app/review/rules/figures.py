"""Figures for those who look after reviewers: agreement beyond chance, ages, overturned verdicts, precision of a band."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from returns_app.review.rules.codes import PairVerdict

Z95 = 1.959964
SAME = frozenset({PairVerdict.SAME_RETURN, PairVerdict.OTHER_RETURN})
BIN = 4.0


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair with a verdict: how strongly it agreed, by which model, what was found."""

    band: str
    weight: float
    model: str
    verdict: PairVerdict


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a lead was the same person: hits among all, with the 95 % interval of Wilson (1927)."""

    name: str
    hits: int
    total: int

    @property
    def share(self) -> float:
        """Hits among all; nothing judged is no share."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies, 95 times in 100."""
        return wilson(self.hits, self.total)


def kappa(pairs: Sequence[tuple[PairVerdict, PairVerdict]]) -> float | None:
    """Cohen's kappa (1960) of two reviewers: agreement beyond what chance would give; None where chance explains it all."""
    if not pairs:
        return None
    number = len(pairs)
    observed = sum(first is second for first, second in pairs) / number
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    chance = sum(firsts[verdict] * seconds[verdict] for verdict in PairVerdict) / number**2
    return None if chance >= 1 else (observed - chance) / (1 - chance)


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Wilson's score interval at 95 %."""
    if not total:
        return 0.0, 1.0
    share, z2 = hits / total, Z95**2
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z95 * sqrt(share * (1 - share) / total + z2 / (4 * total**2)) / (1 + z2 / total)
    return max(0.0, centre - half), min(1.0, centre + half)


def precision_by_band(judged: Iterable[Judged]) -> list[Precision]:
    """Of each band: how many were the same person."""
    return _precision((one.band, one) for one in judged)


def calibration(judged: Iterable[Judged]) -> dict[str, list[Precision]]:
    """By model version: in steps of weight, how many were the same person. The calibration report reads this."""
    models: dict[str, list[Judged]] = {}
    for one in judged:
        models.setdefault(one.model, []).append(one)
    return {model: _precision((_bin(one.weight), one) for one in found) for model, found in sorted(models.items())}


def median(values: Sequence[int]) -> float | None:
    """The middle value."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if not ordered:
        return None
    return float(ordered[middle]) if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _precision(named: Iterable[tuple[str, Judged]]) -> list[Precision]:
    found: dict[str, list[Judged]] = {}
    for name, one in named:
        found.setdefault(name, []).append(one)
    return [
        Precision(name, sum(one.verdict in SAME for one in judged), len(judged))
        for name, judged in sorted(found.items())
    ]


def _bin(weight: float) -> str:
    low = int(weight // BIN * BIN)
    return f"{low:+04d}..{low + int(BIN):+04d}"
