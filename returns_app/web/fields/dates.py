"""Days in three text inputs: nothing is blanked by the browser and nothing is invented by us."""

# ruff: noqa: ANN401  (WTForms hands over anything and asks for it all)

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any, ClassVar

from babel.dates import get_month_names
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from returns_app.core.clock import utc_now
from returns_app.core.errors import Malformed
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.text import N_, Text
from returns_app.web.fields.base import ManyInputs, Words
from returns_app.web.fields.choice import Option
from returns_app.web.reading import DayParts, read_parts

HOW_SURE = (
    (DatePrecision.DOCUMENT, _l("From a document")),
    (DatePrecision.SAID, _l("As the person said")),
    (DatePrecision.ESTIMATED, _l("Estimated")),
    (DatePrecision.UNKNOWN, _l("Unknown")),
)


def latest_today() -> date:
    """The latest day it can be anywhere on earth now."""
    return (utc_now() + timedelta(hours=14)).date()


class DayField(ManyInputs):
    """A whole day between two bounds; a bound that is None does not bind."""

    kind: ClassVar[str] = "day"
    parts: ClassVar[tuple[str, ...]] = ("day", "month", "year")
    data: date | None

    def __init__(
        self,
        label: Words = "",
        *,
        latest: Callable[[], date] | None = None,
        earliest: Callable[[], date] | None = None,
        **options: Any,
    ) -> None:
        """Bounds are asked for at the time the answer is read."""
        super().__init__(label, **options)
        self.latest, self.earliest = latest, earliest

    def process_data(self, value: Any) -> None:
        """Show a stored day in its three parts."""
        self.data = value
        if value is not None:
            self.typed = _typed(value.day, value.month, value.year)

    def read(self) -> date | None:
        """The day, or the reason there is none."""
        parts = _parts(self.typed)
        if parts.is_empty:
            return None
        if parts.year is None or parts.month is None or parts.day is None:
            raise Malformed("day.incomplete", N_("Enter day, month and year."), field=_first_gap(parts))
        _refuse_impossible(parts, N_("%(day)s does not exist. Check the date."))
        return _bounded(date(parts.year, parts.month, parts.day), self.earliest, self.latest)

    def shown(self) -> str:
        """The parts as typed."""
        return _in_words(self.typed)


class PartialDateField(ManyInputs):
    """A date as far as it is known, and how sure that is; `data` is None only when nothing was answered."""

    kind: ClassVar[str] = "partial-date"
    parts: ClassVar[tuple[str, ...]] = ("day", "month", "year", "precision")
    data: PartialDate | None

    def __init__(self, label: Words = "", *, latest: Callable[[], date] | None = latest_today, **options: Any) -> None:
        """By default the date does not lie in the future."""
        super().__init__(label, **options)
        self.latest = latest

    @property
    def options(self) -> list[Option]:
        """The answers to "how sure"."""
        chosen = self.typed["precision"]
        return [Option(str(code), label, code == chosen, self.input_id("precision")) for code, label in HOW_SURE]

    def process_data(self, value: PartialDate | None) -> None:
        """Show a stored date in its parts."""
        self.data = value
        if value is not None:
            self.typed = _typed(value.day, value.month, value.year) | {"precision": str(value.precision)}

    def read(self) -> PartialDate | None:
        """The date and how sure it is, or what is missing; unknown is an answer."""
        parts, sure = _parts(self.typed), _precision(self.typed["precision"])
        if parts.is_empty:
            return _without_date(sure)
        _refuse_part_alone(parts)
        _refuse_impossible(parts, _impossible_sentence(sure))
        if sure is None or sure is DatePrecision.UNKNOWN:
            raise Malformed("day.how_sure", N_("Choose how sure this date is."), field="precision")
        if parts.year:
            _bounded(date(parts.year, parts.month or 1, parts.day or 1), None, self.latest)
        return PartialDate(parts.year, parts.month, parts.day, sure)

    def shown(self) -> str:
        """The parts as typed and how sure they are."""
        sure = [str(option.label) for option in self.options if option.chosen]
        return ", ".join(text for text in (_in_words(self.typed), *sure) if text)


def _typed(day: int | None, month: int | None, year: int | None) -> dict[str, str]:
    texts = (str(day or ""), str(month or ""), f"{year:04d}" if year else "")
    return dict(zip(("day", "month", "year"), texts, strict=True))


def _in_words(typed: dict[str, str]) -> str:
    return " ".join(typed[part] for part in ("day", "month", "year") if typed[part])


def _parts(typed: dict[str, str]) -> DayParts:
    return read_parts(typed["day"], typed["month"], typed["year"], month_numbers(_language()))


def _first_gap(parts: DayParts) -> str:
    return next(name for name in ("day", "month", "year") if getattr(parts, name) is None)


def _precision(code: str) -> DatePrecision | None:
    return DatePrecision(code) if code in set(DatePrecision) else None


def _without_date(sure: DatePrecision | None) -> PartialDate | None:
    if sure is None:
        return None
    if sure is DatePrecision.UNKNOWN:
        return PartialDate()
    raise Malformed("day.nothing_known", N_("Enter at least the year, or choose unknown."), field="year")


def _refuse_part_alone(parts: DayParts) -> None:
    if parts.day and not parts.month:
        raise Malformed("day.no_month", N_("Enter the month too, or leave the day empty."), field="month")
    if parts.month and not parts.year and parts.exists:
        raise Malformed("day.no_year", N_("Enter the year too, or leave day and month empty."), field="year")


def _impossible_sentence(sure: DatePrecision | None) -> Text:
    if sure is DatePrecision.ESTIMATED:
        return N_("%(day)s does not exist. Leave the day empty when it is not known.")
    return N_("%(day)s does not exist. Enter a date or choose estimated.")


def _refuse_impossible(parts: DayParts, sentence: Text) -> None:
    if parts.exists:
        return
    month = get_month_names("wide", locale=_language())[parts.month or 1]
    named = " ".join(str(part) for part in (parts.day, month, parts.year) if part)
    raise Malformed("day.impossible", sentence, field="day", day=named)


def _bounded(day: date, earliest: Callable[[], date] | None, latest: Callable[[], date] | None) -> date:
    if latest is not None and day > latest():
        raise Malformed("day.too_late", N_("This date is later than possible here. Check the year."), field="year")
    if earliest is not None and day < earliest():
        raise Malformed("day.too_early", N_("This date is earlier than possible here. Check the year."), field="year")
    return day


def _language() -> str:
    locale = get_locale()
    return str(locale) if locale else "en"


@cache
def month_numbers(language: str) -> dict[str, int]:
    """Names of months in a language and in English, lower case, to their numbers."""
    return {
        name.casefold().rstrip("."): number
        for tongue in ("en", language)
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=tongue).items()
    }


def part_label(part: str) -> str:
    """The words above one input."""
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year"), "precision": _("How sure?")}
    return str(labels[part])
