"""Rules of safeguards: who may receive, marks on data."""

from returns_app.safeguards.rules.marks import FACTS, MarkEntry, MarkKind, check_mark, refuse_restricted
from returns_app.safeguards.rules.receiving import (
    Bar,
    Place,
    Receipt,
    RecipientRole,
    RegisterEntry,
    RegisterLine,
    check_entry,
    judge_receipt,
)

__all__ = [
    "FACTS",
    "Bar",
    "MarkEntry",
    "MarkKind",
    "Place",
    "Receipt",
    "RecipientRole",
    "RegisterEntry",
    "RegisterLine",
    "check_entry",
    "check_mark",
    "judge_receipt",
    "refuse_restricted",
]
