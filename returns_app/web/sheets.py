"""Spreadsheet files that open in any program and run nothing there."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from returns_app.core.errors import Malformed
from returns_app.core.text import N_

# A cell that begins so is taken for a formula by one program or another; the wide forms by those that fold them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Value = str | int | None
MOST_UNPACKED = 100 * 1024 * 1024
MOST_IN_CELL = 32_000  # characters a cell can hold


def safe_text(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Value]], *, mark: str = "") -> bytes:
    """A comma-separated file with a byte-order mark, so that accents and Arabic survive a double click.

    `mark` says in a first line what the file is; it begins with "#", so that it can be told from the data.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    if mark:
        writer.writerow([f"# {mark}"])
    writer.writerow([safe_text(name) for name in head])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def write_xlsx(head: Sequence[str], rows: Iterable[Sequence[Value]], *, mark: str = "") -> bytes:
    """A spreadsheet of text and numbers, never formulas or links; days as text, so that no program shifts them."""
    file = io.BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet()
        sheet.set_column(0, max(len(head) - 1, 0), 18)
        first = 0
        if mark:
            sheet.write_string(0, 0, f"# {mark}", bold)
            sheet.set_footer(f"&L{mark.replace('&', '&&')[:200]}")
            first = 1
        for column, name in enumerate(head):
            sheet.write_string(first, column, name, bold)
        for number, row in enumerate(rows, start=first + 1):
            _write_row(sheet, number, row)
        sheet.freeze_panes(first + 1, 0)
    return file.getvalue()


def read_table(data: bytes) -> list[list[Any]]:
    """The cells of the first sheet of an XLSX file, or of a CSV file; a file that swells is refused before it is opened."""
    if data[:2] == b"PK":
        return _read_xlsx(data)
    try:
        text = data.decode("utf-8-sig")
        if "\0" in text:
            raise _unreadable()
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), _dialect(text))]
    except UnicodeDecodeError:
        raise Malformed("sheet.encoding", N_("Save the file as UTF-8 text (CSV) or as a spreadsheet (XLSX).")) from None
    except csv.Error:
        raise _unreadable() from None


def _read_xlsx(data: bytes) -> list[list[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            swollen = sum(part.file_size for part in packed.infolist())
        if swollen > MOST_UNPACKED:
            raise Malformed("sheet.swollen", N_("This spreadsheet is too large when it is unpacked. Send fewer rows."))
        return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    except (zipfile.BadZipFile, CalamineError, ValueError, OSError):
        raise _unreadable() from None


def _unreadable() -> Malformed:
    return Malformed("sheet.unreadable", N_("This file can't be read. Save it as XLSX or CSV and send it again."))


def _dialect(text: str) -> type[csv.Dialect]:
    """The delimiter of the first line that holds data."""
    lines = (line for line in text.splitlines() if line.strip() and not line.lstrip('"').startswith("#"))
    first = next(lines, "")
    return _Semicolons if first.count(";") > first.count(",") else csv.excel


class _Semicolons(csv.excel):
    """What spreadsheets write where the comma parts euros from cents."""

    delimiter = ";"


def _write_row(sheet: Any, number: int, row: Sequence[Value]) -> None:  # noqa: ANN401  (xlsxwriter has no types)
    for column, value in enumerate(row):
        if isinstance(value, int):
            sheet.write_number(number, column, value)
        elif value:
            sheet.write_string(number, column, value[:MOST_IN_CELL])


def _cell(value: Value) -> str | int:
    """Numbers stay numbers, also negative ones; nothing stays empty."""
    if value is None:
        return ""
    return value if isinstance(value, int) else safe_text(value)
