"""Rules of files with cases: columns, how a row is read, how rows become families."""

from returns_app.imports.rules.columns import COLUMNS, COMPULSORY, Problem, Row, rows_of
from returns_app.imports.rules.reading import Sorted, key_of, sort_rows
from returns_app.imports.rules.states import ImportState, check_start

__all__ = [
    "COLUMNS",
    "COMPULSORY",
    "ImportState",
    "Problem",
    "Row",
    "Sorted",
    "check_start",
    "key_of",
    "rows_of",
    "sort_rows",
]
