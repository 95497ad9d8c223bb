"""Who received data of a person (GDPR art. 15(1)(c)): one line per organisation or state, day and way."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from returns_app.core.text import N_, Text


class Passing(StrEnum):
    """How data went to somebody."""

    SHARED = "shared"
    REGISTRY_ASKED = "registry_asked"
    REGISTRY_CLAIM = "registry_claim"
    REVIEW_LETTER = "review_letter"
    FIELD_SHOWN = "field_shown"
    LAWYER = "lawyer"
    EXPORTED = "exported"
    EMERGENCY = "emergency"


WORDS: dict[Passing, Text] = {
    Passing.SHARED: N_("The case was shared with it"),
    Passing.REGISTRY_ASKED: N_("Check between states: coded keys, no name"),
    Passing.REGISTRY_CLAIM: N_("Claim in the registry: coded keys, no name"),
    Passing.REVIEW_LETTER: N_("Letter about a pair under review"),
    Passing.FIELD_SHOWN: N_("One named detail, for three days"),
    Passing.LAWYER: N_("Decision letter handed to the lawyer"),
    Passing.EXPORTED: N_("List taken out as a file"),
    Passing.EMERGENCY: N_("Looked at in an emergency"),
}
RECEIVED_BY: dict[Passing, Text] = {
    Passing.SHARED: N_("Partner"),
    Passing.REGISTRY_ASKED: N_("Registry of the member states"),
    Passing.REGISTRY_CLAIM: N_("Registry of the member states"),
    Passing.REVIEW_LETTER: N_("The other state"),
    Passing.FIELD_SHOWN: N_("The other state"),
    Passing.LAWYER: N_("The person's lawyer"),
    Passing.EXPORTED: N_("Your own organisation"),
}
"""Who it is where no organisation is named."""


@dataclass(frozen=True, slots=True)
class Received:
    """Somebody received data: when, who, how; without people it is about everybody in the case."""

    at: datetime
    how: Passing
    organisation: str = ""
    state: str = ""
    person_id: UUID | None = None
    detail: str = ""  # a reference or a code, never words about a person


def about(lines: list[Received], person_id: UUID) -> list[Received]:
    """Those that concern one person."""
    return [one for one in lines if one.person_id in {None, person_id}]
