"""Exchange rates as the European Central Bank publishes them: one wide table of days, or one row per observation."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from returns_app.core.errors import Malformed
from returns_app.core.money import EURO
from returns_app.core.text import N_
from returns_app.support.rules.entries import RateEntry

SOURCE = "ECB reference rate"
MOST_RATES = 40_000
DAYS = ("%Y-%m-%d", "%d %B %Y", "%d/%m/%Y")
UNREADABLE = N_(
    "This is not a file of exchange rates as the European Central Bank publishes them (eurofxref.csv or "
    "eurofxref-hist.csv, or a CSV of its data portal). Download it again."
)


def read_rates(content: bytes) -> tuple[RateEntry, ...]:
    """Every rate of the file, oldest day first; Malformed names the first cell that can't be read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable() from None
    rows = csv.reader(io.StringIO(text), skipinitialspace=True)
    head = [cell.strip() for cell in next(rows, [])]
    if "TIME_PERIOD" in head and "OBS_VALUE" in head and "CURRENCY" in head:
        found = list(_observations(head, rows))
    elif head and head[0].casefold() == "date":
        found = list(_wide(head, rows))
    else:
        raise _unreadable()
    if not found:
        raise _unreadable()
    return tuple(sorted(found, key=lambda one: (one.on, one.currency)))


def _wide(head: list[str], rows: Iterator[list[str]]) -> Iterator[RateEntry]:
    for number, row in enumerate((row for row in rows if row and row[0].strip()), start=2):
        on = _day(row[0].strip(), number)
        for currency, cell in zip(head[1:], row[1:], strict=False):
            if currency and cell.strip() not in {"", "N/A"}:
                yield _entry(currency, on, cell, number)


def _observations(head: list[str], rows: Iterator[list[str]]) -> Iterator[RateEntry]:
    for number, row in enumerate((row for row in rows if row), start=2):
        told: Mapping[str, str] = dict(zip(head, row, strict=False))
        if told.get("CURRENCY_DENOM", EURO) == EURO and told.get("FREQ", "D") == "D" and told.get("OBS_VALUE"):
            yield _entry(told["CURRENCY"], _day(told["TIME_PERIOD"], number), told["OBS_VALUE"], number)


def _entry(currency: str, on: date, cell: str, row: int) -> RateEntry:
    if row > MOST_RATES:
        raise Malformed(
            "support.rates_many", N_("This file is too long. Send the rates of one year at a time."), field="file"
        )
    try:
        per_euro = Decimal(cell.strip())
    except InvalidOperation:
        raise _bad_cell(row, cell) from None
    if not per_euro.is_finite() or per_euro <= 0:
        raise _bad_cell(row, cell)
    return RateEntry(currency.strip().upper(), on, per_euro, SOURCE)


def _day(text: str, row: int) -> date:
    for pattern in DAYS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007  (a day of publication has no hour)
        except ValueError:
            continue
    raise _bad_cell(row, text)


def _bad_cell(row: int, text: str) -> Malformed:
    sentence = N_("Row %(row)s of this file can't be read: %(text)s. Nothing was recorded.")
    return Malformed("support.rates_cell", sentence, field="file", row=row, text=text.strip()[:40])


def _unreadable() -> Malformed:
    return Malformed("support.rates_file", UNREADABLE, field="file")
