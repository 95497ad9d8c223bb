"""Store and holders as services: who may ask for what, what is refused with which code."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select

from returns_app.blind.client import prepare
from returns_app.checks.service.tokens import tokens_of
from returns_app.db.keys import KeyDirectory
from returns_app.db.session import db
from returns_app.linkage.match_keys import keys_to_ask
from returns_app.peers.models import PeerCount
from returns_app.peers.rules.shapes import to_plain
from returns_app.registry import queries, wire
from returns_app.registry.connection import registry
from returns_app.registry.rules import MOST_ELEMENTS, Enrolment, Forgetting, RegistryGone
from returns_app.registry.statuses import ClaimStatus
from tests.registry.builders import AHMAD, AHMED, BESNIK, CHINEDU, OPENED, UNTIL, an_entry, announced, asked
from tests.registry.calls import HOLDER, counts, message, question, reply, send, signed
from tests.registry.parties import Parties

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("house", ["federated"], indirect=True)]


def test_a_replay_is_refused_and_stores_nothing(house: Flask, parties: Parties) -> None:
    sent = signed(message(an_entry(CHINEDU, "NL"), wire.CLAIMS))
    assert send(parties, sent)[0] == 200
    before = counts()
    status, told = send(parties, sent)
    assert (status, told["code"]) == (409, "replayed")
    assert counts() == before


def test_a_retry_under_the_same_key_is_answered_alike_and_stored_once(house: Flask, parties: Parties) -> None:
    entry, key = an_entry(CHINEDU, "NL"), uuid4()
    first, second = (send(parties, signed(message(entry, wire.CLAIMS, key=key))) for _ in range(2))
    assert first == second
    assert queries.count_claims(db.session()) == {ClaimStatus.OPEN: 1}
    status, told = send(parties, signed(message(an_entry(BESNIK, "NL"), wire.CLAIMS, key=key)))
    assert (status, told["code"]) == (422, "request_reused")


def test_a_node_speaks_for_its_own_state(house: Flask, parties: Parties) -> None:
    asking = question(member_state="BE")
    reserve = wire.ReservationAsked((an_entry(CHINEDU, "BE"),), (), UNTIL)
    for said, path, key in (
        (asking, wire.QUESTIONS, asking.request_id),
        (an_entry(CHINEDU, "BE"), wire.CLAIMS, None),
        (reserve, wire.RESERVATIONS, None),
    ):
        status, told = send(parties, signed(message(said, path, key=key)))
        assert (status, told["code"]) == (403, "not_yours"), path
    assert queries.count_claims(db.session()) == {}


def test_a_node_changes_and_reads_its_own_claims_alone(house: Flask, parties: Parties) -> None:
    request = uuid4()
    theirs = registry().reserve(request, (an_entry(CHINEDU, "BE"),), (), UNTIL).references
    for said, path in (
        (wire.Move(theirs[0], ClaimStatus.REVOKED, OPENED), wire.MOVES),
        (wire.References(theirs), wire.STATUSES),
        (wire.Release(request, ()), wire.RELEASES),
        (wire.Kept((Enrolment(theirs[0], ()),)), wire.HOLDINGS),
        (Forgetting(theirs[0], ()), wire.FORGETTINGS),
    ):
        status, told = send(parties, signed(message(said, path)))
        assert (status, told["code"]) == (403, "not_yours"), path
    assert registry().statuses(theirs) == {theirs[0]: ClaimStatus.RESERVED}


def test_a_check_without_somebody_or_a_purpose_is_refused(house: Flask, parties: Parties) -> None:
    asking = question(asker="")
    assert send(parties, signed(message(asking, key=asking.request_id)))[1]["code"] == "bad_request"
    for name in ("purpose", "family_handle"):
        told = {**to_plain(asking), "asker": "a"}
        del told[name]
        status, answer = send(parties, signed(message(json.dumps(told).encode(), key=asking.request_id)))
        assert (status, answer["code"]) == (400, "bad_shape")


def test_found_or_not_the_answer_has_the_same_length(house: Flask, parties: Parties) -> None:
    announced(AHMAD, "BE", opened=date(2025, 11, 11))
    lengths = set()
    for who in (AHMED, BESNIK):
        asking = question(tokens=tokens_of(registry(), (1,), keys_to_ask(who)))
        came = reply(parties, signed(message(asking, key=asking.request_id)))
        assert bool(json.loads(came.body)["answer"]["hits"]) is (who is AHMED)
        lengths.add(len(came.body))
    assert lengths == {8192}


def test_whoever_asks_for_too_many_different_people_is_stopped(house: Flask, parties: Parties) -> None:
    store = parties.apps["store"]
    before = store.extensions["returns.settings"]
    store.extensions["returns.settings"] = replace(before, asker_tokens_per_day=60)
    try:
        for _ in range(5):
            asked(CHINEDU)
        with pytest.raises(RegistryGone, match="too_many"):
            for who in (BESNIK, AHMED, AHMAD):
                asked(who)
    finally:
        store.extensions["returns.settings"] = before


def test_what_is_refused_for_being_too_much_is_not_counted_and_serves_once(house: Flask, parties: Parties) -> None:
    store = parties.apps["store"]
    before = store.extensions["returns.settings"]
    store.extensions["returns.settings"] = replace(before, state_tokens_per_day=1)
    asking = question()
    sent = signed(message(asking, key=asking.request_id))
    try:
        assert send(parties, sent)[1]["code"] == "too_many"
        assert send(parties, sent)[1]["code"] == "replayed"
    finally:
        store.extensions["returns.settings"] = before
    db.session().rollback()
    assert db.session().scalars(select(PeerCount.asker).where(PeerCount.asker == asking.asker)).all() == []
    assert send(parties, signed(message(asking, key=asking.request_id)))[0] == 200


def test_a_holder_refuses_what_is_no_element_and_too_many_of_them(house: Flask, parties: Parties) -> None:
    good = prepare([b"a key"]).blinded
    for elements, code in (
        ((bytes(32),), "bad_request"),
        ((b"\xff" * 32,), "bad_request"),
        (good * (MOST_ELEMENTS + 1), "bad_request"),
    ):
        status, told = send(parties, signed(message(wire.Evaluation(1, elements), wire.EVALUATIONS, HOLDER)))
        assert (status, told["code"]) == (422, code)
    status, told = send(parties, signed(message(wire.Evaluation(7, good), wire.EVALUATIONS, HOLDER)))
    assert (status, told["code"]) == (410, "unknown_epoch")


def test_a_holder_serves_nothing_but_its_own_call(house: Flask, parties: Parties) -> None:
    for path in (wire.QUESTIONS, "/cases", "/sign-in"):
        status, told = send(parties, signed(message(b"{}", path, HOLDER)))
        assert (status, told["code"]) == (404, "not_found")


def test_too_large_a_body_is_refused(house: Flask, parties: Parties) -> None:
    status, told = send(parties, signed(message(b"x" * 3_000_000)))
    assert (status, told["code"]) == (413, "too_large")


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([wire.QUESTIONS, wire.CLAIMS, wire.RESERVATIONS, wire.MOVES]))
def test_hostile_bodies_are_refused_with_a_code(house: Flask, parties: Parties, body: bytes, path: str) -> None:
    status, told = send(parties, signed(message(body, path)))
    assert (status, told["code"]) == (400, "bad_shape")
    assert queries.count_claims(db.session()) == {}


def test_each_party_holds_its_own_keys_alone(house: Flask, parties: Parties) -> None:
    held = {
        name: set(KeyDirectory(Path(app.extensions["returns.keys"].directory.path)).names(""))
        for name, app in parties.apps.items()
    }
    assert held["store"] == {"audit", "witness", "claims"}
    assert held["holder-a"] == {"audit", "witness", "holder-a-000001"}
    assert held["holder-b"] == {"audit", "witness", "holder-b-000001"}
