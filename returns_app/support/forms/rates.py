"""Forms of exchange rates."""

import re
from decimal import Decimal
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from returns_app.support.rules import RateEntry
from returns_app.web.fields import DayField, FileField, TextField, latest_today
from returns_app.web.fields.text import TypedFigure
from returns_app.web.forms import Form
from returns_app.web.reading import plain_digits


class RateField(TypedFigure):
    """Units of a currency per euro, with up to eight decimals."""

    kind: ClassVar[str] = "text"
    READABLE = re.compile(r"\d{1,12}(?:[.,]\d{1,8})?")
    GROUPED = re.compile(r"(\d{1,3}(?:,\d{3})+)\.(\d{1,8})|(\d{1,3}(?:\.\d{3})+),(\d{1,8})")
    TWO_READINGS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")

    def read(self) -> Decimal:
        """The rate, or the sentence that says how to write it; two readings are never chosen between."""
        figures = re.sub(r"[\s'’٬]", "", plain_digits(self.typed)).replace("٫", ",")
        grouped = self.GROUPED.fullmatch(figures)
        if grouped:
            whole, part = grouped[1] or grouped[3], grouped[2] or grouped[4]
            return Decimal(f"{re.sub('[.,]', '', whole)}.{part}")
        if self.TWO_READINGS.fullmatch(figures) and not figures.startswith("0"):
            raise ValueError(_("%(text)s can be read in two ways. Write four decimals: 1562.5000.", text=self.typed))
        if self.READABLE.fullmatch(figures):
            return Decimal(figures.replace(",", "."))
        raise ValueError(_("Enter the rate in figures, like 1562.50."))

    def check(self) -> None:
        """Zero is no rate."""
        if self.data <= 0:
            raise ValidationError(_("Enter a rate above zero."))


class RateForm(Form):
    """The rate of a day."""

    currency = TextField(
        _l("Currency"), max_length=3, required=_l("Enter the code of the currency."), hint=_l("Three letters, like NGN")
    )
    on = DayField(_l("Day"), latest=latest_today, required=_l("Enter the day of the rate."))
    per_euro = RateField(
        _l("Units per euro"), required=_l("Enter the rate."), hint=_l("What one euro buys, like 1562.50")
    )
    source = TextField(
        _l("Source"), max_length=80, required=_l("Say where the rate comes from."), hint=_l("For example InforEuro")
    )

    def entry(self) -> RateEntry:
        """What finance says."""
        assert self.on.data is not None  # noqa: S101  (required)
        return RateEntry(self.currency.data.upper(), self.on.data, self.per_euro.data, self.source.data)


class RateFileForm(Form):
    """A file of published rates."""

    file = FileField(
        _l("CSV file of the European Central Bank"), extensions=("csv",), required=_l("Choose the file."),
        hint=_l("eurofxref.csv, eurofxref-hist.csv or a CSV of the ECB data portal. Record other currencies one by one."),
    )  # fmt: skip

    def content(self) -> bytes:
        """The bytes of the file."""
        assert self.file.data is not None  # noqa: S101  (required)
        return self.file.data.stream.read()
