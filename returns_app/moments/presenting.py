"""Key moments on the page and as files in the order and wording of RIAT."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from returns_app.core.partial_date import PartialDate
from returns_app.moments.labels import CODE_WORDS, COUNTRIES, FIELD_NAMES, YES_NO
from returns_app.moments.queries import Case, KeyMomentRow, get_form, moment_table
from returns_app.moments.rules import Entry, Facts, Moment, fill, riat_words
from returns_app.web.documents import set_pdf
from returns_app.web.filters import country, day, money, partial_day
from returns_app.web.i18n import speaking
from returns_app.web.sheets import Value, write_csv

TEMPLATE = Path(__file__).parent / "typst" / "moments.typ"
HEAD = ("key moment", "status", "tab", "number", "field", "value")
TITLES = {
    Moment.APPLICATION: "Key moment 1: application",
    Moment.ARRIVAL: "Key moment 2: arrival, plan and budget",
    Moment.FINAL: "Key moment 3: final report",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a form as it is read."""

    tab: str
    label: str
    name: str
    number: int | None
    value: str
    is_missing: bool


def lines_of(row: KeyMomentRow, facts: Facts, on: date) -> list[Line]:
    """The form of a moment, filled, in the language of the page."""
    form = get_form(row.moment, on)
    return [_line(entry) for entry in fill(form, facts, row.said)]


def as_csv(case: Case, rows: Sequence[KeyMomentRow], facts: Facts, on: date) -> bytes:
    """All moments in one table, field by field."""
    with speaking("en"):
        told: list[list[Value]] = [
            [
                row.moment.upper(),
                riat_words(moment_table(), row.moment, row.state),
                line.tab,
                line.number,
                line.label,
                line.value,
            ]
            for row in rows
            for line in lines_of(row, facts, on)
        ]
    return write_csv(HEAD, told, mark=f"Restricted: personal data. Case {case.reference}.")


def as_pdf(case: Case, rows: Sequence[KeyMomentRow], facts: Facts, *, on: date, at: datetime) -> bytes:
    """The same to read and to keep with the file."""
    with speaking("en"):
        moments = [_moment(row, lines_of(row, facts, on)) for row in rows]
    data = {
        "title": f"Key moments – {case.reference}", "reference": case.reference, "sender": case.organisation.name,
        "moments": moments,
    }  # fmt: skip
    return set_pdf(TEMPLATE, data, at=at)


def say_value(name: str, value: Any) -> str:  # noqa: ANN401  (a fact is anything)
    """A fact in words."""
    if isinstance(value, PartialDate):
        return partial_day(value)
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, date):
        return day(value)
    if value in YES_NO:
        return str(YES_NO[value])
    if name in CODE_WORDS and value:
        return str(CODE_WORDS[name][value])
    return country(value) if name in COUNTRIES else str(value or "")


def _line(entry: Entry) -> Line:
    field = entry.field
    return Line(field.tab, field.label, field.name, entry.number, say_value(field.name, entry.value), entry.is_missing)


def _moment(row: KeyMomentRow, lines: Sequence[Line]) -> dict[str, Any]:
    tabs: dict[str, list[list[str]]] = {}
    for line in lines:
        label = f"{line.label} ({line.number})" if line.number else line.label
        tabs.setdefault(line.tab, []).append([label, line.value])
    return {
        "title": TITLES[row.moment], "status": riat_words(moment_table(), row.moment, row.state),
        "tabs": [{"title": title, "rows": rows} for title, rows in tabs.items()],
    }  # fmt: skip


def field_label(name: str) -> str:
    """The name of a field in the reader's language."""
    return str(FIELD_NAMES[name])
