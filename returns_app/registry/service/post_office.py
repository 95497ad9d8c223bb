"""The embedded mailbox: threads, veiled keys and sealed letters in the registry's own tables."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from returns_app.core import clock
from returns_app.db.session import db, writing
from returns_app.registry.mailbox import Contact, Delivered, Letter
from returns_app.registry.models import Claim, PostKey, PostThread, SealedLetter
from returns_app.registry.rules import RegistryGone, UnknownClaim

MOST_AT_ONCE = 100
_PROTECTED = "MS-"


class EmbeddedMailbox:
    """Never called inside a unit of work: a registry elsewhere could not take part in it either."""

    def publish(self, state: str, key: bytes) -> None:
        """Keep a state's public key; a new one replaces it for threads that begin later."""
        with _session() as session:
            row = session.get(PostKey, state) or PostKey(state=state)
            if row.key != key:
                row.key, row.published_at = key, clock.utc_now()
                session.add(row)

    def contact(self, thread: UUID, sender: str, claim: str) -> Contact:
        """Begin the thread where it does not exist; the key of its other side, veiled."""
        with _session() as session:
            found = session.get(PostThread, thread) or _begin(session, thread, sender, claim)
            is_opener = found.opener == sender
            return Contact(_veiled(session, found.owner if is_opener else found.opener, found.veil))

    def post(self, letter: Letter) -> None:
        """Keep the letter for the other side of its thread."""
        with _session() as session:
            thread = session.get(PostThread, letter.thread)
            if thread is None or letter.sender not in {thread.opener, thread.owner}:
                raise UnknownClaim("thread")
            if session.get(SealedLetter, letter.id) is not None:
                return
            to_state = thread.owner if letter.sender == thread.opener else thread.opener
            row = SealedLetter(id=letter.id, thread_id=letter.thread, to_state=to_state, sealed=letter.sealed)
            row.posted_at = clock.utc_now()
            session.add(row)

    def collect(self, state: str) -> tuple[Delivered, ...]:
        """What waits for a state."""
        with _session() as session:
            waiting = select(SealedLetter, PostThread).join(PostThread, PostThread.id == SealedLetter.thread_id)
            waiting = waiting.where(SealedLetter.to_state == state, SealedLetter.arrived_at.is_(None))
            rows = session.execute(waiting.order_by(SealedLetter.posted_at, SealedLetter.id).limit(MOST_AT_ONCE))
            return tuple(
                Delivered(
                    one.id, one.thread_id, one.sealed, thread.veil, thread.claim if thread.owner == state else None
                )
                for one, thread in rows
            )

    def acknowledge(self, state: str, letters: tuple[UUID, ...]) -> None:
        """Forget what arrived; that it did is kept."""
        arrived = update(SealedLetter).where(SealedLetter.id.in_(letters), SealedLetter.to_state == state)
        with _session() as session:
            session.execute(arrived.values(sealed=b"", arrived_at=clock.utc_now()))

    def delivered(self, letters: tuple[UUID, ...]) -> frozenset[UUID]:
        """Which of these were acknowledged."""
        with _session() as session:
            arrived = select(SealedLetter.id).where(SealedLetter.id.in_(letters), SealedLetter.arrived_at.is_not(None))
            return frozenset(session.scalars(arrived))


@contextmanager
def _session() -> Iterator[Session]:
    if "work" in db.session().info:
        raise RuntimeError("the registry is never called inside a unit of work")
    try:
        with writing(), Session(db.engine, expire_on_commit=False) as session, session.begin():
            yield session
    except OperationalError as fault:
        raise RegistryGone("the mailbox does not answer") from fault


def _begin(session: Session, thread: UUID, sender: str, claim: str) -> PostThread:
    held = _claim(session, claim)
    row = PostThread(
        id=thread, opener=sender, owner=held.member_state, claim=held.reference, veil=secrets.token_bytes(32),
        begun_at=clock.utc_now(),
    )  # fmt: skip
    session.add(row)
    return row


def _claim(session: Session, shown: str) -> Claim:
    """The claim that this side was told of; a protected one by the name that does not give its state away."""
    wanted = select(Claim).where(Claim.reference == shown)
    if shown.startswith(_PROTECTED):
        first = shown.removeprefix(_PROTECTED).lower()
        low, high = UUID(first + "0" * 24), UUID(first + "f" * 24)
        wanted = select(Claim).where(Claim.is_protected.is_(True), Claim.id.between(low, high))
    found = session.scalars(wanted.limit(1)).first()
    if found is None:
        raise UnknownClaim(shown)
    return found


def _veiled(session: Session, state: str, veil: bytes) -> bytes:
    row = session.get(PostKey, state)
    if row is None:
        raise RegistryGone("the other side has published no key yet")
    return X25519PrivateKey.from_private_bytes(veil).exchange(X25519PublicKey.from_public_bytes(row.key))
