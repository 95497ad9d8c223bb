"""The calibration report: what the model expects of a lead by its weight, beside what reviewers found.

    python -m benchmarks.calibration nl.json be.json ...

Each file is what a state's page *How reviewing goes* gives as *Calibration data (JSON)*: counts by step of weight, no person and no
case. Counts of states are added. `make model` fits the weights to made-up people; this says how they do among real ones.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import exp2
from pathlib import Path
from typing import TypeAlias

from returns_app.linkage.model import Model, current_model
from returns_app.review.rules.figures import wilson

Counts: TypeAlias = dict[str, tuple[int, int]]
ENOUGH = 30
MOST_BITS = 20.0


def main() -> None:
    """Read, add up, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    told = [json.loads(file.read_text(encoding="utf-8")) for file in parser.parse_args().files]
    print("\n".join(report(add_up(told), current_model())))


def add_up(told: Iterable[Mapping[str, dict[str, list[dict[str, int | str]]]]]) -> dict[str, Counts]:
    """Model -> step of weight -> (same person, judged), over every state."""
    found: dict[str, Counts] = defaultdict(dict)
    for one in told:
        for model, steps in one["models"].items():
            for step in steps:
                same, judged = found[model].get(str(step["weight"]), (0, 0))
                found[model][str(step["weight"])] = same + int(step["same"]), judged + int(step["judged"])
    return dict(found)


def report(counts: Mapping[str, Counts], model: Model) -> Iterator[str]:
    """A table for each model; what the present one expects is known, of older ones the counts alone."""
    for version, steps in sorted(counts.items()):
        prior = model.prior_bits if version == model.version else None
        yield from (f"## {version}", "", "| weight | expected | same person | judged | share | 95 % interval | |")
        yield "|---|---|---|---|---|---|---|"
        for name in sorted(steps, key=_middle):
            yield _line(name, *steps[name], None if prior is None else expected(_middle(name), prior))
        yield ""
        if prior is not None:
            yield _advice(steps, prior)


def expected(weight: float, prior_bits: float) -> float:
    """The probability that the model gives a lead of this weight."""
    return 1 / (1 + exp2(prior_bits - weight))


def shift(steps: Counts, prior_bits: float) -> float:
    """By how many bits all weights lie too high (or too low, below zero): after it as many are expected as were found."""
    found = sum(same for same, _judged in steps.values())
    low, high = -MOST_BITS, MOST_BITS
    for _halving in range(60):
        middle = (low + high) / 2
        awaited = sum(judged * expected(_middle(name), prior_bits + middle) for name, (_same, judged) in steps.items())
        low, high = (middle, high) if awaited > found else (low, middle)
    return (low + high) / 2


def _line(name: str, same: int, judged: int, awaited: float | None) -> str:
    low, high = wilson(same, judged)
    share = same / judged if judged else 0.0
    fits = "" if awaited is None else "fits" if low <= awaited <= high else "too high" if awaited > high else "too low"
    told = "" if awaited is None else f"{awaited:.3f}"
    return f"| {name} | {told} | {same} | {judged} | {share:.3f} | {low:.3f}-{high:.3f} | {fits} |"


def _advice(steps: Counts, prior_bits: float) -> str:
    judged = sum(number for _same, number in steps.values())
    if judged < ENOUGH:
        return f"{judged} verdicts are too few to say how the weights stand; from {ENOUGH} on this says it."
    bits = shift(steps, prior_bits)
    if abs(bits) >= MOST_BITS - 1:
        return "Every verdict was the same: no shift of the weights follows from that."
    return f"Over all {judged} verdicts the weights stand {abs(bits):.1f} bits too {'high' if bits > 0 else 'low'}."


def _middle(name: str) -> float:
    low, high = name.split("..")
    return (float(low) + float(high)) / 2


if __name__ == "__main__":
    main()
