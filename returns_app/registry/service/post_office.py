"""The embedded mailbox: threads, veiled keys and sealed letters in the registry's own tables."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db.audit_log import Event, append
from returns_app.db.encrypted import key_store
from returns_app.db.session import db, writing
from returns_app.db.unit_of_work import settings
from returns_app.registry.mailbox import Contact, Delivered, Letter
from returns_app.registry.models import Claim, PostKey, PostThread, SealedLetter
from returns_app.registry.rules import BadRequest, NoKeyYet, OverQuota, RegistryGone, RequestReused, UnknownClaim

KEY_BYTES = 32
MOST_BYTES = 20_000  # of one letter
MOST_AT_ONCE = 9
MOST_BYTES_AT_ONCE = 40_000  # so that every answer to a collection has one length
RETENTION = timedelta(days=90)
DAY = timedelta(days=1)
_PROTECTED = "MS-"
_ACTOR = system_actor("registry")


class EmbeddedMailbox:
    """Never called inside a unit of work: a registry elsewhere could not take part in it either."""

    def __init__(self, is_down: Callable[[], bool] = lambda: False) -> None:
        """`is_down` lets tests and drills switch the registry off."""
        self._is_down = is_down

    def publish(self, state: str, key: bytes) -> None:
        """Keep a state's public key; a new one replaces it for letters that are written later."""
        if len(key) != KEY_BYTES:
            raise BadRequest("a key has 32 bytes")
        with self._session() as session:
            row = session.get(PostKey, state) or PostKey(state=state)
            if row.key != key:
                row.key, row.published_at = key, clock.utc_now()
                session.add(row)

    def contact(self, thread: UUID, sender: str, claim: str) -> Contact:
        """Begin the thread where it does not exist; the key of its other side, veiled."""
        with self._session() as session:
            found = session.get(PostThread, thread) or _begin(session, thread, sender, claim)
            return Contact(_veiled(session, _other_side(found, sender), found.veil))

    def post(self, letter: Letter) -> None:
        """Keep the letter for the other side of its thread."""
        if not 0 < len(letter.sealed) <= MOST_BYTES:
            raise BadRequest("a letter is longer than the registry carries, or empty")
        with self._session() as session:
            thread = session.get(PostThread, letter.thread)
            if thread is None:
                raise UnknownClaim("thread")
            to_state = _other_side(thread, letter.sender)
            if _is_known(session, letter):
                return
            handed_in = (SealedLetter.from_state == letter.sender, SealedLetter.posted_at > clock.utc_now() - DAY)
            _check_quota(session, *handed_in)
            row = SealedLetter(
                id=letter.id, thread_id=letter.thread, from_state=letter.sender, to_state=to_state,
                sealed=letter.sealed, posted_at=clock.utc_now(),
            )  # fmt: skip
            session.add(row)
            told = {"letter": letter.id, "thread": letter.thread, "state": letter.sender}
            session.flush()
            event = Event(Action.REGISTRY_CARRIED, None, told)
            append(session.connection(), key_store(), _ACTOR, clock.utc_now(), [event])

    def collect(self, state: str) -> tuple[Delivered, ...]:
        """The oldest letters that wait for a state, as many as one answer holds; what nobody fetched is forgotten."""
        with self._session() as session:
            session.execute(delete(SealedLetter).where(SealedLetter.posted_at < clock.utc_now() - RETENTION))
            waiting = select(SealedLetter, PostThread).join(PostThread, PostThread.id == SealedLetter.thread_id)
            waiting = waiting.where(SealedLetter.to_state == state, SealedLetter.arrived_at.is_(None))
            oldest = waiting.order_by(SealedLetter.posted_at, SealedLetter.id).limit(MOST_AT_ONCE)
            found = ((one, thread) for one, thread in session.execute(oldest))
            return tuple(_delivered(one, thread, state) for one, thread in _as_many_as_fit(found))

    def acknowledge(self, state: str, letters: tuple[UUID, ...]) -> None:
        """Forget what arrived; that it did is kept."""
        arrived = update(SealedLetter).where(SealedLetter.id.in_(letters), SealedLetter.to_state == state)
        arrived = arrived.where(SealedLetter.arrived_at.is_(None))
        with self._session() as session:
            session.execute(arrived.values(sealed=b"", arrived_at=clock.utc_now()))

    def delivered(self, state: str, letters: tuple[UUID, ...]) -> frozenset[UUID]:
        """Which of these letters of a state were acknowledged."""
        mine = (SealedLetter.id.in_(letters), SealedLetter.from_state == state)
        with self._session() as session:
            return frozenset(
                session.scalars(select(SealedLetter.id).where(*mine, SealedLetter.arrived_at.is_not(None)))
            )

    @contextmanager
    def _session(self) -> Iterator[Session]:
        if self._is_down():
            raise RegistryGone("switched off")
        if "work" in db.session().info:
            raise RuntimeError("the registry is never called inside a unit of work")
        try:
            with writing(), Session(db.engine, expire_on_commit=False) as session, session.begin():
                yield session
        except OperationalError as fault:
            raise RegistryGone("the mailbox does not answer") from fault


