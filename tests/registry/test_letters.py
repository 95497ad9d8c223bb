"""The registry carries sealed letters: embedded, or handed in and fetched over signed calls."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.db.session import db
from returns_app.peers.models import PeerBreaker
from returns_app.peers.service import Message
from returns_app.peers.service.breaker import MOST_FAILURES
from returns_app.registry import wire
from returns_app.registry.api.store import COLLECTION_BYTES
from returns_app.registry.connection import mailbox, registry
from returns_app.registry.mailbox import Letter
from returns_app.registry.models import PostThread, SealedLetter
from returns_app.registry.rules import (
    BadRequest,
    NoKeyYet,
    OverQuota,
    RegistryGone,
    RequestReused,
    UnknownClaim,
)
from returns_app.registry.service import post_office
from returns_app.registry.service.post_office import MOST_AT_ONCE, MOST_BYTES, EmbeddedMailbox
from returns_app.registry.statuses import ClaimStatus
from tests.checks.builders import move_clock
from tests.registry.builders import CHINEDU, announced
from tests.registry.calls import message, reply, send, signed
from tests.registry.parties import Parties

pytestmark = pytest.mark.postgres
SEALED = b"nothing that the registry can read" * 100


def a_thread(sender: str = "NL") -> UUID:
    """The Netherlands write about a claim of Belgium."""
    claim, thread = announced(CHINEDU, "BE").reference, uuid4()
    for state in ("NL", "BE"):
        mailbox().publish(state, state.encode() * 16)
    mailbox().contact(thread, sender, claim)
    return thread


def a_letter(thread: UUID, sender: str = "NL", sealed: bytes = SEALED) -> Letter:
    """Handed in."""
    letter = Letter(uuid4(), thread, sender, sealed)
    mailbox().post(letter)
    return letter


def _stored() -> int:
    db.session().rollback()
    return db.session().scalar(select(func.count()).select_from(SealedLetter)) or 0


def test_a_letter_goes_there_and_an_answer_comes_back(house: Flask) -> None:
    thread = a_thread()
    letter = a_letter(thread)
    (came,) = mailbox().collect("BE")
    assert (came.id, came.thread, came.sealed, bool(came.claim)) == (letter.id, thread, SEALED, True)
    assert mailbox().delivered("NL", (letter.id,)) == frozenset()
    mailbox().acknowledge("BE", (letter.id,))
    assert mailbox().delivered("NL", (letter.id,)) == {letter.id}
    assert mailbox().collect("BE") == ()
    answer = a_letter(thread, "BE")
    (came,) = mailbox().collect("NL")
    assert (came.id, came.claim) == (answer.id, None)


def test_what_was_taken_in_is_forgotten_and_what_nobody_fetches_is_too(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = a_thread()
    fetched, _left = a_letter(thread), a_letter(thread)
    mailbox().acknowledge("BE", (fetched.id,))
    db.session().rollback()
    assert db.session().get_one(SealedLetter, fetched.id).sealed == b""
    move_clock(monkeypatch, timedelta(days=91))
    assert (EmbeddedMailbox().collect("BE"), _stored()) == ((), 0)


def test_a_letter_handed_in_twice_is_carried_once_and_no_id_serves_two(house: Flask) -> None:
    thread = a_thread()
    letter = a_letter(thread)
    mailbox().post(Letter(letter.id, thread, "NL", b"sealed anew"))
    assert [one.sealed for one in mailbox().collect("BE")] == [SEALED]
    with pytest.raises(RequestReused):
        mailbox().post(Letter(letter.id, thread, "BE", SEALED))


def test_strangers_neither_write_nor_learn_that_a_thread_exists(house: Flask) -> None:
    thread = a_thread()
    for attempt in (lambda: a_letter(thread, "SE"), lambda: mailbox().contact(thread, "SE", "BE-NOBODY")):
        with pytest.raises(UnknownClaim):
            attempt()
    letter = a_letter(thread)
    mailbox().acknowledge("NL", (letter.id,))
    mailbox().acknowledge("SE", (letter.id,))
    assert len(mailbox().collect("BE")) == 1
    assert mailbox().delivered("SE", (letter.id,)) == frozenset()


@pytest.mark.parametrize("claim", ["BE-NOBODY", "MS-NOTHEXAD", "MS-0000", ""])
def test_nobody_is_reached_by_a_claim_that_is_none(house: Flask, claim: str) -> None:
    mailbox().publish("BE", b"k" * 32)
    with pytest.raises(UnknownClaim):
        mailbox().contact(uuid4(), "NL", claim)


def test_a_state_that_has_told_no_key_keeps_nothing_waiting_but_letters_to_it(house: Flask) -> None:
    claim = announced(CHINEDU, "BE").reference
    mailbox().publish("NL", b"n" * 32)
    for _ in range(MOST_FAILURES + 1):
        with pytest.raises(NoKeyYet):
            mailbox().contact(uuid4(), "NL", claim)
    assert db.session().scalar(select(func.count()).select_from(PeerBreaker)) == 0
    assert registry().statuses((claim,)) == {claim: ClaimStatus.OPEN}
    mailbox().publish("BE", b"b" * 32)
    assert mailbox().contact(uuid4(), "NL", claim).key


def test_too_long_a_letter_and_no_key_are_refused(house: Flask) -> None:
    thread = a_thread()
    for sealed in (b"", b"x" * (MOST_BYTES + 1)):
        with pytest.raises(BadRequest):
            a_letter(thread, sealed=sealed)
    with pytest.raises(BadRequest):
        mailbox().publish("NL", b"short")


def test_a_state_hands_in_so_much_a_day_and_no_more(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    thread = a_thread()
    monkeypatch.setattr(post_office, "quota", lambda: 3)
    for _ in range(3):
        a_letter(thread)
    with pytest.raises(RegistryGone):
        a_letter(thread)
    a_letter(thread, "BE")
    with pytest.raises(OverQuota):
        for _ in range(4):
            EmbeddedMailbox().contact(uuid4(), "NL", _claim(thread))
    move_clock(monkeypatch, timedelta(days=1, minutes=1))
    EmbeddedMailbox().post(Letter(uuid4(), thread, "NL", SEALED))


def test_one_collection_holds_so_many_and_the_rest_comes_after(house: Flask) -> None:
    thread = a_thread()
    for _ in range(MOST_AT_ONCE + 2):
        a_letter(thread)
    first = mailbox().collect("BE")
    assert len(first) == MOST_AT_ONCE
    mailbox().acknowledge("BE", tuple(one.id for one in first))
    assert len(mailbox().collect("BE")) == 2


def test_how_much_waits_no_length_tells(house: Flask, parties: Parties) -> None:
    thread, lengths = a_thread(), set[int]()
    for _ in range(4):
        lengths.add(len(reply(parties, _collecting()).body))
        a_letter(thread, sealed=b"x" * (MOST_BYTES - 1))
    assert lengths == {COLLECTION_BYTES}


def test_a_node_speaks_and_collects_for_its_own_state_alone(house: Flask, parties: Parties) -> None:
    thread = a_thread()
    letter = a_letter(thread)
    foreign = (
        (wire.LETTER_KEYS, wire.LetterKey("NL", b"k" * 32)), (wire.LETTER_CONTACTS, wire.ContactAsked(thread, "NL", "")),
        (wire.LETTERS, Letter(uuid4(), thread, "NL", SEALED)), (wire.LETTER_COLLECTIONS, wire.Collection("NL")),
        (wire.LETTER_RECEIPTS, wire.LettersOf("NL", (letter.id,))),
        (wire.LETTER_DELIVERIES, wire.LettersOf("NL", (letter.id,))),
    )  # fmt: skip
    for path, said in foreign:
        assert send(parties, signed(message(said, path), "BE"))[0] == 403
    assert len(mailbox().collect("BE")) == 1


def test_the_idempotency_key_of_a_letter_is_its_id(house: Flask, parties: Parties) -> None:
    letter = Letter(uuid4(), a_thread(), "NL", SEALED)
    assert send(parties, signed(message(letter, wire.LETTERS)))[0] == 422
    assert send(parties, signed(message(letter, wire.LETTERS, key=letter.id)))[0] == 200
    unsigned = message(letter, wire.LETTERS, key=letter.id)
    assert send(parties, unsigned)[0] == 401
    assert _stored() == 1


def _collecting() -> Message:
    return signed(message(wire.Collection("BE"), wire.LETTER_COLLECTIONS), "BE")


def _claim(thread: UUID) -> str:
    db.session().rollback()
    return db.session().get_one(PostThread, thread).claim
