"""Letters on their way: sealed and handed to the registry, fetched and taken in, delivered or tried again."""

import json
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db.encrypted import key_store
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork, settings
from returns_app.jobs.service import Effect, TryLater, calls_out, every, promise, run_now
from returns_app.peers.service import Identity
from returns_app.registry.connection import NODE, mailbox, signatory, spoken_for
from returns_app.registry.mailbox import Delivered, Letter
from returns_app.registry.rules import RegistryGone, UnknownClaim
from returns_app.review import queries
from returns_app.review.rules import RefusedLetter
from returns_app.review.service.receiving import receive
from returns_app.review.service.sealing import open_sealed, public_key, seal, sealed_to
from returns_app.review.service.signing import Envelope, own_thread_key, sign, verify
from returns_app.review.service.writing import POST, post_key

SYSTEM = system_actor("review")
ROUND = timedelta(minutes=5)
COLLECT, CONFIRM = "review.collect_letters", "review.confirm_letters"


def carry(letter_id: UUID | None) -> None:
    """Try at once what the worker would do within a minute."""
    if not letter_id or not run_now(post_key(letter_id)) or settings().is_federated:
        return
    if run_now(f"collect|{letter_id}"):  # the other half lives in this house: it has the letter at once
        run_now(f"confirm|collect|{letter_id}")


@calls_out(POST)
def post_promised(payload: dict[str, Any]) -> Effect | None:
    """Seal a letter to the other side's key and hand it in."""
    letter_id = UUID(payload["letter"])
    with scope(SYSTEM):
        letter, review = queries.get_letter(db.session(), letter_id)
        thread, state, claim = review.thread_id, review.member_state, review.claim
        body, is_named, at = json.loads(letter.body), review.is_named, letter.written_at
        db.session().rollback()
    try:
        publish_keys()
        to_key = mailbox().contact(thread, state, claim).key
        who = signatory(state) if is_named else Identity("", own_thread_key(_secret(state), thread))
        signed = sign(body, who.key, who.name, at, Envelope(thread, letter_id, to_key))
        mailbox().post(Letter(letter_id, thread, state, seal(signed, to_key, thread, letter_id)))
    except UnknownClaim:
        return partial(_undeliverable, letter_id=letter_id)
    except RegistryGone as gone:
        raise TryLater from gone
    return partial(_posted, letter_id=letter_id)


@every(ROUND, COLLECT)
@calls_out(COLLECT)
def collect(payload: dict[str, Any]) -> Effect | None:
    """Fetch what waits for the states of this house, and learn which of our own letters arrived."""
    if settings().serves != NODE:
        return None
    try:
        publish_keys()
        waiting = [(state, one) for state in _states() for one in mailbox().collect(state)]
        arrived = _arrived()
    except RegistryGone as gone:
        raise TryLater from gone
    return partial(_take_in, waiting=waiting, arrived=arrived, key=str(payload.get("key", "")))


@calls_out(CONFIRM)
def confirm(payload: dict[str, Any]) -> Effect | None:
    """Tell the registry what was taken in, and look which of our own letters were."""
    taken = {state: tuple(map(UUID, letters)) for state, letters in payload["letters"].items()}
    try:
        for state, letters in taken.items():
            mailbox().acknowledge(state, letters)
        arrived = _arrived()
    except RegistryGone as gone:
        raise TryLater from gone
    told = [letter for letters in taken.values() for letter in letters]
    return partial(_go_on, arrived=arrived, told=told, key=str(payload.get("key", "")))


def publish_keys() -> None:
    """Every state of this house has a key, and the registry knows its public half."""
    for state in _states():
        mailbox().publish(state, public_key(_secret(state)))


def _states() -> tuple[str, ...]:
    with scope(SYSTEM):
        found = queries.list_own_states(db.session())
        db.session().rollback()
    return spoken_for(found)


def _arrived() -> frozenset[UUID]:
    """Which of our letters were taken in since we last asked."""
    with scope(SYSTEM):
        waiting = queries.list_undelivered(db.session())
        db.session().rollback()
    found = (mailbox().delivered(state, letters) for state, letters in waiting.items())
    return frozenset[UUID]().union(*found)


def _secret(state: str) -> bytes:
    directory = key_store().directory
    directory.create(f"post-{state.lower()}")
    return directory.key(f"post-{state.lower()}")


def _posted(work: UnitOfWork, letter_id: UUID) -> None:
    letter, _review = queries.get_letter(work.session, letter_id)
    letter.posted_at = work.now
    key = f"collect|{letter_id}"
    promise(work, COLLECT, {"key": key}, key=key)
    work.record(Action.LETTER_POSTED, case_id=letter.case_id, letter=letter_id)


def _undeliverable(work: UnitOfWork, letter_id: UUID) -> None:
    """The claim has gone: there is nobody to write to, and the page says so."""
    letter, _review = queries.get_letter(work.session, letter_id)
    letter.lost_at = work.now
    work.record(Action.LETTER_LOST, case_id=letter.case_id, letter=letter_id)


def _take_in(work: UnitOfWork, waiting: Sequence[tuple[str, Delivered]], arrived: frozenset[UUID], key: str) -> None:
    taken: dict[str, list[str]] = {}
    for state, one in waiting:
        if _is_dealt_with(work, state, one):
            taken.setdefault(state, []).append(str(one.id))
    if taken:
        key = key or f"{COLLECT}|{work.now.isoformat()}"
        promise(work, CONFIRM, {"letters": taken, "key": key}, key=f"confirm|{key}")
    _mark(work, arrived)


def _is_dealt_with(work: UnitOfWork, state: str, one: Delivered) -> bool:
    """True when a letter was taken in, or refused for good; what can't be trusted is logged and keeps nobody waiting."""
    secret = _secret(state)
    try:
        told = open_sealed(one.sealed, secret, one.veil, one.thread, one.id)
        signed = verify(told, Envelope(one.thread, one.id, sealed_to(secret, one.veil)), work.now)
        return receive(work, state, one, signed)
    except RefusedLetter as refused:
        work.record(Action.LETTER_REFUSED, letter=one.id, thread=one.thread, state=state, why=refused.why)
        return True


def _go_on(work: UnitOfWork, arrived: frozenset[UUID], told: Sequence[UUID], key: str) -> None:
    """What was taken in makes room: there may be more."""
    queries.mark_acknowledged(work.session, told, work.now)
    _mark(work, arrived)
    if key:
        promise(work, COLLECT, {"key": f"more|{key}"[:90]}, key=f"more|{key}"[:90])


def _mark(work: UnitOfWork, arrived: frozenset[UUID]) -> None:
    for letter in queries.list_letters(work.session, arrived):
        if letter.arrived_at is None:
            letter.arrived_at = work.now
            work.record(Action.LETTER_ARRIVED, case_id=letter.case_id, letter=letter.letter_id)
