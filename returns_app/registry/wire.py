"""What goes over the wire between nodes, holders and the store, beside the values of `rules` themselves."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from returns_app.blind.group import ELEMENT_BYTES
from returns_app.peers.rules.shapes import packed
from returns_app.registry.mailbox import Delivered
from returns_app.registry.rules import ClaimEntry, Enrolment, Held, Reservation
from returns_app.registry.statuses import ClaimStatus

EVALUATIONS = "/v1/evaluations"
QUESTIONS = "/v1/questions"
CLAIMS = "/v1/claims"
RESERVATIONS = "/v1/reservations"
RELEASES = "/v1/releases"
MOVES = "/v1/moves"
STATUSES = "/v1/statuses"
LAPSES = "/v1/lapses"
NEW_TOKENS = "/v1/new-tokens"
FORGETTINGS = "/v1/forgettings"
HOLDINGS = "/v1/holdings"
LETTER_KEYS = "/v1/letter-keys"
LETTER_CONTACTS = "/v1/letter-contacts"
LETTERS = "/v1/letters"
LETTER_COLLECTIONS = "/v1/letter-collections"
LETTER_RECEIPTS = "/v1/letter-receipts"
LETTER_DELIVERIES = "/v1/letter-deliveries"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Blinded elements for a holder: 32 bytes each, and the epoch of the share to use."""

    epoch: int
    elements: tuple[bytes, ...] = field(metadata=packed(ELEMENT_BYTES))


@dataclass(frozen=True, slots=True)
class Product:
    """The same elements times the holder's share, with its proof."""

    elements: tuple[bytes, ...] = field(metadata=packed(ELEMENT_BYTES))
    proof: bytes


@dataclass(frozen=True, slots=True)
class ReservationAsked:
    """The claims of a whole family, to be reserved together or not at all."""

    entries: tuple[ClaimEntry, ...]
    cleared: tuple[str, ...]
    until: date


@dataclass(frozen=True, slots=True)
class ReservationTold:
    """A won reservation with a claim for each entry, or who was first and when."""

    won: bool
    claims: tuple[Enrolment, ...]
    by_state: str | None
    at: str | None


@dataclass(frozen=True, slots=True)
class References:
    """Names of claims."""

    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """Let go what a request reserved, except these claims."""

    request: UUID
    keep: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """News of a claim."""

    claim: str
    status: ClaimStatus
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a claim stands."""

    claim: str
    status: ClaimStatus


@dataclass(frozen=True, slots=True)
class Standings:
    """Where several claims stand."""

    claims: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Own claims with the addresses that their owner keeps of them."""

    claims: tuple[Enrolment, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the store holds of each of them."""

    claims: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many."""

    number: int


@dataclass(frozen=True, slots=True)
class Lapse:
    """Everything whose day has passed on this day."""

    on: date


@dataclass(frozen=True, slots=True)
class LetterKey:
    """The public key to which letters for a state are sealed."""

    state: str
    key: bytes


@dataclass(frozen=True, slots=True)
class ContactAsked:
    """To whom a letter of a thread would go; the claim with which the thread begins."""

    thread: UUID
    sender: str
    claim: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What waits for a state."""

    state: str


@dataclass(frozen=True, slots=True)
class Collected:
    """Some of the letters that wait, the oldest first; the next ones come when these are acknowledged."""

    letters: tuple[Delivered, ...]


@dataclass(frozen=True, slots=True)
class LettersOf:
    """Letters of a state by their ids: taken in by it, or written by it."""

    state: str
    letters: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class LetterIds:
    """Letters by their ids."""

    letters: tuple[UUID, ...]


def told(reservation: Reservation) -> ReservationTold:
    """A reservation as it is sent."""
    pairs = zip(reservation.references, reservation.addresses_by_entry, strict=True)
    claims = tuple(Enrolment(reference, addresses) for reference, addresses in pairs)
    return ReservationTold(reservation.won, claims, reservation.by_state, reservation.at)


def reservation(sent: ReservationTold) -> Reservation:
    """A reservation as it was sent."""
    return Reservation(
        sent.won,
        tuple(claim.reference for claim in sent.claims),
        tuple(claim.addresses for claim in sent.claims),
        sent.by_state,
        sent.at,
    )
