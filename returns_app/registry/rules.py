"""What national sides and the registry say to each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from returns_app.blind.addresses import ADDRESS_BYTES, SLOTS
from returns_app.blind.holder import Evaluated
from returns_app.linkage.kinds import KeyKind
from returns_app.linkage.scoring import Score
from returns_app.peers.rules.shapes import packed
from returns_app.registry.statuses import ClaimStatus, SupportKind

MOST_GROUPS = 128
MOST_HITS = 5
MOST_ELEMENTS = 2 * MOST_GROUPS
WHOLE = frozenset({SLOTS, 2 * SLOTS})


class RegistryGone(Exception):
    """The registry does not answer; nothing is known, and what was promised is tried again."""


class OverQuota(RegistryGone):
    """More letters in a day than the registry carries for one state: they wait, none is lost."""


class NoKeyYet(RegistryGone):
    """The other state has not told its key: a letter to it waits, everything else goes on."""


class RequestReused(ValueError):
    """A request id came again with another body: nothing was done."""


class BadRequest(ValueError):
    """What was sent does not have the shape that the registry takes."""


class UnknownClaim(LookupError):
    """No claim has this reference."""


@dataclass(frozen=True, slots=True)
class TokenGroup:
    """All slot addresses of one match key: sixteen bytes each, in slot order."""

    kind: KeyKind
    addresses: tuple[bytes, ...] = field(metadata=packed(ADDRESS_BYTES))


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim as its owner announces it.

    `tokens` are stored; `asked` are the wider keys by which a reservation looks for rivals.
    """

    member_state: str
    programme_kind: str
    support_kinds: tuple[SupportKind, ...]
    opened: date
    is_protected: bool
    family_handle: UUID
    key_epoch: int
    key_version: str
    tokens: tuple[TokenGroup, ...]
    asked: tuple[TokenGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the owner keeps of a stored claim: its reference and the addresses it was given, for erasure."""

    reference: str
    addresses: tuple[bytes, ...] = field(metadata=packed(ADDRESS_BYTES))


class Purpose(StrEnum):
    """Why a question is asked; without one it is not answered."""

    INTAKE = "intake"
    CORRECTION = "correction"
    APPROVAL = "approval"
    RECHECK = "recheck"


@dataclass(frozen=True, slots=True)
class Question:
    """One check: who asks, for which episode, and the addresses of every key of one person.

    The family handle stands for the case, the asker for the person who asks: both are names that only the national side
    can read.
    """

    request_id: UUID
    member_state: str
    opened: date
    family_handle: UUID
    key_epoch: int
    key_version: str
    tokens: tuple[TokenGroup, ...]
    purpose: Purpose
    asker: str


@dataclass(frozen=True, slots=True)
class NewTokens:
    """A claim's tokens made anew: after a correction, under another key epoch, or by newer rules for match keys."""

    claim: str
    key_epoch: int
    key_version: str
    tokens: tuple[TokenGroup, ...]


@dataclass(frozen=True, slots=True)
class Forgetting:
    """A claim whose owner erases it, by the owner's own list of addresses."""

    claim: str
    addresses: tuple[bytes, ...] = field(metadata=packed(ADDRESS_BYTES))


@dataclass(frozen=True, slots=True)
class Held:
    """What the store holds of a claim beside its owner's own list; a status of None is a claim that it does not know.

    `lacking` of the listed addresses do not lie with this claim, `elsewhere` of these lie with another claim of the same
    owner. What may lie with a claim of another state is not told: nobody looks people up by pretending to own them.
    """

    claim: str
    status: ClaimStatus | None
    lacking: int
    further: int
    elsewhere: int


class Episode(StrEnum):
    """How the other claim's return relates to the one in hand."""

    SAME = "same"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Hit:
    """One claim that may concern the same person: no value of the other side, only what agrees.

    A protected claim has no member state, and a name of its own that does not tell it.
    """

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
    """A won reservation with a claim for each entry, or who was first and when (ISO 8601).

    The state is None when the other claim is protected.
    """

    won: bool
    references: tuple[str, ...] = ()
    addresses_by_entry: tuple[tuple[bytes, ...], ...] = ()
    by_state: str | None = None
    at: str | None = None
    key_epoch: int = 0


class Registry(Protocol):
    """The registry as national sides see it; embedded and remote forms keep the same contract.

    Every method raises RegistryGone when there is no answer.
    """

    def key_epoch(self) -> int:
        """The key epoch under which claims are stored."""
        ...

    def epochs(self) -> tuple[int, ...]:
        """The key epochs in force, the newest first: while a key is changed, questions are asked under each."""
        ...

    def commitments(self, epoch: int) -> tuple[bytes, ...]:
        """The public keys of both holders, which an asker trusts from outside the conversation."""
        ...

    def evaluate(self, epoch: int, blinded: tuple[bytes, ...]) -> Iterator[Evaluated]:
        """Each holder's answer as it comes, the second one's over the first's, with proofs for the asker to verify."""
        ...

    def ask(self, question: Question) -> Answer:
        """Look the addresses up and score what they meet."""
        ...

    def announce(self, request_id: UUID, entry: ClaimEntry) -> Enrolment:
        """Store a claim (status open), idempotent by request id."""
        ...

    def reserve(
        self, request_id: UUID, entries: tuple[ClaimEntry, ...], cleared: tuple[str, ...], until: date
    ) -> Reservation:
        """Store and reserve the claims of a whole family at once, or say who was first.

        Atomic; idempotent by request id. Claims named in `cleared` were found to be other persons.
        """
        ...

    def release(self, request_id: UUID, keep: tuple[str, ...]) -> tuple[str, ...]:
        """Revoke what a request reserved, except claims that their owner keeps; the references let go."""
        ...

    def change_status(self, claim: str, status: ClaimStatus, on: date) -> ClaimStatus:
        """Move a claim along its life and say where it stands; revoking and expiring forget the addresses."""
        ...

    def retoken(self, tokens: NewTokens) -> Enrolment:
        """Put new addresses in the place of a claim's old ones, all at once; a forgotten claim stays forgotten."""
        ...

    def forget(self, what: Forgetting) -> int:
        """Take away the claim and what the owner lists, wherever the store has it among the owner's own; how many were listed."""
        ...

    def compare(self, kept: tuple[Enrolment, ...]) -> tuple[Held, ...]:
        """What is held of these claims beside what their owner lists, in the same order."""
        ...

    def statuses(self, claims: tuple[str, ...]) -> dict[str, ClaimStatus]:
        """Where these claims stand."""
        ...

    def lapse(self, on: date) -> tuple[str, ...]:
        """Let reservations and claims whose day has passed expire; the references that did."""
        ...


def episode_of(completed_on: date | None, opened: date) -> Episode:
    """An earlier episode was over before this one was opened; all else overlaps with it."""
    return Episode.EARLIER if completed_on and completed_on < opened else Episode.SAME


def month_of(day: date) -> str:
    """The month of a day, as the registry tells it: "2025-11"."""
    return f"{day:%Y-%m}"


def check_groups(groups: Iterable[TokenGroup]) -> None:
    """Refuse anything but whole groups of addresses, and more of them than a person has."""
    listed = list(groups)
    if len(listed) > MOST_GROUPS:
        raise BadRequest("more keys than a person has")
    for group in listed:
        if len(group.addresses) not in WHOLE or any(len(one) != ADDRESS_BYTES for one in group.addresses):
            raise BadRequest("a key has ten addresses of sixteen bytes, twenty while the key epoch changes")
