"""Fields answered by choosing; none of them chooses for the user."""

# ruff: noqa: ANN401  (WTForms hands over anything and asks for it all)

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, TypeAlias

from anyascii import anyascii
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from returns_app.core.countries import country_names
from returns_app.web.fields.base import Answer, Words
from returns_app.web.i18n import page_locale

Choices: TypeAlias = Sequence[tuple[str, Words]] | Callable[[], Sequence[tuple[str, Words]]]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    value: str
    label: Words
    chosen: bool
    id: str


class ChoiceField(Answer):
    """One answer from a list in a drop-down, nothing chosen at first; `data` is None or what `coerce` makes of it."""

    kind: ClassVar[str] = "choice"

    def __init__(
        self,
        label: Words = "",
        *,
        choices: Choices = (),
        coerce: Callable[[str], Any] = str,
        placeholder: Words | None = None,
        **options: Any,
    ) -> None:
        """Take the answers as (code, label) pairs or a function that gives them."""
        super().__init__(label, **options)
        self.choices, self.coerce = choices, coerce
        self.placeholder = _l("Choose") if placeholder is None else placeholder

    def pairs(self) -> Sequence[tuple[str, Words]]:
        """The answers as (code, label)."""
        return self.choices() if callable(self.choices) else self.choices

    @property
    def options(self) -> list[Option]:
        """The answers for the macro."""
        chosen = set(self.codes())
        return [
            Option(code, label, code in chosen, f"{self.id}-{place}")
            for place, (code, label) in enumerate(self.pairs())
        ]

    def codes(self) -> list[str]:
        """The codes chosen."""
        return [] if self.is_empty else [str(self.data)]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """An empty code is no answer; a code outside the list is refused and not kept."""
        self.data = self.accept(str(valuelist[0])) if valuelist and valuelist[0] else None

    def accept(self, code: str) -> Any:
        """The value of a listed code."""
        if code not in {str(known) for known, _label in self.pairs()}:
            raise ValueError(_("Choose one of the listed answers."))
        return self.coerce(code)

    def shown(self) -> str:
        """The labels chosen."""
        return ", ".join(str(option.label) for option in self.options if option.chosen)


class RadioField(ChoiceField):
    """One answer from a few, all visible."""

    kind: ClassVar[str] = "radios"

    @property
    def anchor(self) -> str:
        """The first button: the group itself takes no focus."""
        return f"{self.id}-0"


class TicksField(RadioField):
    """Any number of answers from a few; `data` is a list."""

    kind: ClassVar[str] = "ticks"

    @property
    def is_empty(self) -> bool:
        """True when nothing is ticked."""
        return not self.data

    def codes(self) -> list[str]:
        """The codes ticked."""
        return [str(value) for value in self.data or ()]

    def inputs(self) -> Iterator[tuple[str, str]]:
        """One input per tick."""
        return ((self.name, code) for code in self.codes())

    def process_data(self, value: Any) -> None:
        """Nothing stored is an empty list."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Every ticked code has to be listed."""
        self.data = [self.accept(str(code)) for code in valuelist if code]


class TickField(Answer):
    """One statement to tick; `data` is True or False."""

    kind: ClassVar[str] = "tick"

    def process_data(self, value: Any) -> None:
        """Nothing stored is not ticked."""
        self.data = bool(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A tick that was not sent was not made."""
        self.data = bool(valuelist) and str(valuelist[0]) not in {"", "0", "false"}

    @property
    def is_empty(self) -> bool:
        """True when it is not ticked."""
        return not self.data

    def _value(self) -> str:
        return "y" if self.data else ""

    def shown(self) -> str:
        """Yes or no."""
        return str(_("Yes") if self.data else _("No"))


class CountryField(ChoiceField):
    """A country by its name in the reader's language; `only` narrows the list."""

    def __init__(self, label: Words = "", *, only: Callable[[], Sequence[str]] | None = None, **options: Any) -> None:
        """Names come from CLDR at the time of the request."""
        super().__init__(label, choices=self._countries, **options)
        self.only = only

    def _countries(self) -> list[tuple[str, Words]]:
        return _countries(page_locale().language, tuple(self.only()) if self.only else ())

    def check(self) -> None:
        """A code that got past the list is a mistake of ours; say it all the same."""
        if len(str(self.data)) != 2:  # noqa: PLR2004  (ISO 3166-1 alpha-2)
            raise ValidationError(_("Choose one of the listed answers."))


@lru_cache(64)
def _countries(language: str, only: tuple[str, ...]) -> list[tuple[str, Words]]:
    names = country_names(language)
    return sorted(((code, names.get(code, code)) for code in only or names), key=_by_name)


def _by_name(pair: tuple[str, Words]) -> str:
    """Latin names sort without regard to accents; other scripts by their own letters."""
    name = str(pair[1])
    return anyascii(name).casefold() if name[:1] < "\u0250" else name
