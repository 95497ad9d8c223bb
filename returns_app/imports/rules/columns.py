"""The columns of a file with cases, and the cells as plain text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from returns_app.core.errors import Malformed
from returns_app.core.text import N_, Text

COMPULSORY = (
    "case",
    "given_name",
    "family_name",
    "nationality",
    "return_country",
    "programme",
    "notice_language",
    "notice_given_on",
)
COLUMNS = (
    "case", "role", "given_name", "family_name", "birth_date", "how_sure", "sex", "nationality", "document_type",
    "document_country", "document_number", "phone", "protected", "return_country", "return_type", "programme",
    "notice_version", "notice_language", "notice_given_on",
)  # fmt: skip
MOST_ROWS = 10_000
MOST_IN_CELL = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell, in words that quote nothing of it."""

    row: int
    column: str
    sentence: Text
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file and its cells by column."""

    number: int
    cells: dict[str, str]


def rows_of(table: Sequence[Sequence[Any]]) -> list[Row]:
    """The rows below the head; marks above it and empty rows are passed over."""
    lines = list(_lines(table))
    if not lines:
        raise Malformed("imports.empty", N_("This file holds no rows. Use the template."))
    (_number, head), *rest = lines
    names = [name.strip().lower().replace(" ", "_") for name in head]
    missing = [name for name in COMPULSORY if name not in names]
    if missing:
        sentence = N_("These columns are missing: %(columns)s. Use the template.")
        raise Malformed("imports.columns", sentence, columns=", ".join(missing))
    if len(rest) > MOST_ROWS:
        raise Malformed("imports.too_long", N_("Send at most %(most)s rows in one file."), most=MOST_ROWS)
    return [Row(number, _cells(names, values)) for number, values in rest]


def _lines(table: Iterable[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
    for number, values in enumerate(table, start=1):
        cells = [_text(value) for value in values]
        if any(cells) and not cells[0].startswith("#"):
            yield number, cells


def _cells(names: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    return {name: value for name, value in zip(names, values, strict=False) if name in COLUMNS}


def _text(value: Any) -> str:  # noqa: ANN401  (a cell holds anything)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value if value is not None else "").split())[: MOST_IN_CELL + 1]
