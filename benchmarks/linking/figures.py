"""Figures of a run: precision, recall and false alarms at every weight that anything scored."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from returns_app.linkage.evidence import Band

NOWHERE = float("-inf")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored person that a question met."""

    weight: float
    is_match: bool
    band: Band = Band.NONE


@dataclass(frozen=True, slots=True)
class Question:
    """One asked person: how many stored ones are the same, and what was met."""

    klass: str
    matches: int
    candidates: tuple[Candidate, ...]

    def best(self, *, match: bool) -> float:
        """The greatest weight of a true or of a false candidate."""
        return max((one.weight for one in self.candidates if one.is_match is match), default=NOWHERE)

    def strong(self, *, match: bool) -> bool:
        """True when a true, or a false, candidate is in the band strong."""
        return any(one.band is Band.STRONG and one.is_match is match for one in self.candidates)

    def told(self, *, match: bool) -> bool:
        """True when a true, or a false, candidate is in any band."""
        return any(one.band is not Band.NONE and one.is_match is match for one in self.candidates)


@dataclass(frozen=True, slots=True)
class Curve:
    """Pairs by falling weight: for each distinct weight, true and all pairs down to it."""

    points: tuple[tuple[float, int, int], ...]
    matches: int

    def best_f1(self) -> tuple[float, float, float]:
        """F1 where it is greatest, with its precision and recall."""
        options = (self._figures(true, pairs) for _, true, pairs in self.points)
        return max(options, default=(0.0, 0.0, 0.0))

    def recall_at_precision(self, wanted: float) -> tuple[float, float]:
        """The greatest recall with at least that precision, and the weight at which it is reached."""
        good = [(true / self.matches, weight) for weight, true, pairs in self.points if true >= wanted * pairs]
        return max(good, default=(0.0, float("inf")), key=lambda one: one[0])

    def _figures(self, true: int, pairs: int) -> tuple[float, float, float]:
        precision, recall = true / pairs, true / self.matches
        return (2 * precision * recall / (precision + recall) if true else 0.0, precision, recall)


def curve(pairs: Iterable[tuple[float, bool]], matches: int) -> Curve:
    """The curve over scored pairs; pairs of equal weight stand or fall together."""
    points: list[tuple[float, int, int]] = []
    true = count = 0
    for weight, is_match in sorted(pairs, reverse=True):
        true, count = true + is_match, count + 1
        if points and points[-1][0] == weight:
            points.pop()
        points.append((weight, true, count))
    return Curve(tuple(points), max(1, matches))


def threshold_at_false_alarms(questions: list[Question], share: float) -> float:
    """The lowest weight at which at most this share of questions without a match raises an alarm.

    Where every question has a match, its best false candidate stands for one: as if its own record were missing.
    """
    unmatched = [one for one in questions if not one.matches] or questions
    alarms = sorted(one.best(match=False) for one in unmatched)
    first = len(alarms) - int(share * len(alarms)) - 1
    return alarms[first] if alarms else NOWHERE


def recall_at_false_alarms(questions: list[Question], share: float) -> float:
    """The share of questions with a match whose match weighs more than that threshold."""
    limit = threshold_at_false_alarms(questions, share)
    best = sorted(one.best(match=True) for one in questions if one.matches)
    found = len(best) - bisect_left(best, _just_above(limit))
    return found / max(1, len(best))


def by_class(questions: list[Question], limit: float) -> dict[str, dict[str, float]]:
    """For each class: recall, or false alarms, at a weight; and the shares in the bands as the model draws them."""
    classes: dict[str, list[Question]] = defaultdict(list)
    for one in questions:
        classes[one.klass].append(one)
    return {klass: _of_class(listed, limit) for klass, listed in sorted(classes.items()) if klass}


def _of_class(listed: list[Question], limit: float) -> dict[str, float]:
    known = any(one.matches for one in listed)
    at = sum(one.best(match=known) >= limit for one in listed)
    strong = sum(one.strong(match=known) for one in listed)
    told = sum(one.told(match=known) for one in listed)
    shares = {"recall" if known else "false_alarms": at, "strong": strong, "strong_or_possible": told}
    return {"questions": len(listed), **{name: round(count / len(listed), 4) for name, count in shares.items()}}


def _just_above(limit: float) -> float:
    """Something was found at all, or more than the limit."""
    return -1e9 if limit == NOWHERE else limit + 1e-9
