"""Kinds of organisation and the rules of passwords and sessions."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.permissions import Permission
from returns_app.core.settings import ROOT
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


class ProposalKind(StrEnum):
    """What one person may only propose, and another has to confirm."""

    ADMIN_GRANTED = "admin_granted"
    PASSWORD_RESET = "password_reset"  # noqa: S105  (a name, not a secret)
    HOLD_ENDED = "hold_ended"
    EPOCH_CHANGED = "epoch_changed"
    DATA_KEYS_RENEWED = "data_keys_renewed"
    MASTER_RENEWED = "master_renewed"


class ProposalState(StrEnum):
    """Where a proposal stands; running and stopped are of those that take long."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as those see it who do what was confirmed."""

    id: UUID
    organisation_id: UUID
    kind: ProposalKind
    state: ProposalState
    subject_id: UUID | None
    details: Mapping[str, str]
    decided_at: datetime | None
    total: int
    runs: int


KEY_KINDS = frozenset({ProposalKind.EPOCH_CHANGED, ProposalKind.DATA_KEYS_RENEWED, ProposalKind.MASTER_RENEWED})
LONG_KINDS = frozenset({ProposalKind.EPOCH_CHANGED, ProposalKind.DATA_KEYS_RENEWED})


def confirming(kind: ProposalKind) -> Permission:
    """What somebody must be allowed to, to propose or confirm this: no setting changes it."""
    return Permission.ERASURE_CONFIRM if kind is ProposalKind.HOLD_ENDED else Permission.ACCOUNT_MANAGE


def check_reason(reason: str) -> None:
    """Nobody is asked to confirm what has no reason."""
    if not reason.strip():
        raise RuleBroken("accounts.no_reason", N_("Say why. The second person decides by it."), field="reason")


def check_second(state: ProposalState, expires_at: datetime, now: datetime, *, is_own: bool) -> None:
    """The second person is another one, in time, and says it once."""
    if state is not ProposalState.WAITING:
        raise RuleBroken("accounts.proposal_over", N_("This was answered already. Nothing was changed now."))
    if now >= expires_at:
        raise RuleBroken("accounts.proposal_expired", N_("Nobody confirmed this in time. It has to be proposed again."))
    if is_own:
        raise RuleBroken(
            "accounts.own_proposal", N_("You proposed this, or it is about you. Another person must confirm.")
        )


def refuse_alone() -> RuleBroken:
    """What somebody hears who has nobody to confirm."""
    return RuleBroken(
        "accounts.nobody_confirms",
        N_(
            "Two people must agree to this, and there is nobody else who could confirm it. Have a second administrator "
            "made first, on the server: flask accounts second-admin."
        ),
        field="reason",
    )


@dataclass(frozen=True, slots=True)
class ProposalTerm:
    """How long a proposal waits, since when, and where that is written."""

    valid_from: date
    hours: int
    source: str
    verified: bool


@cache
def proposal_terms() -> tuple[ProposalTerm, ...]:
    """Every line of config/oversight.toml."""
    told = tomllib.loads((ROOT / "config" / "oversight.toml").read_text(encoding="utf-8"))
    return tuple(ProposalTerm(**line) for line in told["proposal"])


def proposal_life(day: date) -> timedelta:
    """The term in force on a day."""
    return timedelta(hours=max((t for t in proposal_terms() if t.valid_from <= day), key=lambda t: t.valid_from).hours)
