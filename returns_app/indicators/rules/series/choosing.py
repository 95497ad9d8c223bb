"""Takes numbers out of a series. Every dimension has to be chosen on: else sums count people many times over."""

from collections.abc import Iterable, Mapping

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.indicators.rules.series.model import Observation


def dimensions_of(observations: Iterable[Observation]) -> dict[str, list[str]]:
    """Every dimension and the codes that occur on it."""
    found: dict[str, set[str]] = {}
    for one in observations:
        for name, code in one.at.items():
            found.setdefault(name, set()).add(code)
    return {name: sorted(codes) for name, codes in found.items()}


def chosen(
    observations: Iterable[Observation], choice: Mapping[str, str], *, by: tuple[str, ...] = ()
) -> list[Observation]:
    """The observations that fit; a dimension of several codes that is neither chosen on nor shown is refused."""
    rows = list(observations)
    for name, codes in dimensions_of(rows).items():
        if name not in choice and name not in by and len(codes) > 1:
            raise RuleBroken(
                "indicators.open_dimension",
                N_(
                    "Choose a value of “%(dimension)s”: it has %(count)s, and their sum would count persons several "
                    "times."
                ),
                dimension=name, count=len(codes),
            )  # fmt: skip
    return [row for row in rows if all(row.at.get(name) == code for name, code in choice.items())]
