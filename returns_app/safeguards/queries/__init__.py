"""Reading safeguards: marks and recipients."""

from returns_app.safeguards.queries.marks import (
    held_cases,
    is_hold,
    is_restricted,
    list_marks,
    standing_kinds,
    standing_marks,
)
from returns_app.safeguards.queries.recipients import Recipient, list_recipients, may_receive, receipts

__all__ = [
    "Recipient",
    "held_cases",
    "is_hold",
    "is_restricted",
    "list_marks",
    "list_recipients",
    "may_receive",
    "receipts",
    "standing_kinds",
    "standing_marks",
]
