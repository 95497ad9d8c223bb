"""What an export needs: a format, a reason in a code and in words."""

from dataclasses import dataclass
from enum import StrEnum

from returns_app.core.errors import Malformed
from returns_app.core.text import N_

SHORTEST_REASON = 10


class FileKind(StrEnum):
    """The format of the file."""

    XLSX = "xlsx"
    CSV = "csv"


class ExportReason(StrEnum):
    """Why somebody takes a list out of the house."""

    PLANNING = "planning"
    REPORTING = "reporting"
    AUDIT = "audit"
    HANDOVER = "handover"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """Somebody asks for a list as a file."""

    what: str  # which list: "cases"
    filters: dict[str, str]  # as they stand in the address: nothing that tells about a person
    kind: FileKind
    reason: ExportReason
    text: str


def check_export(asked: ExportAsked) -> None:
    """No file without a reason in words."""
    if len(asked.text.strip()) < SHORTEST_REASON:
        sentence = N_("Say in at least %(least)s characters what you need the file for.")
        raise Malformed("exports.reason", sentence, field="text", least=SHORTEST_REASON)
