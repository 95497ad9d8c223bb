"""Fit the weights of the score to made-up populations and write them with what they reached.

`make model` runs `python -m benchmarks.fit_model`. Weights come from one seed of the setting `fit`, the bands from another
one, the figures from the setting `test`, which shares no name and no town with it. Logistic regression over agreeing and
differing components is Fellegi's and Sunter's sum of bits without their assumption that components are independent.
"""

import argparse
import json
from collections.abc import Callable, Iterable
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fitting.drawing import KNOWN_IN_PRACTICE, weights_of
from benchmarks.fitting.patterns import patterns_of
from benchmarks.linking.figures import Question
from benchmarks.linking.files import read
from benchmarks.linking.run import answered, measured
from benchmarks.linking.store import keyed_hash
from benchmarks.population import KNOWN_SHARE, population, write
from returns_app.linkage.evidence import Band
from returns_app.linkage.model import Model, read_model

TARGET = Path(__file__).parents[1] / "returns_app" / "linkage" / "data" / "model.json"
VERSION = "2026-12-fitted-1"
STORED, ASKED = 50_000, 30_000
WEIGHTS_SEED, BANDS_SEED, TEST_SEED = 7, 8, 1
_FALSE_AMONG_STRONG = 0.005
_STRONG_TWINS = 0.02
_ALARMS = 0.03
_LONG_SHOT = 0.02
_ROUNDED = ("f1", "r99", "r999", "recall_fpr01", "recall_fpr001", "candidate_recall")


def main() -> None:
    """Fit, draw the bands, measure, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=TARGET)
    target = parser.parse_args().out
    with TemporaryDirectory() as folder:
        made = _maker(Path(folder))
        prior, weights, refinements = weights_of(patterns_of(made("fit", WEIGHTS_SEED, ASKED)), KNOWN_SHARE)
        model = {
            "version": VERSION,
            "provenance": _provenance(),
            "prior_bits": prior,
            "possible_from": 0.0,
            "strong_from": 0.0,
            "kin_contact_cap": 4.0,
            "weights": weights,
            "refinements": refinements,
        }
        model |= _bands(answered(read(made("fit", BANDS_SEED, ASKED)), keyed_hash, _read(model)), prior)
        figures = measured(read(made("test", TEST_SEED, 12_000)), keyed_hash, _read(model))
    model["figures"] = {name: figures[name] for name in _ROUNDED}
    target.write_text(json.dumps(model, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({name: value for name, value in model.items() if name not in {"weights", "provenance"}}))


def _maker(folder: Path) -> Callable[[str, int, int], Path]:
    def made(setting: str, seed: int, asked: int) -> Path:
        path = folder / f"{setting}{seed}.csv"
        write(path, population(setting, seed, STORED, asked))
        return path

    return made


def _read(model: dict[str, object]) -> Model:
    return read_model(json.dumps(model))


def _bands(questions: list[Question], prior: float) -> dict[str, object]:
    """Strong where hardly anything is false and twins are not met, possible where few strangers are met.

    Never strong below an even chance, never possible below one chance in fifty.
    """
    even, long_shot = prior, prior + log2(_LONG_SHOT / (1 - _LONG_SHOT))
    return {
        "strong_from": max(_strong_from(questions), round(even, 1)),
        "possible_from": max(_possible_from(questions), round(long_shot, 1)),
    }


def _strong_from(questions: list[Question]) -> float:
    """With a threshold of zero every candidate that names one person is strong: those are looked at."""
    scored = sorted(
        (
            (one.weight, one.is_match)
            for question in questions
            for one in question.candidates
            if one.band is Band.STRONG
        ),
        reverse=True,
    )
    limit, false = scored[0][0], 0
    for count, (weight, is_match) in enumerate(scored, 1):
        false += not is_match
        if false <= _FALSE_AMONG_STRONG * count:
            limit = weight
    kin = [
        max((one.weight for one in question.candidates if one.band is Band.STRONG), default=float("-inf"))
        for question in questions
        if question.klass in {"twin", "sibling"}
    ]
    return round(max(limit, _quantile(kin, 1 - _STRONG_TWINS)), 1)


def _possible_from(questions: list[Question]) -> float:
    """Where 3 in 100 strangers raise an alarm. What only one person has is possible at any weight."""
    strangers = [question.best(match=False) for question in questions if question.klass == "stranger"]
    return round(_quantile(strangers, 1 - _ALARMS), 1)


def _quantile(weights: Iterable[float], share: float) -> float:
    ordered = sorted(weights)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _provenance() -> str:
    return (
        "Fitted, not set by hand, with python -m benchmarks.fit_model: logistic regression, each weight kept on its side "
        f"of zero, over the pairs met by {ASKED:,} questions among {STORED:,} stored persons of the made-up population of "
        f"setting 'fit', seed {WEIGHTS_SEED}; bands from seed {BANDS_SEED} of that setting; figures from setting 'test', seed "
        f"{TEST_SEED}, which shares no name and no town with it. No real person's data was used. The population's shares of "
        "errors, families and strangers are assumptions; the probability assumes that "
        f"{KNOWN_IN_PRACTICE:.0%} of checks concern a known person among about {STORED:,}. The weight of an account is that "
        "of a phone: the population has no accounts."
    )


if __name__ == "__main__":
    main()
