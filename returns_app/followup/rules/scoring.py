"""The score of a survey: the weighted mean of what was answered; what is missing stays missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from returns_app.followup.rules.codes import HelpKind, Missing, Whose
from returns_app.followup.rules.templates import Question, Template

Answers = Mapping[str, Sequence[str]]
"""Code of a question -> the codes answered; a question that is not in it was not answered."""

MISSING = frozenset(one.value for one in Missing)


@dataclass(frozen=True, slots=True)
class Part:
    """The score of one dimension: none where too little was answered; `asked` counts what applies to the person."""

    dimension: str
    value: Fraction | None
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a survey with what it rests on."""

    value: Fraction | None
    parts: tuple[Part, ...]

    @property
    def answered(self) -> int:
        """How many of the scored questions were answered."""
        return sum(part.answered for part in self.parts)

    @property
    def asked(self) -> int:
        """How many of the scored questions apply to the person."""
        return sum(part.asked for part in self.parts)


@dataclass(frozen=True, slots=True)
class Needed:
    """An answer says that help is needed."""

    kind: HelpKind
    whose: Whose


def score_of(template: Template, answers: Answers) -> Score:
    """Every dimension and the whole; nothing that was not answered is put in its place."""
    parts = tuple(_part(template, dimension, answers) for dimension in template.dimensions)
    known = [(template.weights[part.dimension], part.value) for part in parts if part.value is not None]
    if len(known) < template.least_dimensions:
        return Score(None, parts)
    total = sum((weight for weight, _value in known), Fraction())
    return Score(sum((weight * value for weight, value in known), Fraction()) / total, parts)


def band_of(template: Template, value: Fraction) -> str:
    """How much support this score speaks for."""
    return next(code for code, below in template.bands if value < below)


def needs_in(template: Template, answers: Answers) -> tuple[Needed, ...]:
    """What help the answers ask for, each kind once."""
    found = (
        Needed(one.help.kind, one.help.whose)
        for one in template.questions
        if one.help and one.help.answers.intersection(answers.get(one.code, ()))
    )
    return tuple(dict.fromkeys(found))


def hundredths(value: Fraction | None) -> int | None:
    """A score as a whole number from 0 to 100, halves up; None stays None."""
    return None if value is None else int(value * 100 + Fraction(1, 2))


def _part(template: Template, dimension: str, answers: Answers) -> Part:
    items: dict[str, list[Question]] = {}
    for question in template.of(dimension):
        if question.is_scored:
            items.setdefault(question.item, []).append(question)
    applying = [one for one in items.values() if not _is_beside(one, answers)]
    values = [value for one in applying if (value := _item(template, one, answers)) is not None]
    enough = bool(values) and Fraction(len(values), len(applying)) >= template.least_answered
    mean = sum(values, Fraction()) / len(values) if enough else None
    return Part(dimension, mean, len(values), len(applying))


def _item(template: Template, questions: Sequence[Question], answers: Answers) -> Fraction | None:
    """The mean of the parts that were answered, when they are enough of them."""
    found = [value for one in questions for value in _value(one, answers)]
    enough = bool(found) and Fraction(len(found), len(questions)) >= template.least_of_item
    return sum(found, Fraction()) / len(found) if enough else None


def _value(question: Question, answers: Answers) -> Iterable[Fraction]:
    given = [code for code in answers.get(question.code, ()) if code not in MISSING]
    values = (question.values[code] for code in given)
    return [value for value in values if value is not None]


def _is_beside(questions: Sequence[Question], answers: Answers) -> bool:
    """True when somebody said that none of it applies to them."""
    return all(
        any(code in one.values and one.values[code] is None for code in answers.get(one.code, ())) for one in questions
    )
