"""Spreadsheet files that open in any program and run nothing there."""

import csv
import io
from collections.abc import Iterable, Sequence

# A cell that begins so is taken for a formula by one program or another; the wide forms by those that fold them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Value = str | int | None


def safe_text(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A comma-separated file with a byte-order mark, so that accents and Arabic survive a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe_text(name) for name in head])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _cell(value: Value) -> str | int:
    """Numbers stay numbers, also negative ones; nothing stays empty."""
    if value is None:
        return ""
    return value if isinstance(value, int) else safe_text(value)
