"""Makes tables of cells: one kind everybody may see, protected, and one kind for the restricted role, exact.

The two are different classes that share no field of numbers, so no page or file can hold both.
"""

from dataclasses import dataclass
from datetime import date

from returns_app.indicators.rules.catalogue import CAVEAT_TEXTS, Caveat, Measure
from returns_app.indicators.rules.counting import TOTAL, Cells, Question, is_provisional, periods_of
from returns_app.indicators.rules.disclosure import Protection, percent, publishable_sum

MUCH_UNSEEN = 10  # percent of departures on a declaration only from which the figure carries a warning


@dataclass(frozen=True, slots=True)
class ProtectedValue:
    """A number that may be shown to anybody with the right to read figures; None is withheld."""

    period: str
    value: int | None
    is_provisional: bool
    protected_by: str


@dataclass(frozen=True, slots=True)
class ProtectedRow:
    """The protected numbers of one category, or of the total."""

    code: str
    values: tuple[ProtectedValue, ...]

    @property
    def says_nothing(self) -> bool:
        """True when every number is zero or withheld; read off the protected numbers alone."""
        return not any(cell.value for cell in self.values)


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A figure broken down by one dimension: every category has its row, also those with nothing in it.

    `share` is the published percentage of recorded departures whose evidence counts; None is withheld.
    """

    question: Question
    periods: tuple[str, ...]
    rows: tuple[ProtectedRow, ...]
    total: ProtectedRow
    caveats: tuple[Caveat, ...]
    share: int | None


@dataclass(frozen=True, slots=True)
class ExactRow:
    """The true numbers of one category by period."""

    code: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestrictedTable:
    """True numbers: persons, or cents. Not to be published."""

    question: Question
    periods: tuple[str, ...]
    rows: tuple[ExactRow, ...]
    total: ExactRow


def publish(
    question: Question, cells: Cells, protection: Protection, today: date, periods: tuple[str, ...]
) -> ProtectedTable:
    """The protected table of some periods, as a release draws it."""
    make = _count_row if question.figure.measure is Measure.PERSONS else _sum_row
    rows = tuple(make(code, cells, protection, periods, today) for code in cells.categories)
    total = make(TOTAL, cells, protection, periods, today)
    if question.figure.measure is Measure.EURO:
        total = _guard_total(total, rows, cells, protection)
    return ProtectedTable(question, periods, rows, total, caveats_of_table(question, total, None), None)


def reveal(question: Question, cells: Cells) -> RestrictedTable:
    """The exact table of the restricted role: only categories that have anything."""
    periods = periods_of(question.year)
    rows = (_exact_row(question, cells, code, periods) for code in cells.categories)
    total = _exact_row(question, cells, TOTAL, periods)
    return RestrictedTable(question, periods, tuple(row for row in rows if any(row.numbers)), total)


def evidence_share(counted: Cells, recorded: Cells, period: str, protection: Protection) -> int | None:
    """Percentage of recorded departures whose evidence counts, from protected numbers; None under 50 persons."""
    part, whole = (protection.count(cells.at(TOTAL, period).contributors) for cells in (counted, recorded))
    share = percent(part, whole)
    return None if share is None else min(share, 100)


def _count_row(code: str, cells: Cells, protection: Protection, periods: tuple[str, ...], today: date) -> ProtectedRow:
    counts = ((period, protection.count(cells.at(code, period).contributors)) for period in periods)
    return ProtectedRow(
        code, tuple(ProtectedValue(period, n, is_provisional(period, today), "RR5T") for period, n in counts)
    )


def _sum_row(code: str, cells: Cells, protection: Protection, periods: tuple[str, ...], today: date) -> ProtectedRow:
    return ProtectedRow(code, tuple(_sum(period, cells, code, protection, today) for period in periods))


def _sum(period: str, cells: Cells, code: str, protection: Protection, today: date) -> ProtectedValue:
    cell = cells.at(code, period)
    value = publishable_sum(cell.sum_in_cents, protection.count(cell.contributors))
    return ProtectedValue(period, value, is_provisional(period, today), "WITHHELD" if value is None else "R1000")


def _guard_total(
    total: ProtectedRow, rows: tuple[ProtectedRow, ...], cells: Cells, protection: Protection
) -> ProtectedRow:
    # The total less the rows shown is the sum of the rows withheld: they too have to stand on 50 persons together.
    values = []
    for place, cell in enumerate(total.values):
        withheld = [row.code for row in rows if row.values[place].value is None]
        behind = protection.count(cells.together(withheld, cell.period))
        hidden = cell.value is None or publishable_sum(0, behind) is None
        values.append(ProtectedValue(cell.period, None, cell.is_provisional, "WITHHELD") if hidden else cell)
    return ProtectedRow(total.code, tuple(values))


def _exact_row(question: Question, cells: Cells, code: str, periods: tuple[str, ...]) -> ExactRow:
    found = (cells.at(code, period) for period in periods)
    is_count = question.figure.measure is Measure.PERSONS
    return ExactRow(code, tuple(cell.persons if is_count else cell.sum_in_cents for cell in found))


def caveats_of_table(question: Question, total: ProtectedRow, share: int | None) -> tuple[Caveat, ...]:
    """What a reader of the table has to know."""
    found = set(question.figure.caveats)
    if any(cell.is_provisional for cell in total.values):
        found.add(Caveat.LAG)
    if share is not None and share < 100 - MUCH_UNSEEN:
        found.add(Caveat.VOLMISS)
    return tuple(caveat for caveat in CAVEAT_TEXTS if caveat in found)
