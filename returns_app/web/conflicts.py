"""Two people changed the same record: shows both answers and takes the choice, question by question."""

# ruff: noqa: ANN401  (fields of every kind pass through here)

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField
from wtforms.form import BaseForm

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """One question with two answers, and the inputs that carry both to the next page."""

    name: str
    label: str
    yours: str
    theirs: str
    my_inputs: tuple[tuple[str, str], ...]
    their_inputs: tuple[tuple[str, str], ...]

    @property
    def is_open(self) -> bool:
        """True when the answers differ and a choice is needed."""
        return self.my_inputs != self.their_inputs


def differences(mine: BaseForm, theirs: BaseForm) -> list[Difference]:
    """Every question of the form, those with two answers marked open."""
    other = {field.name: field for field in _questions(theirs)}
    return [_difference(field, other[field.name]) for field in _questions(mine) if field.name in other]


def merged(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """What the conflict page sent, as if the chosen answers had been typed."""
    chosen = MultiDict(pair for pair in sent.items(multi=True) if not pair[0].startswith("theirs."))
    for name in sent.getlist("conflict"):
        if sent.get(f"keep.{name}") == THEIRS:
            _replace(chosen, sent, name)
    return chosen


def undecided(sent: MultiDict[str, str]) -> list[str]:
    """Questions of a conflict page that were left without a choice."""
    return [name for name in sent.getlist("conflict") if sent.get(f"keep.{name}") not in {MINE, THEIRS}]


def _replace(chosen: MultiDict[str, str], sent: MultiDict[str, str], name: str) -> None:
    for key in [key for key in chosen if key == name or key.startswith(f"{name}-")]:
        chosen.poplist(key)
    prefix = f"theirs.{name}"
    for key, value in sent.items(multi=True):
        if key == prefix or key.startswith(f"{prefix}-"):
            chosen.add(key.removeprefix("theirs."), value)


def _difference(mine: Any, theirs: Any) -> Difference:
    return Difference(
        name=mine.name,
        label=str(mine.label.text),
        yours=mine.shown(),
        theirs=theirs.shown(),
        my_inputs=tuple(mine.inputs()),
        their_inputs=tuple(theirs.inputs()),
    )


def _questions(form: BaseForm) -> Iterator[Any]:
    for field in form:
        yield from _flat(field)


def _flat(field: Any) -> Iterator[Any]:
    if isinstance(field, FormField):
        yield from _questions(field.form)
    elif isinstance(field, FieldList):
        for entry in field.entries:
            yield from _flat(entry)
    elif hasattr(field, "inputs") and field.kind != "hidden":
        yield field
