"""What every field of the house has in common: own messages, a kind for the macro, the text as typed."""

# ruff: noqa: ANN401, ARG002  (WTForms hands over anything and asks for it all)

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, TypeAlias, cast

from flask_babel.speaklater import LazyString
from wtforms import Field
from wtforms.form import BaseForm
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from returns_app.core.errors import Refusal
from returns_app.web.i18n import sentence

Words: TypeAlias = str | LazyString


class Answer(Field):
    """A question on a form; `required` is the sentence shown when it is left empty."""

    kind: ClassVar[str] = "text"

    def __init__(self, label: Words = "", *, required: Words | None = None, hint: Words = "", **options: Any) -> None:
        """Keep the sentence for an empty answer; everything else is passed on."""
        super().__init__(cast("str", label), description=cast("str", hint), **options)
        self.required = required
        if required is not None:
            self.flags.required = True

    @property
    def is_empty(self) -> bool:
        """True when nothing was answered."""
        return self.data is None or self.data == ""

    @property
    def anchor(self) -> str:
        """The id of the input a link in the error summary leads to."""
        return self.id

    def inputs(self) -> Iterator[tuple[str, str]]:
        """Name and text of every input as it was typed, to carry the answer through another page."""
        yield self.name, self._value()

    def shown(self) -> str:
        """The answer in words for a summary or a comparison."""
        return self._value()

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)

    def check(self) -> None:
        """Raise ValidationError when a given answer may not stand; a subclass says what that means."""

    def pre_validate(self, form: BaseForm) -> None:
        """Unreadable first, then empty, then wrong: one message at a time."""
        if self.process_errors:
            raise StopValidation
        if not self.is_empty:
            self.check()
        elif self.required is not None:
            raise StopValidation(str(self.required))


class ManyInputs(Answer):
    """A question answered in several inputs, named `<name>-<part>`."""

    parts: ClassVar[Sequence[str]] = ()
    typed: dict[str, str]
    _sent: dict[str, str] | None
    wrong_part: str | None = None

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Set the texts of all parts aside for `process_formdata`, which sees one input only."""
        self.wrong_part = None
        self.typed = dict.fromkeys(self.parts, "")
        self._sent = {part: clean(formdata.get(self.input_name(part), "")) for part in self.parts} if formdata else None
        super().process(formdata, data, extra_filters)

    def input_name(self, part: str) -> str:
        """The name of one input."""
        return f"{self.name}-{part}"

    def input_id(self, part: str) -> str:
        """The id of one input."""
        return f"{self.id}-{part}"

    @property
    def anchor(self) -> str:
        """The wrong input, or the first."""
        return self.input_id(self.wrong_part or self.parts[0])

    def inputs(self) -> Iterator[tuple[str, str]]:
        """Every part as typed."""
        return ((self.input_name(part), text) for part, text in self.typed.items())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """What was typed replaces what was stored, also when nothing was typed."""
        self.typed, self.data = self._sent or self.typed, None
        try:
            self.data = self.read()
        except Refusal as refusal:
            self.wrong_part = refusal.field
            raise ValueError(sentence(refusal)) from refusal

    def read(self) -> Any:
        """The value of the typed parts, or a refusal."""
        raise NotImplementedError


def clean(text: str) -> str:
    """The text in composed form, with one kind of line end and no space around it."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
