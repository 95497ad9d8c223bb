"""What an export needs: a format, a reason in a code and in words, and for whom it is sealed."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed
from returns_app.core.text import N_

SHORTEST_REASON = 10
SHORTEST_PHRASE = 15
LASTS = timedelta(hours=24)
"""How long a file can be fetched."""


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
    passphrase: str = ""
    recipient: str = ""  # the public key of somebody else, instead of a passphrase


@dataclass(frozen=True, slots=True)
class SealedList:
    """A list as it leaves: already sealed for its reader, with the number that stands inside it."""

    number: UUID
    name: str
    cases: tuple[UUID, ...]  # one a row
    content: bytes


def check_export(asked: ExportAsked) -> None:
    """No file without a reason in words, none that everybody could open."""
    if len(asked.text.strip()) < SHORTEST_REASON:
        sentence = N_("Say in at least %(least)s characters what you need the file for.")
        raise Malformed("exports.reason", sentence, field="text", least=SHORTEST_REASON)
    if bool(asked.passphrase) == bool(asked.recipient.strip()):
        sentence = N_("Choose a passphrase, or paste the recipient's key: one of the two.")
        raise Malformed("exports.reader", sentence, field="passphrase")
    if asked.passphrase and len(asked.passphrase) < SHORTEST_PHRASE:
        sentence = N_("Use a passphrase of at least %(least)s characters. A sentence works well.")
        raise Malformed("exports.passphrase", sentence, field="passphrase", least=SHORTEST_PHRASE)
