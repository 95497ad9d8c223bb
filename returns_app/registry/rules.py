"""What national sides and the registry say to each other."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from returns_app.linkage.match_keys import KeyKind
from returns_app.linkage.scoring import Score
from returns_app.registry.statuses import ClaimStatus, SupportKind


@dataclass(frozen=True, slots=True)
class TokenGroup:
    """All slot addresses of one match key: sixteen bytes each, in slot order."""

    kind: KeyKind
    addresses: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim as its owner announces it."""

    member_state: str
    programme_kind: str
    support_kinds: tuple[SupportKind, ...]
    opened: date
    is_protected: bool
    family_handle: UUID
    key_epoch: int
    key_version: str
    tokens: tuple[TokenGroup, ...]


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the owner keeps of a stored claim: its reference and the addresses it was given, for erasure."""

    reference: str
    addresses: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One check: who asks, for which episode, and the addresses of every key of one person."""

    request_id: UUID
    member_state: str
    opened: date
    family_handle: UUID
    key_epoch: int
    key_version: str
    tokens: tuple[TokenGroup, ...]


class Episode(StrEnum):
    """How the other claim's return relates to the one in hand."""

    SAME = "same"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Hit:
    """One claim that may concern the same person: no value of the other side, only what agrees."""

    claim: str
    member_state: str | None
    month: str
    support_kinds: tuple[SupportKind, ...]
    status: ClaimStatus
    episode: Episode
    completed_month: str | None
    score: Score


@dataclass(frozen=True, slots=True)
class Answer:
    """The registry's answer; the same shape whether or not something was found."""

    request_id: UUID
    model_version: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Reservation:
    """A won reservation, or who reserved first and when."""

    won: bool
    reference: str
    by_state: str | None = None
    at: str | None = None


class Registry(Protocol):
    """The registry as national sides see it; embedded and remote forms keep the same contract."""

    def key_epoch(self) -> int:
        """The key epoch in force."""
        ...

    def evaluate(self, epoch: int, blinded: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Both holders' evaluation of blinded keys, proofs verified."""
        ...

    def ask(self, question: Question) -> Answer:
        """Look the addresses up and score what they meet."""
        ...

    def announce(self, request_id: UUID, entry: ClaimEntry) -> Enrolment:
        """Store a claim (status open), idempotent by request id."""
        ...

    def reserve(self, request_id: UUID, claims: tuple[str, ...], until: date) -> Reservation:
        """Reserve the episode of all claims at once, or say who was first; atomic and idempotent."""
        ...

    def change_status(self, claim: str, status: ClaimStatus, on: date) -> None:
        """Move a claim along its life; revoking and expiring forget the addresses."""
        ...
