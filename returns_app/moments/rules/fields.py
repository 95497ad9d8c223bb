"""The forms of the key moments as dated data: which field stands where, what is still missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from returns_app.moments.rules.chain import Moment, MomentState

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form."""

    tab: str
    label: str
    name: str
    each: str = ""
    is_typed: bool = False
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class MomentForm:
    """The form of one moment as it was on a day."""

    moment: Moment
    valid_from: date
    source: str
    is_verified: bool
    gates: tuple[str, ...]
    fields: tuple[FormField, ...]

    @property
    def typed(self) -> tuple[FormField, ...]:
        """What is written on the page."""
        return tuple(one for one in self.fields if one.is_typed)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the house knows about a case: single facts, and groups of them (members, plan lines, deliveries)."""

    values: Values = field(default_factory=dict)
    groups: Mapping[str, Sequence[Values]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a filled form; `number` counts within a group."""

    field: FormField
    value: Any
    number: int | None = None

    @property
    def is_missing(self) -> bool:
        """Required, and nothing there."""
        return self.field.is_required and is_blank(self.value)


def read_forms(content: Mapping[str, Any]) -> tuple[MomentForm, ...]:
    """Every form of the table."""
    return tuple(_form(one) for one in content["form"])


def form_of(forms: Sequence[MomentForm], moment: Moment, on: date) -> MomentForm:
    """The newest form of a moment that holds on a day; the oldest one before its first day."""
    mine = sorted((one for one in forms if one.moment is moment), key=lambda one: one.valid_from)
    return next((one for one in reversed(mine) if one.valid_from <= on), mine[0])


def fill(form: MomentForm, facts: Facts, answers: Values) -> list[Entry]:
    """The form with what is known; the fields of a group stand together, member by member."""
    filled: list[Entry] = []
    rest = list(form.fields)
    while rest:
        first = rest[0]
        block = _block(rest)
        rest = rest[len(block) :]
        if first.each:
            filled += _repeated(block, facts.groups.get(first.each, ()))
        else:
            value = answers.get(first.name, "") if first.is_typed else facts.values.get(first.name)
            filled.append(Entry(first, value))
    return filled


def missing(form: MomentForm, facts: Facts, answers: Values) -> list[str]:
    """Names of what has to be there before the moment is sent, each once."""
    names = [gate for gate in form.gates if is_blank(facts.values.get(gate))]
    names += [entry.field.name for entry in fill(form, facts, answers) if entry.is_missing]
    return list(dict.fromkeys(names))


def is_blank(value: object) -> bool:
    """True for what nobody said; zero and "no" are answers."""
    return value is None or value is False or (isinstance(value, str) and not value.strip())


def riat_words(content: Mapping[str, Any], moment: Moment, state: MomentState) -> str:
    """What RIAT calls this state; empty where it has no word."""
    for one in content["status"]:
        if one["state"] == state and one.get("moment", moment) == moment:
            return str(one["words"]).format(moment=moment.upper())
    return ""


def _block(rest: Sequence[FormField]) -> list[FormField]:
    first = rest[0]
    if not first.each:
        return [first]
    together: list[FormField] = []
    for one in rest:
        if (one.each, one.tab) != (first.each, first.tab):
            break
        together.append(one)
    return together


def _repeated(block: Sequence[FormField], rows: Sequence[Values]) -> Iterator[Entry]:
    if not rows:
        yield from (Entry(one, None) for one in block)
    for number, row in enumerate(rows, start=1):
        yield from (Entry(one, row.get(one.name), number) for one in block)


def _form(one: Mapping[str, Any]) -> MomentForm:
    fields = tuple(
        FormField(
            row["tab"],
            row["label"],
            row["name"],
            row.get("each", ""),
            row.get("typed", False),
            row.get("required", False),
        )
        for row in one["fields"]
    )
    return MomentForm(
        Moment(one["moment"]), one["valid_from"], one["source"], one["verified"], tuple(one["gates"]), fields
    )
