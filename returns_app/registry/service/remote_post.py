"""The mailbox at the other end of a wire: sealed letters handed to the store and fetched there."""

from collections.abc import Callable
from uuid import UUID

from returns_app.peers.service import Caller
from returns_app.registry import wire
from returns_app.registry.mailbox import Contact, Delivered, Letter
from returns_app.registry.service.remote import call


class RemoteMailbox:
    """Never called inside a unit of work: it waits for others."""

    def __init__(self, store: Caller, is_down: Callable[[], bool] = lambda: False) -> None:
        """`is_down` lets tests and drills switch the registry off."""
        self._store, self._is_down = store, is_down

    def publish(self, state: str, key: bytes) -> None:
        """Tell the public key to which letters for our state are sealed."""
        call(self._store, self._is_down, wire.LETTER_KEYS, wire.LetterKey(state, key), wire.Count)

    def contact(self, thread: UUID, sender: str, claim: str) -> Contact:
        """To whom a letter of this thread is sealed."""
        asked = wire.ContactAsked(thread, sender, claim)
        return call(self._store, self._is_down, wire.LETTER_CONTACTS, asked, Contact)

    def post(self, letter: Letter) -> None:
        """Hand a letter in, idempotent by its id."""
        call(self._store, self._is_down, wire.LETTERS, letter, wire.Count, letter.id)

    def collect(self, state: str) -> tuple[Delivered, ...]:
        """Some of what waits for us, the oldest first."""
        asked = wire.Collection(state)
        return call(self._store, self._is_down, wire.LETTER_COLLECTIONS, asked, wire.Collected).letters

    def acknowledge(self, state: str, letters: tuple[UUID, ...]) -> None:
        """These were taken in."""
        call(self._store, self._is_down, wire.LETTER_RECEIPTS, wire.LettersOf(state, letters), wire.Count)

    def delivered(self, state: str, letters: tuple[UUID, ...]) -> frozenset[UUID]:
        """Which of our letters were taken in."""
        asked = wire.LettersOf(state, letters)
        return frozenset(call(self._store, self._is_down, wire.LETTER_DELIVERIES, asked, wire.LetterIds).letters)

    def close(self) -> None:
        """Let go of kept connections."""
        self._store.close()
