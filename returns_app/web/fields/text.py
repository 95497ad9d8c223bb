"""Fields answered in words or figures."""

# ruff: noqa: ANN401  (WTForms hands over anything and asks for it all)

import unicodedata
from decimal import Decimal
from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.validators import ValidationError

from returns_app.core.errors import Malformed
from returns_app.web.fields.base import Answer, Words, clean
from returns_app.web.i18n import sentence
from returns_app.web.reading import plain_digits, read_amount


class TextField(Answer):
    """One line of text; `data` is always a string, without space around it."""

    data: str

    def __init__(self, label: Words = "", *, max_length: int = 200, **options: Any) -> None:
        """Set how many characters fit."""
        super().__init__(label, **options)
        self.max_length = max_length

    def process_data(self, value: Any) -> None:
        """Nothing stored is an empty text."""
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, cleaned."""
        if valuelist:
            self.data = clean(str(valuelist[0]))

    def check(self) -> None:
        """Length and characters that no store can keep."""
        over = len(self.data) - self.max_length
        if over > 0:
            raise ValidationError(too_long(self.max_length, over))
        if any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in self.data):
            raise ValidationError(_("This text contains a control character. Type it again instead of pasting it."))


def too_long(most: int, over: int) -> str:
    """The sentence for a text that does not fit."""
    return str(
        ngettext(
            "Use at most %(most)s characters: this is %(num)s too many.",
            "Use at most %(most)s characters: this is %(num)s too many.",
            over,
            most=most,
        )
    )


class LongTextField(TextField):
    """Several lines of text."""

    kind: ClassVar[str] = "long"

    def __init__(self, label: Words = "", *, max_length: int = 4000, rows: int = 4, **options: Any) -> None:
        """Set the room on the page."""
        super().__init__(label, max_length=max_length, **options)
        self.rows = rows


class SearchField(TextField):
    """A text to search for."""

    kind: ClassVar[str] = "search"


class SecretField(Answer):
    """A password: never cleaned, never shown again."""

    kind: ClassVar[str] = "secret"

    def _value(self) -> str:
        return ""

    def check(self) -> None:
        """Refuse what is too long to be typed."""
        if len(self.data) > 1000:  # noqa: PLR2004  (keeps the hashing cheap, nobody types more)
            raise ValidationError(_("This is too long."))


class EmailField(TextField):
    """An e-mail address, in the form people write it."""

    kind: ClassVar[str] = "email"

    def check(self) -> None:
        """Shape only: nothing is asked of the network."""
        super().check()
        try:
            validate_email(self.data, check_deliverability=False, test_environment=True)
        except EmailNotValidError as fault:
            sentence = _("Enter an e-mail address in full, like name@example.org.")
            raise ValidationError(sentence) from fault


class TypedFigure(Answer):
    """A figure that is kept as typed until it can be read."""

    typed: str = ""

    def process_data(self, value: Any) -> None:
        """Show a stored figure the way it is to be typed."""
        self.data = value
        self.typed = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the text; read it when there is any."""
        self.typed, self.data = (clean(str(valuelist[0])) if valuelist else ""), None
        if self.typed:
            self.data = self.read()

    def read(self) -> Any:
        """The figure, or a ValueError with our own sentence."""
        raise NotImplementedError

    def _value(self) -> str:
        return self.typed


class WholeNumberField(TypedFigure):
    """A whole number between two bounds."""

    kind: ClassVar[str] = "number"

    def __init__(self, label: Words = "", *, least: int = 0, most: int = 9999, **options: Any) -> None:
        """Set the bounds, which the message names."""
        super().__init__(label, **options)
        self.least, self.most = least, most

    def read(self) -> int:
        """The number, whatever script its digits are in."""
        figures = plain_digits(self.typed)
        if figures.isascii() and figures.isdigit() and self.least <= int(figures[:12]) <= self.most:
            return int(figures[:12])
        sentence = _("Enter a whole number from %(least)s to %(most)s.", least=self.least, most=self.most)
        raise ValueError(sentence)


class MoneyField(TypedFigure):
    """A sum of money; the currency stands beside it."""

    kind: ClassVar[str] = "money"

    def __init__(
        self,
        label: Words = "",
        *,
        currency: str = "EUR",
        least: Decimal = Decimal("0.00"),
        most: Decimal = Decimal("9999999.99"),
        **options: Any,
    ) -> None:
        """Set the currency shown and the bounds."""
        super().__init__(label, **options)
        self.currency, self.least, self.most = currency, least, most

    def read(self) -> Decimal:
        """The amount, or the sentence that says how to write it."""
        try:
            return read_amount(self.typed)
        except Malformed as refusal:
            raise ValueError(sentence(refusal)) from refusal

    def check(self) -> None:
        """Name the bound that was passed."""
        if self.data < self.least:
            raise ValidationError(_("Enter at least %(least)s.", least=self.least))
        if self.data > self.most:
            raise ValidationError(_("Enter at most %(most)s.", most=self.most))
