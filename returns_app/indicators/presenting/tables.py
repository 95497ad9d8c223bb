"""Turns tables of figures into what a page draws and a file holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from anyascii import anyascii
from flask_babel import gettext as _

from returns_app.indicators.labels import category_name
from returns_app.indicators.rules.catalogue import CAVEAT_TEXTS, FigureId, Measure
from returns_app.indicators.rules.caveats import check_exportable
from returns_app.indicators.rules.counting import TOTAL, Question
from returns_app.indicators.rules.publishing import ProtectedRow, ProtectedTable, ProtectedValue, RestrictedTable
from returns_app.web import charts, sheets
from returns_app.web.filters import money, number
from returns_app.web.i18n import say

MOST_BARS = 12
HEAD = (
    "FIGURE", "TITLE", "BROKEN_DOWN_BY", "CODE", "LABEL", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "UNIT", "METHOD",
    "SDC_STATUS", "CAVEATS", "LEGAL_VERSION", "LEGAL_ANCHOR", "DEFINITION", "POPULATION", "NOTES",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row of a page: the category by name, and its values."""

    code: str
    name: str
    values: tuple[ProtectedValue, ...]


@dataclass(frozen=True, slots=True)
class ExactCell:
    """An exact number in words and the period it is for."""

    period: str
    shown: str
    is_zero: bool


@dataclass(frozen=True, slots=True)
class ExactNamedRow:
    """A row of the restricted page."""

    code: str
    name: str
    cells: tuple[ExactCell, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure at the head of the page and the address of its table."""

    title: str
    shown: str
    figure: FigureId


def shown_value(value: int | None, measure: Measure) -> str:
    """A protected number in words."""
    if value is None:
        return str(_("withheld"))
    return f"{number(value)} €" if measure is Measure.EURO else number(value)


def split_rows(table: ProtectedTable, programmes: Mapping[str, str]) -> tuple[list[NamedRow], list[str]]:
    """Rows with a published number by name, and the names of all others: both read off the published numbers."""
    by = table.question.by
    named = [NamedRow(row.code, category_name(row.code, by, programmes), row.values) for row in table.rows]
    silent = {row.code for row in table.rows if row.says_nothing}
    named.sort(key=lambda row: sort_key(row.name))
    return [row for row in named if row.code not in silent], [row.name for row in named if row.code in silent]


def sort_key(name: str) -> str:
    """Latin names sort without regard to accents; other scripts by their own letters."""
    return anyascii(name).casefold() if name[:1] < "\u0250" else name


def draw(table: ProtectedTable, rows: list[NamedRow], head: tuple[str, str]) -> charts.Chart:
    """The numbers of the newest period that was let out as bars, the greatest first."""
    figure, newest = table.question.figure, table.periods[-1]
    known = [(row.name, row.values[-1].value or 0) for row in rows]
    most = sorted(known, key=lambda pair: (-pair[1], sort_key(pair[0])))[:MOST_BARS]
    title = _("%(figure)s, %(year)s", figure=say(figure.title), year=newest)
    caption = charts.Caption("figures-chart", title, say(figure.unit), head)
    return charts.bars(caption, [charts.Bar(name, value, shown_value(value, figure.measure)) for name, value in most])


def tiles(found: Mapping[FigureId, int | None]) -> list[Tile]:
    """The newest period at a glance."""
    titles = (
        (FigureId.APPROVALS, _("Persons approved")),
        (FigureId.DEPARTURES, _("Persons departed")),
        (FigureId.SUPPORTED, _("Persons supported in kind")),
    )
    return [Tile(str(title), shown_value(found[figure], Measure.PERSONS), figure) for figure, title in titles]


def shown_share(table: ProtectedTable) -> str:
    """The share of departures with evidence that counts, in words; nothing for other figures."""
    if table.question.figure.id is not FigureId.DEPARTURES or not table.periods:
        return ""
    if table.share is None:
        return str(_("withheld: it needs at least 50 persons"))
    return f"{number(table.share)} %"


def exact_rows(table: RestrictedTable, programmes: Mapping[str, str]) -> list[ExactNamedRow]:
    """The rows of the restricted page by name, the total last."""
    question = table.question
    names = {row.code: category_name(row.code, question.by, programmes) for row in (*table.rows, table.total)}
    rows = [*sorted(table.rows, key=lambda row: sort_key(names[row.code])), table.total]
    return [
        ExactNamedRow(
            row.code,
            names[row.code],
            tuple(_exact(question, *pair) for pair in zip(table.periods, row.numbers, strict=True)),
        )
        for row in rows
    ]


def sheet(table: ProtectedTable, programmes: Mapping[str, str]) -> bytes:
    """The table as a file: every category, every period, and on every line what it takes to read it rightly."""
    check_exportable((one.value for one in table.question.figure.caveats), (one.value for one in table.caveats))
    return sheets.write_csv(HEAD, _lines(table, programmes))


def _lines(table: ProtectedTable, programmes: Mapping[str, str]) -> Iterator[tuple[sheets.Value, ...]]:
    question = table.question
    before = (question.figure.id.value, say(question.figure.title), question.by.value)
    after = _reading(table)
    for row in (*table.rows, table.total):
        names = (row.code, category_name(row.code, question.by, programmes))
        for cell in row.values:
            flag = "p" if cell.is_provisional else ""
            yield (*before, *names, cell.period, cell.value, flag, *after[:2], cell.protected_by, *after[2:])


def _reading(table: ProtectedTable) -> tuple[str, ...]:
    figure = table.question.figure
    notes = " ".join(f"{caveat.value}: {say(CAVEAT_TEXTS[caveat])}" for caveat in table.caveats)
    return (
        say(figure.unit), figure.method, "|".join(caveat.value for caveat in table.caveats), figure.legal_version,
        say(figure.legal_anchor), say(figure.definition), say(figure.population), notes,
    )  # fmt: skip


def _exact(question: Question, period: str, value: int) -> ExactCell:
    is_count = question.figure.measure is Measure.PERSONS
    return ExactCell(period, number(value) if is_count else money(Decimal(value).scaleb(-2)), value == 0)


def total_row(table: ProtectedTable) -> NamedRow:
    """The total as a row of the page."""
    total: ProtectedRow = table.total
    return NamedRow(TOTAL, category_name(TOTAL, table.question.by, {}), total.values)
