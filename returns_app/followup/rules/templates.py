"""Templates of the survey: dated data in config/surveys, checked when they are read."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from returns_app.core.errors import RuleBroken
from returns_app.core.settings import ROOT
from returns_app.core.text import N_
from returns_app.followup.rules.codes import HelpKind, MissReason, SurveyMoment, Whose

DIRECTORY = ROOT / "config" / "surveys"
FALLBACK = "en"


class BadTemplate(ValueError):
    """A template can't be used; the sentence says where."""


@dataclass(frozen=True, slots=True)
class Help:
    """Answers that say that help is needed."""

    answers: frozenset[str]
    kind: HelpKind
    whose: Whose


@dataclass(frozen=True, slots=True)
class Question:
    """One question: scored by its scale, or not scored at all."""

    code: str
    dimension: str
    item: str  # what is scored; questions of one item are its parts
    answers: tuple[str, ...]
    values: Mapping[str, Fraction | None]  # None: the question does not apply
    is_many: bool = False
    help: Help | None = None

    @property
    def is_scored(self) -> bool:
        """True when its answer counts for the score."""
        return bool(self.values)


@dataclass(frozen=True, slots=True)
class ReasonRule:
    """What it means that there is no answer."""

    reached: bool
    due: bool
    ends: bool = False


@dataclass(frozen=True, slots=True)
class MomentRule:
    """How soon after the arrival an answer belongs to a moment."""

    months: int
    earliest_days: int


@dataclass(frozen=True)
class Template:
    """One version of the survey, with the rule of its score."""

    code: str
    valid_from: date
    source: str
    verified: bool
    least_answered: Fraction
    least_of_item: Fraction
    least_dimensions: int
    sufficient: Fraction
    weights: Mapping[str, Fraction]
    bands: tuple[tuple[str, Fraction], ...]
    moments: Mapping[SurveyMoment, MomentRule]
    reasons: Mapping[MissReason, ReasonRule]
    questions: tuple[Question, ...]
    words: Mapping[str, Mapping[str, Mapping[str, str]]]  # language -> "questions" or "answers" -> code -> words

    def word(self, language: str, part: str, code: str) -> str:
        """The words of a question or answer, in English where a language lacks them."""
        known = self.words.get(language, self.words[FALLBACK])
        return known[part].get(code) or self.words[FALLBACK][part][code]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions in their order."""
        return tuple(self.weights)

    def of(self, dimension: str) -> tuple[Question, ...]:
        """The questions of a dimension."""
        return tuple(one for one in self.questions if one.dimension == dimension)


def template_on(day: date, known: Iterable[Template] | None = None) -> Template:
    """The version in force on a day: the newest that had begun."""
    begun = [one for one in known or templates() if one.valid_from <= day]
    if not begun:
        sentence = N_("No version of the survey was in force on that day. Check the day.")
        raise RuleBroken("followup.no_template", sentence, field="held_on")
    return max(begun, key=lambda one: one.valid_from)


def template_of(code: str) -> Template:
    """The version under which something was answered."""
    return next(one for one in templates() if one.code == code)


@cache
def templates(directory: Path = DIRECTORY) -> tuple[Template, ...]:
    """Every version that is shipped; read once."""
    found = tuple(read_template(file) for file in sorted(directory.glob("*.toml")))
    if len({one.code for one in found}) != len(found):
        raise BadTemplate("two templates have the same code")
    return found


def read_template(file: Path) -> Template:
    """One version, checked: a typing error must not become a score."""
    told = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Fraction)
    words = {
        one.stem: tomllib.loads(one.read_text(encoding="utf-8")) for one in file.with_suffix("").glob("*.toml")
    }  # fmt: skip
    try:
        return _template(told, words)
    except (KeyError, TypeError, ValueError) as fault:
        raise BadTemplate(f"{file.name}: {fault!r}") from fault


def _template(told: Mapping[str, Any], words: Mapping[str, Any]) -> Template:
    scales = {name: _values(scale) for name, scale in told["scales"].items()}
    made = Template(
        code=told["code"], valid_from=told["valid_from"], source=told["source"], verified=told["verified"],
        least_answered=Fraction(told["least_answered"]), least_of_item=Fraction(told["least_of_item"]),
        least_dimensions=told["least_dimensions"], sufficient=Fraction(told["sufficient"]),
        weights={name: Fraction(weight) for name, weight in told["weights"].items()},
        bands=tuple((band["code"], Fraction(band["below"])) for band in told["bands"]),
        moments={SurveyMoment(code): MomentRule(**rule) for code, rule in told["moments"].items()},
        reasons={MissReason(code): ReasonRule(**rule) for code, rule in told["reasons"].items()},
        questions=tuple(_question(one, scales) for one in told["questions"]), words=words,
    )  # fmt: skip
    _check(made)
    return made


def _values(scale: Mapping[str, Any]) -> dict[str, Fraction | None]:
    return {answer: None if value == "none" else Fraction(value) for answer, value in scale.items()}


def _question(told: Mapping[str, Any], scales: Mapping[str, Mapping[str, Fraction | None]]) -> Question:
    values = scales[told["scale"]] if "scale" in told else {}
    answers = tuple(values or told.get("several") or told["choice"])
    found = told.get("help")
    help_ = Help(frozenset(found["answers"]), HelpKind(found["kind"]), Whose(found["whose"])) if found else None
    if help_ is not None and not help_.answers.issubset(answers):
        raise BadTemplate(f"{told['code']}: help for an answer that nobody can give")
    item = told.get("item", told["code"])
    return Question(told["code"], told["dimension"], item, answers, values, "several" in told, help_)


def _check(made: Template) -> None:
    codes = [one.code for one in made.questions]
    wrong_share = [one for one in (made.least_answered, made.least_of_item, made.sufficient) if not 0 <= one <= 1]
    if len(set(codes)) != len(codes) or wrong_share or not made.source or FALLBACK not in made.words:
        raise BadTemplate("a code twice, a share that is none, no source or no English words")
    if set(made.reasons) != set(MissReason) or set(made.moments) != set(SurveyMoment):
        raise BadTemplate("a moment or a reason is missing")
    values = [value for one in made.questions for value in one.values.values() if value is not None]
    if any(not 0 <= value <= 1 for value in values) or {one.dimension for one in made.questions} != set(made.weights):
        raise BadTemplate("a value outside 0 to 1, or a dimension without weight or questions")
    for one in made.questions:
        for part, code in (("questions", one.code), *(("answers", answer) for answer in one.answers)):
            made.word(FALLBACK, part, code)
