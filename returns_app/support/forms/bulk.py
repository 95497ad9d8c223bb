"""Reading a spreadsheet of deliveries: no cell is guessed, every cell that can't be read says how to write it."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from python_calamine import CalamineWorkbook

from returns_app.core.errors import Malformed
from returns_app.core.text import N_
from returns_app.support.rules.bulk import COLUMNS, MOST_ROWS, Row
from returns_app.web.fields import FileField
from returns_app.web.forms import Form
from returns_app.web.reading import plain_digits, read_amount

MOST_UNPACKED, MOST_MEMBERS = 64 * 1024 * 1024, 300
EXCEL_BEGINS, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 36_526, 73_050  # the years 2000 to 2099
REFERENCE = re.compile(r"[A-Z]{2}-\d{4}-\d{6}(-\d)?")
SHORTENED = re.compile(r"[A-Z]{2}-\d{4}-\d{1,5}")
DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
NOT_A_SHEET = N_("This is not a CSV or XLSX file that can be read. Download the template and fill it in.")


class UploadForm(Form):
    """A spreadsheet of deliveries."""

    file = FileField(
        _l("Spreadsheet"), extensions=("xlsx", "csv"), required=_l("Choose the file."),
        hint=_l("XLSX or CSV in the columns of the template, at most 10,000 rows"),
    )  # fmt: skip

    def rows(self) -> list[Row]:
        """What the file says, row by row."""
        assert self.file.data is not None  # noqa: S101  (required)
        return understand(read_sheet(self.file.data.stream.read()))


def read_sheet(content: bytes) -> list[list[Any]]:
    """The cells below the head; Malformed when it is no sheet, too long, or packed to harm."""
    cells = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    if not cells or [_plain(cell) for cell in cells[0]][: len(COLUMNS)] != list(COLUMNS):
        sentence = N_("The first row must name the columns of the template: %(columns)s.")
        raise Malformed("support.upload_head", sentence, field="file", columns=", ".join(COLUMNS))
    filled = [row for row in cells[1:] if any(_plain(cell) for cell in row)]
    if len(filled) > MOST_ROWS:
        sentence = N_("This file has more than %(most)s rows. Send it in parts.")
        raise Malformed("support.upload_long", sentence, field="file", most=MOST_ROWS)
    return filled


def understand(cells: Iterable[Sequence[Any]]) -> list[Row]:
    """Each row as understood; the number is the one the spreadsheet program shows."""
    return [_row(number, one) for number, one in enumerate(cells, start=2)]


def _row(number: int, cells: Sequence[Any]) -> Row:
    values = [*cells[: len(COLUMNS)], *[""] * (len(COLUMNS) - len(cells))]
    row = Row(number, [_plain(value) for value in values])
    for column, read in _READERS.items():
        read(row, values[COLUMNS.index(column)])
    return row


def _case(row: Row, value: Any) -> None:  # noqa: ANN401
    typed = _plain(value).upper()
    if SHORTENED.fullmatch(typed):
        row.wrong("case", N_("Zeros are missing from this case number. Write it in full, like NL-2026-000123."))
    elif not REFERENCE.fullmatch(typed):
        row.wrong("case", N_("Write the case number as the case shows it, like NL-2026-000123."))
    row.case = typed


def _line(row: Row, value: Any) -> None:  # noqa: ANN401
    typed = plain_digits(_plain(value))
    if typed.isascii() and typed.isdigit() and len(typed) < 4:  # noqa: PLR2004  (no plan has a thousand lines)
        row.line = int(typed)
    else:
        row.wrong("line", N_("Write the number of the plan line, like 1."))


def _day(row: Row, value: Any) -> None:  # noqa: ANN401
    if isinstance(value, datetime | date):
        row.day = value.strftime("%Y-%m-%d")
        return
    typed = plain_digits(_plain(value))
    if typed.isdigit() and FIRST_SERIAL <= int(typed) <= LAST_SERIAL:
        row.day = (EXCEL_BEGINS + timedelta(days=int(typed))).isoformat()
        row.understood.append("day")
        return
    day_first, year_first = DAY_FIRST.fullmatch(typed), YEAR_FIRST.fullmatch(typed)
    year, month, day = day_first.group(3, 2, 1) if day_first else year_first.groups() if year_first else ("", "", "")
    if not year:
        row.wrong("day", N_("Write the day as day-month-year, like 02-03-2026."))
        return
    try:
        row.day = date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        row.wrong("day", N_("%(day)s does not exist. Check the date."), day=f"{day}-{month}-{year}")


def _amount(row: Row, value: Any) -> None:  # noqa: ANN401
    if isinstance(value, int | float) and not isinstance(value, bool):
        exact = Decimal(str(value))
        if exact <= 0 or exact != exact.quantize(Decimal("0.01")):
            row.wrong("amount", N_("Write the amount with at most two decimals, above zero, like 1250.00."))
        row.amount = f"{exact:.2f}"
        return
    try:
        row.amount = str(read_amount(_plain(value)))
    except Malformed as refusal:
        row.wrong("amount", str(refusal.message), **refusal.params)
        return
    if Decimal(row.amount) <= 0:
        row.wrong("amount", N_("Write the amount with at most two decimals, above zero, like 1250.00."))


def _currency(row: Row, value: Any) -> None:  # noqa: ANN401
    row.currency = _plain(value).upper()
    if not re.fullmatch("[A-Z]{3}", row.currency):
        row.wrong("currency", N_("Write the three letters of the currency, like NGN."))


_READERS = {"case": _case, "line": _line, "day": _day, "amount": _amount, "currency": _currency}


def _plain(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip().strip("'")[:1000]


def _csv(content: bytes) -> list[list[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_a_sheet() from None
    first = text.partition("\n")[0]
    mark = max(";,\t", key=first.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)]
    except csv.Error:
        raise _not_a_sheet() from None


def _xlsx(content: bytes) -> list[list[Any]]:
    _look_into(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [list(row) for row in workbook.get_sheet_by_index(0).to_python(nrows=MOST_ROWS + 10)]
    except Exception as fault:
        raise _not_a_sheet() from fault


def _look_into(content: bytes) -> None:
    """Members and unpacked bytes are counted, not trusted; macros and links to other files are refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if "[Content_Types].xml" not in names or len(names) > MOST_MEMBERS:
                raise _not_a_sheet()
            if any("vbaproject" in name.lower() or "externallink" in name.lower() for name in names):
                sentence = N_("This spreadsheet has macros or links to other files. Save it as a plain XLSX or CSV.")
                raise Malformed("support.upload_macro", sentence, field="file")
            left = MOST_UNPACKED
            for name in names:
                with packed.open(name) as member:
                    while piece := member.read(1024 * 1024):
                        left -= len(piece)
                        if left < 0:
                            sentence = N_("This file unpacks to far more than it seems. Save it again as CSV.")
                            raise Malformed("support.upload_bomb", sentence, field="file")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as fault:
        raise _not_a_sheet() from fault


def _not_a_sheet() -> Malformed:
    return Malformed("support.upload_kind", NOT_A_SHEET, field="file")


__all__ = ["UploadForm", "read_sheet", "understand"]
