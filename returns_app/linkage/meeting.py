"""Whom the keys of a question meet, and how many bear its names: the same in the registry and in a benchmark."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from returns_app.linkage.evidence import Agreement
from returns_app.linkage.kinds import COUNTED, KeyKind

Claim = TypeVar("Claim", bound=Hashable)


def met(found: Iterable[tuple[KeyKind, Sequence[Claim]]]) -> tuple[dict[Claim, list[Agreement]], tuple[int, ...]]:
    """From each asked kind and the claims in its slots: what agrees with each claim, and the bearers of each name."""
    agreeing: dict[Claim, list[Agreement]] = defaultdict(list)
    bearers = []
    for kind, claims in found:
        if kind in COUNTED:
            bearers.append(len(claims))
            continue
        for claim in claims:
            agreeing[claim].append(Agreement(kind, len(claims)))
    return dict(agreeing), tuple(bearers)
