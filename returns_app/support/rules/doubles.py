"""What looks like the same evidence used twice: the codes of findings, and how an invoice is compared."""

import unicodedata
from enum import StrEnum

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_


class FindingKind(StrEnum):
    """What was found; a finding is a question to finance, never a decision."""

    SAME_INVOICE = "same_invoice"
    SAME_FILE = "same_file"
    SAME_PICTURE = "same_picture"
    MALWARE = "malware"
    NOT_RECEIVED = "not_received"
    PARTLY_RECEIVED = "partly_received"


class FindingStatus(StrEnum):
    """Whether somebody looked at it."""

    OPEN = "open"
    EXPLAINED = "explained"
    CONFIRMED = "confirmed"


SHORTEST_NOTE = 10


def invoice_mark(supplier: str, number: str) -> str:
    """Supplier and number as they compare equal however they are typed; empty where one of them is missing."""
    parts = (_plain(supplier), _plain(number))
    return "|".join(parts) if all(parts) else ""


def check_finding(status: FindingStatus, note: str) -> None:
    """An open finding is answered once, in words."""
    if status is not FindingStatus.OPEN:
        raise RuleBroken("support.finding_ended", N_("Somebody answered this finding already. Reload the page."))
    if len(note.strip()) < SHORTEST_NOTE:
        sentence = N_("Write in a few words what you looked at (at least 10 characters).")
        raise RuleBroken("support.finding_note", sentence, field="note")


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
