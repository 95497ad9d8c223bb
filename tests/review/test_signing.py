"""Who wrote a letter is proven inside its seal: forged, replayed and foreign letters are refused, and the log says why."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from sqlalchemy import Select, select, update

from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.peers.rules.federation import read_federation
from returns_app.people.rules import Protection
from returns_app.registry.connection import NODE_PLACE, mailbox, signatory
from returns_app.registry.mailbox import Letter
from returns_app.registry.models import SealedLetter
from returns_app.review import queries, service
from returns_app.review.models import Review, ReviewLetter
from returns_app.review.rules import LetterKind, Message, RefusedLetter, Refusing, Subject
from returns_app.review.service.receiving import check_writer
from returns_app.review.service.sealing import seal
from returns_app.review.service.signing import Envelope, Signed, own_thread_key, sign, verify
from tests import people
from tests.checks.builders import P2, move_clock
from tests.review.builders import a_bench, a_case, the_pair
from tests.review.two_states import ALJBOORI, both_halves, carry_all, half_of, handed_in, in_belgium

pytestmark = pytest.mark.postgres
SAID = {"kind": "message", "subject": "status", "text": "Both of us continue."}
PLACE = Envelope(UUID(int=1), UUID(int=2), bytes(32))


def _refusals() -> set[str]:
    db.session().rollback()
    wanted = select(AuditEvent).where(AuditEvent.action == Action.LETTER_REFUSED).order_by(AuditEvent.id)
    return {str(event.details["why"]) for event in db.session().scalars(wanted)}


def _taken(letter: UUID) -> bool:
    db.session().rollback()
    wanted = select(ReviewLetter.id).where(ReviewLetter.letter_id == letter, ReviewLetter.is_ours.is_(False))
    return db.session().scalar(wanted) is not None


def test_a_letter_of_the_other_state_is_taken_in(house: Flask) -> None:
    _bench, _abroad, ours, _theirs = both_halves()
    letter = handed_in(ours, SAID)
    carry_all()
    assert (_taken(letter), _refusals()) == (True, set())


@pytest.mark.parametrize(
    ("by", "changed", "why"),
    [
        ("NL", {"body": json.dumps({"kind": "outcome", "verdict": "other_person"})}, Refusing.FORGED),
        ("NL", {"at": "2026-01-01T00:00:00+00:00"}, Refusing.FORGED), ("NL", {"signature": "00" * 64}, Refusing.FORGED),
        ("NL", {"signature": "none"}, Refusing.UNSIGNED), ("NL", {"by": "BE"}, Refusing.FORGED),
        ("SE", {}, Refusing.FOREIGN), ("", {}, Refusing.FOREIGN),
    ],
)  # fmt: skip
def test_what_the_other_state_did_not_sign_is_refused_with_a_reason(
    house: Flask, by: str, changed: dict[str, str], why: Refusing
) -> None:
    _bench, _abroad, ours, theirs = both_halves()
    letter = handed_in(ours, SAID, by, changed)
    carry_all()
    assert (_taken(letter), _refusals()) == (False, {why})
    assert half_of(theirs.case_id).other_verdict is None


def test_a_letter_that_comes_again_is_not_taken_in_twice(house: Flask) -> None:
    _bench, _abroad, ours, _theirs = both_halves()
    letter = handed_in(ours, SAID)
    db.session().rollback()
    sealed = db.session().get_one(SealedLetter, letter).sealed
    carry_all()
    with unit_of_work(people.SEEDER) as work:  # the registry brings it again, as if it had not arrived
        again = update(SealedLetter).where(SealedLetter.id == letter)
        work.session.execute(again.values(sealed=sealed, arrived_at=None))
        work.record(Action.ROUND_BEGUN)
    carry_all()
    assert _refusals() == {Refusing.REPLAYED}


def test_a_letter_about_another_claim_than_its_writer_meant_opens_nothing(house: Flask) -> None:
    _bench, abroad, ours, theirs = both_halves()
    with unit_of_work(people.SEEDER) as work:
        work.session.delete(work.session.get_one(ReviewLetter, work.session.scalars(_opened_there()).one()))
        work.session.delete(work.session.get_one(Review, theirs.id))
        work.record(Action.ROUND_BEGUN)
    for body in ({"state": "NL", "claim": "BE-OTHER123"}, {"state": "SE", "claim": ours.claim}):
        handed_in(ours, {"kind": "opened", "alert": "D1", **body})
    carry_all()
    assert _refusals() == {Refusing.FOREIGN}
    with scope(people.SEEDER):
        assert queries.list_of_case(db.session(), people.SEEDER, abroad.case_id) == []


def test_whose_a_protected_claim_is_no_signature_tells_and_yet_one_hand_writes(house: Flask) -> None:
    bench = a_bench()
    abroad = in_belgium(replace(ALJBOORI, protection=Protection.YES))
    ours = the_pair(a_case(bench, P2, "IQ"))
    carry_all()
    theirs = half_of(abroad.case_id)
    assert (ours.is_named, theirs.is_named) == (True, False)
    with unit_of_work(abroad.counsellor) as work:
        service.send_message(work, theirs.id, Message(uuid4(), Subject.STATUS, "Nothing was paid out yet."))
    carry_all()
    kept = half_of(ours.case_id).other_key
    assert kept is not None
    assert kept != signatory("BE").public_bytes
    unnamed = Signed(None, bytes(32), clock.utc_now(), {})
    check_writer(replace(unnamed, key=kept), None, kept)
    with pytest.raises(RefusedLetter, match=Refusing.FOREIGN):
        check_writer(unnamed, None, kept)


def test_the_key_of_an_exchange_is_another_one_in_every_exchange() -> None:
    keys = {own_thread_key(b"s" * 32, UUID(int=number)).public_key().public_bytes_raw() for number in range(5)}
    assert len(keys) == 5


def test_a_signature_holds_for_one_place_one_reader_and_a_while(house: Flask) -> None:
    now = clock.utc_now()
    told = sign(SAID, signatory("NL").key, "NL", now, PLACE)
    assert verify(told, PLACE, now).state == "NL"
    for place in (
        replace(PLACE, thread=UUID(int=3)),
        replace(PLACE, letter=UUID(int=3)),
        replace(PLACE, to_key=b"1" * 32),
    ):
        with pytest.raises(RefusedLetter, match=Refusing.FORGED):
            verify(told, place, now)
    for moment in (now + timedelta(days=91), now - timedelta(hours=1)):
        with pytest.raises(RefusedLetter, match=Refusing.OUT_OF_TIME):
            verify(told, PLACE, moment)


def test_a_node_that_the_federation_does_not_know_signs_in_vain(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    node = read_federation('name = "BE"\n[nodes.BE]\nstate = "BE"\nkey = "' + "ab" * 32 + '"\n')
    monkeypatch.setitem(house.extensions, NODE_PLACE, node)
    told = sign(SAID, Ed25519PrivateKey.generate(), "XX", clock.utc_now(), PLACE)
    with pytest.raises(RefusedLetter, match=Refusing.STRANGER):
        verify(told, PLACE, clock.utc_now())


def test_a_letter_whose_thread_never_opens_blocks_the_others_for_a_day_at_most(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    _bench, _abroad, ours, _theirs = both_halves()
    thread, letter = uuid4(), uuid4()
    to_key = mailbox().contact(thread, "NL", ours.claim).key
    signed = sign(SAID, signatory("NL").key, "NL", clock.utc_now(), Envelope(thread, letter, to_key))
    mailbox().post(Letter(letter, thread, "NL", seal(signed, to_key, thread, letter)))
    carry_all()
    assert (_refusals(), len(mailbox().collect("BE"))) == (set(), 1)
    move_clock(monkeypatch, timedelta(hours=25))
    carry_all()
    assert (_refusals(), mailbox().collect("BE")) == ({Refusing.NO_THREAD}, ())


def _opened_there() -> Select[UUID]:
    return select(ReviewLetter.id).where(ReviewLetter.is_ours.is_(False), ReviewLetter.kind == LetterKind.OPENED)
