"""Letters on their way: sealed and handed to the registry, fetched and taken in, delivered or tried again."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db.encrypted import key_store
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import Effect, TryLater, calls_out, promise, run_now
from returns_app.registry.connection import mailbox
from returns_app.registry.mailbox import Delivered, Letter
from returns_app.registry.rules import RegistryGone, UnknownClaim
from returns_app.review import queries
from returns_app.review.service.receiving import receive
from returns_app.review.service.sealing import UnreadableLetter, open_sealed, public_key, seal
from returns_app.review.service.writing import POST, post_key

SYSTEM = system_actor("review")
COLLECT, CONFIRM = "review.collect_letters", "review.confirm_letters"


def carry(letter_id: UUID | None) -> None:
    """Try at once what the worker would do within a minute."""
    if letter_id and run_now(post_key(letter_id)) and run_now(f"collect|{letter_id}"):
        run_now(f"confirm|collect|{letter_id}")


@calls_out(POST)
def post_promised(payload: dict[str, Any]) -> Effect | None:
    """Seal a letter to the other side's key and hand it in."""
    letter_id = UUID(payload["letter"])
    with scope(SYSTEM):
        letter, review = queries.get_letter(db.session(), letter_id)
        thread, state, claim, body = review.thread_id, review.member_state, review.claim, json.loads(letter.body)
        db.session().rollback()
    try:
        publish_keys()
        contact = mailbox().contact(thread, state, claim)
        mailbox().post(Letter(letter_id, thread, state, seal(body, contact.key, thread, letter_id)))
    except UnknownClaim:
        return partial(_undeliverable, letter_id=letter_id)
    except RegistryGone as gone:
        raise TryLater from gone
    return partial(_posted, letter_id=letter_id)


@calls_out(COLLECT)
def collect(payload: dict[str, Any]) -> Effect | None:
    """Fetch what waits for the states of this house, and learn which of our own letters arrived."""
    try:
        publish_keys()
        waiting = [(state, one) for state in _states() for one in mailbox().collect(state)]
        arrived = mailbox().delivered(_undelivered())
    except RegistryGone as gone:
        raise TryLater from gone
    return partial(_take_in, waiting=waiting, arrived=arrived, key=str(payload.get("key", "")))


@calls_out(CONFIRM)
def confirm(payload: dict[str, Any]) -> Effect | None:
    """Tell the registry what was taken in, and look which of our own letters were."""
    try:
        for state, letters in payload["letters"].items():
            mailbox().acknowledge(state, tuple(map(UUID, letters)))
        arrived = mailbox().delivered(_undelivered())
    except RegistryGone as gone:
        raise TryLater from gone
    return partial(_mark, arrived=arrived)


def publish_keys() -> None:
    """Every state of this house has a key, and the registry knows its public half."""
    for state in _states():
        mailbox().publish(state, public_key(_secret(state)))


def _states() -> tuple[str, ...]:
    with scope(SYSTEM):
        found = queries.list_own_states(db.session())
        db.session().rollback()
    return found


def _undelivered() -> tuple[UUID, ...]:
    with scope(SYSTEM):
        found = queries.list_undelivered(db.session())
        db.session().rollback()
    return found


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
    work.record(Action.LETTER_LOST, case_id=letter.case_id, letter=letter_id)


def _take_in(work: UnitOfWork, waiting: Sequence[tuple[str, Delivered]], arrived: frozenset[UUID], key: str) -> None:
    taken: dict[str, list[str]] = {}
    for state, one in waiting:
        try:
            body = open_sealed(one.sealed, _secret(state), one.veil, one.thread, one.id)
        except UnreadableLetter:
            work.record(Action.LETTER_UNREADABLE, letter=one.id)
            body = None
        if body is None or receive(work, state, one, body):
            taken.setdefault(state, []).append(str(one.id))
    if taken:
        promise(work, CONFIRM, {"letters": taken}, key=f"confirm|{key}" if key else None)
    _mark(work, arrived)


def _mark(work: UnitOfWork, arrived: frozenset[UUID]) -> None:
    for letter in queries.list_letters(work.session, arrived):
        if letter.arrived_at is None:
            letter.arrived_at = work.now
            work.record(Action.LETTER_ARRIVED, case_id=letter.case_id, letter=letter.letter_id)
