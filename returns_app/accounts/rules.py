"""Kinds of organisation and the rules of passwords and sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from returns_app.core.errors import Malformed
from returns_app.core.text import N_

SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 256


class OrganisationKind(StrEnum):
    """What an organisation is in the field."""

    AUTHORITY = "authority"
    INTERNATIONAL = "international"
    NGO = "ngo"
    PARTNER = "partner"
    AUDIT_BODY = "audit_body"


class TransferBasis(StrEnum):
    """GDPR chapter V: on what ground personal data may go to an organisation outside the Union."""

    NOT_NEEDED = "not_needed"
    ADEQUACY = "adequacy"
    CLAUSES = "scc_46_2_c"
    ARRANGEMENT = "arrangement_46_3_b"
    BINDING = "binding_46_2_a"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lives."""

    idle: timedelta
    absolute: timedelta

    def is_alive(self, *, created_at: datetime, seen_at: datetime, now: datetime) -> bool:
        """True while neither limit has passed."""
        return now - seen_at <= self.idle and now - created_at <= self.absolute


def check_new_password(password: str, *, context: tuple[str, ...]) -> None:
    """Length and context only: no composition rules, no expiry."""
    if len(password) < SHORTEST_PASSWORD:
        raise Malformed(
            "accounts.password_short", N_("Use at least 15 characters. A sentence works well."), field="password"
        )
    if len(password) > LONGEST_PASSWORD:
        raise Malformed("accounts.password_long", N_("Use at most 256 characters."), field="password")
    lowered = password.casefold()
    if any(len(word) > 3 and word.casefold() in lowered for word in context):  # noqa: PLR2004
        raise Malformed(
            "accounts.password_guessable",
            N_("Leave your name and e-mail address out of the password."),
            field="password",
        )
