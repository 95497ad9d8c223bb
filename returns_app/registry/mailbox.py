"""Sealed letters between member states: the registry carries them and can't read them.

A letter belongs to a thread that began with a claim. Who writes knows the claim, not whose it is: the registry hands out a
veiled key (a random multiple of the recipient's public key), so that a protected claim's state is not told by its key.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Contact:
    """To whom a letter of this thread is sealed: a key that tells nobody's name."""

    key: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A sealed letter as it is handed in."""

    id: UUID
    thread: UUID
    sender: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Delivered:
    """A letter as its recipient gets it: `veil` undoes what was done to the key, `claim` is the recipient's own."""

    id: UUID
    thread: UUID
    sealed: bytes
    veil: bytes
    claim: str | None


class Mailbox(Protocol):
    """The registry as a carrier; every method raises RegistryGone when there is no answer."""

    def publish(self, state: str, key: bytes) -> None:
        """The public key to which letters for a state are sealed."""
        ...

    def contact(self, thread: UUID, sender: str, claim: str) -> Contact:
        """The other side of a thread, which begins with this claim; UnknownClaim when nobody holds it."""
        ...

    def post(self, letter: Letter) -> None:
        """Hand a letter in; handed in twice, it is carried once. RequestReused when the id belongs to another letter."""
        ...

    def collect(self, state: str) -> tuple[Delivered, ...]:
        """Letters for a state that it has not acknowledged, oldest first."""
        ...

    def acknowledge(self, state: str, letters: tuple[UUID, ...]) -> None:
        """These letters have arrived; their content is forgotten here."""
        ...

    def delivered(self, state: str, letters: tuple[UUID, ...]) -> frozenset[UUID]:
        """Which of these letters of a state have arrived."""
        ...