def quota() -> int:
    """How many letters a state hands in, and how many threads it begins, within a day."""
    return settings().state_letters_per_day


def _begin(session: Session, thread: UUID, sender: str, claim: str) -> PostThread:
    held = _claim(session, claim)
    _check_quota(session, PostThread.opener == sender, PostThread.begun_at > clock.utc_now() - DAY)
    row = PostThread(
        id=thread, opener=sender, owner=held.member_state, claim=held.reference,
        veil=secrets.token_bytes(KEY_BYTES), begun_at=clock.utc_now(),
    )  # fmt: skip
    session.add(row)
    return row


def _other_side(thread: PostThread, sender: str) -> str:
    """To whom somebody writes in a thread; a stranger to it does not learn that it exists."""
    if sender not in {thread.opener, thread.owner}:
        raise UnknownClaim("thread")
    return thread.owner if sender == thread.opener else thread.opener


def _is_known(session: Session, letter: Letter) -> bool:
    """True when it was handed in before: sealed again it looks differently, so id, thread and sender tell it."""
    known = session.get(SealedLetter, letter.id)
    if known is None:
        return False
    if (known.thread_id, known.from_state) != (letter.thread, letter.sender):
        raise RequestReused("this id belongs to another letter")
    return True


def _check_quota(session: Session, *within_a_day: ColumnElement[bool]) -> None:
    """A state that floods the others waits: everything it began or handed in within a day counts."""
    if (session.scalar(select(func.count()).where(*within_a_day)) or 0) >= quota():
        raise OverQuota("more letters than a state may hand in within a day")


def _as_many_as_fit(rows: Iterator[tuple[SealedLetter, PostThread]]) -> Iterator[tuple[SealedLetter, PostThread]]:
    room = MOST_BYTES_AT_ONCE
    for one, thread in rows:
        room -= len(one.sealed)
        if room < 0:
            return
        yield one, thread


def _delivered(one: SealedLetter, thread: PostThread, state: str) -> Delivered:
    return Delivered(one.id, one.thread_id, one.sealed, thread.veil, thread.claim if thread.owner == state else None)


def _claim(session: Session, shown: str) -> Claim:
    """The claim that this side was told of; a protected one by the name that does not give its state away."""
    wanted = select(Claim).where(Claim.reference == shown)
    if shown.startswith(_PROTECTED):
        wanted = select(Claim).where(Claim.is_protected.is_(True), Claim.id.between(*_span(shown)))
    found = session.scalars(wanted.limit(1)).first()
    if found is None:
        raise UnknownClaim(shown)
    return found


def _span(shown: str) -> tuple[UUID, UUID]:
    """The ids that a protected claim's name can stand for."""
    first = shown.removeprefix(_PROTECTED).lower()
    try:
        return UUID(first + "0" * 24), UUID(first + "f" * 24)
    except ValueError as fault:
        raise UnknownClaim(shown) from fault


def _veiled(session: Session, state: str, veil: bytes) -> bytes:
    row = session.get(PostKey, state)
    if row is None:
        raise NoKeyYet("the other side has published no key yet")
    return X25519PrivateKey.from_private_bytes(veil).exchange(X25519PublicKey.from_public_bytes(row.key))
