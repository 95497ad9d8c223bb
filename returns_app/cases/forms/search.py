"""Finding first: what somebody knows of a person, and how one line of it is taken apart."""

import re

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from returns_app.cases.labels import SKIP_REASONS
from returns_app.cases.rules import SkipReason
from returns_app.core.errors import Malformed
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.people.queries import PersonQuery
from returns_app.web.fields import ChoiceField, TextField, latest_today
from returns_app.web.fields.dates import month_numbers
from returns_app.web.forms import Form
from returns_app.web.reading import DayParts, plain_digits, read_parts

_PARTS = re.compile(r"[\s./,-]+")
_DATE = re.compile(r"(?:19|20)\d\d|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_ENOUGH = 2
_YEAR_DIGITS = 4


class BornField(TextField):
    """A birth date or only its year, in one line; `born` is what was read."""

    born: PartialDate | None = None

    def check(self) -> None:
        """Read it, or say how to write it."""
        super().check()
        self.born = read_born(self.data)
        if self.born is None:
            raise ValidationError(_("Enter a year like 1991 or a date like 14-03-1991."))


class SearchForm(Form):
    """At least one of name, birth date or year, and number."""

    name = TextField(_l("Name, in any script"), max_length=200)
    born = BornField(_l("Birth date or year"), max_length=40)
    number = TextField(_l("Document number, other number, phone or e-mail"), max_length=100)

    def validate_name(self, _field: TextField) -> None:
        """Something has to be looked for."""
        if not self.asked():
            raise ValidationError(_("Type at least one of: name, birth date or year, number."))

    def asked(self) -> list[str]:
        """What was filled in."""
        return [field.short_name for field in (self.name, self.born, self.number) if field.data]

    @property
    def is_enough(self) -> bool:
        """True when a new case may follow without a reason."""
        return len(self.asked()) >= _ENOUGH

    def wanted(self) -> PersonQuery:
        """The question."""
        return PersonQuery(name=self.name.data, born=self.born.born, number=self.number.data)

    def answers(self) -> list[tuple[str, str]]:
        """What was typed, as inputs of the intake: the last word of the name is shown as the family name."""
        *given, family = self.name.data.split() or [""]
        born = self.born.born or PartialDate()
        return [
            ("principal-names-0-given", " ".join(given)),
            ("principal-names-0-family", family),
            ("principal-born-day", str(born.day or "")),
            ("principal-born-month", str(born.month or "")),
            ("principal-born-year", str(born.year or "")),
            ("principal-identifiers-0-number", self.number.data),
        ]


class StartForm(SearchForm):
    """From a search to a new case; a reason where too little was searched for."""

    skip_reason = ChoiceField(
        _l("Why can't more be searched for?"),
        choices=[(reason.value, label) for reason, label in SKIP_REASONS.items()],
        coerce=SkipReason,
    )

    def validate_name(self, _field: TextField) -> None:
        """An empty search may start a case too, with a reason."""

    def validate_skip_reason(self, field: ChoiceField) -> None:
        """Two things searched for, or the reason why not."""
        if field.data is None and not self.is_enough:
            sentence = _("Search for at least two of name, birth date or year, and number, or choose a reason.")
            raise ValidationError(sentence)

    def skipped(self) -> str:
        """The code of the reason; empty when the search was enough."""
        return "" if self.is_enough or self.skip_reason.data is None else str(self.skip_reason.data.value)


def read_born(text: str) -> PartialDate | None:
    """A year, month and year, or a whole date as people write them; None when it is none of these."""
    parts = [part for part in _PARTS.split(plain_digits(text)) if part]
    if not 1 <= len(parts) <= 3:  # noqa: PLR2004  (day, month, year)
        return None
    if len(parts[0]) == _YEAR_DIGITS and len(parts) > 1:
        parts.reverse()
    day, month, year = [""] * (3 - len(parts)) + parts
    try:
        read = read_parts(day, month, year, month_numbers(str(get_locale() or "en")))
    except Malformed:
        return None
    return _known(read)


def take_apart(text: str) -> dict[str, str]:
    """One line of the header's search box as name, birth date and number."""
    words = text.split()[:40]
    born = next((word for word in words if _DATE.fullmatch(plain_digits(word)) and read_born(word)), "")
    rest = [word for word in words if word != born]
    numbers = [word for word in rest if any(char.isdigit() for char in word) or "@" in word]
    names = [word for word in rest if word not in numbers]
    return {"name": " ".join(names), "born": born, "number": " ".join(numbers)}


def _known(parts: DayParts) -> PartialDate | None:
    gap = (parts.day and not parts.month) or not parts.year
    if gap or not parts.exists or (parts.year or 0) > latest_today().year:
        return None
    return PartialDate(parts.year, parts.month, parts.day, DatePrecision.SAID)
