"""Reservations: all or nothing, once, and of two states at once exactly one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from flask import Flask

from returns_app.core import clock
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.registry import queries
from returns_app.registry.connection import registry
from returns_app.registry.rules import ClaimEntry, RequestReused, Reservation
from returns_app.registry.statuses import ClaimStatus
from tests.people import SEEDER
from tests.registry.builders import (
    AHMAD,
    AHMED,
    BESNIK,
    CHINEDU,
    UNTIL,
    an_entry,
    announced,
    asked,
    completed,
    reserved,
    someone,
)

pytestmark = pytest.mark.postgres
RIVALS = 20
HOUSEHOLD = [
    someone(name, "Beridze", born, "GE", f"14AB0000{place}", phones=("+995322000000",))
    for place, (name, born) in enumerate(
        [("Giorgi", "1984-02-02"), ("Nino", "1986-11-20"), ("Luka", "2016-09-09"), ("Ana", "2016-09-09")], start=1
    )
]


def _status(reference: str) -> ClaimStatus:
    return registry().statuses((reference,))[reference]


def test_a_family_is_reserved_as_one(house: Flask) -> None:
    family = uuid4()
    won = reserved([an_entry(one, "NL", family_handle=family) for one in HOUSEHOLD])
    assert won.won
    assert len(set(won.references)) == len(won.addresses_by_entry) == 4
    assert all(won.addresses_by_entry)
    assert {_status(reference) for reference in won.references} == {ClaimStatus.RESERVED}


def test_the_second_is_told_who_was_first_and_when(house: Flask) -> None:
    reserved([an_entry(AHMAD, "BE")])
    lost = reserved([an_entry(CHINEDU, "NL"), an_entry(AHMED, "NL")])
    assert (lost.won, lost.by_state, lost.references) == (False, "BE", ())
    assert lost.at is not None
    assert datetime.fromisoformat(lost.at) <= clock.utc_now()
    assert queries.count_claims(db.session()) == {ClaimStatus.RESERVED: 1}


def test_a_protected_rival_stays_unnamed(house: Flask) -> None:
    reserved([an_entry(CHINEDU, "FR", is_protected=True)])
    assert reserved([an_entry(CHINEDU, "NL")]).by_state is None


def test_an_earlier_return_is_no_rival(house: Flask) -> None:
    completed(announced(BESNIK, "SE", opened=date(2021, 5, 1)).reference, date(2021, 11, 2))
    assert reserved([an_entry(BESNIK, "NL")]).won


def test_a_claim_found_to_be_somebody_else_is_no_rival(house: Flask) -> None:
    announced(CHINEDU, "DE")
    (hit,) = asked(CHINEDU).hits
    assert not reserved([an_entry(CHINEDU, "NL")]).won
    assert reserved([an_entry(CHINEDU, "NL")], cleared=(hit.claim,)).won


def test_the_same_request_wins_once(house: Flask) -> None:
    request, entry = uuid4(), an_entry(CHINEDU, "NL")
    first = reserved([entry], request)
    assert first == reserved([entry], request)
    assert queries.count_claims(db.session()) == {ClaimStatus.RESERVED: 1}


def test_another_body_under_the_same_request_is_refused(house: Flask) -> None:
    request = uuid4()
    reserved([an_entry(CHINEDU, "NL")], request)
    with pytest.raises(RequestReused):
        reserved([an_entry(BESNIK, "NL")], request)


def test_what_never_became_a_decision_is_released_and_may_be_reserved_again(house: Flask) -> None:
    request, entry = uuid4(), an_entry(CHINEDU, "NL")
    orphan = reserved([entry], request)
    assert registry().release(request, keep=()) == orphan.references
    assert registry().release(request, keep=()) == ()
    assert reserved([an_entry(CHINEDU, "BE")]).won
    assert not reserved([entry], request).won


def test_a_released_request_may_win_again(house: Flask) -> None:
    request, entry = uuid4(), an_entry(CHINEDU, "NL")
    orphan = reserved([entry], request)
    registry().release(request, keep=())
    again = reserved([entry], request)
    assert again.won
    assert again.references != orphan.references


def test_what_its_owner_keeps_is_not_released(house: Flask) -> None:
    request = uuid4()
    kept = reserved([an_entry(CHINEDU, "NL")], request)
    assert registry().release(request, keep=kept.references) == ()
    assert _status(kept.references[0]) is ClaimStatus.RESERVED


def test_a_reservation_lapses_the_day_after_its_last(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    (claim,) = reserved([an_entry(CHINEDU, "NL")]).references
    (used,) = reserved([an_entry(BESNIK, "NL")]).references
    registry().change_status(used, ClaimStatus.DEPARTED, UNTIL)
    after = UNTIL + timedelta(days=1)
    assert registry().lapse(after) == ()  # whoever asks, the registry's own day counts
    monkeypatch.setattr(clock, "utc_now", lambda: datetime.combine(UNTIL, time(12), UTC))
    assert registry().lapse(UNTIL) == ()
    monkeypatch.setattr(clock, "utc_now", lambda: datetime.combine(after, time(12), UTC))
    assert registry().lapse(after) == (claim,)
    assert (_status(claim), _status(used)) == (ClaimStatus.EXPIRED, ClaimStatus.DEPARTED)
    assert asked(CHINEDU).hits == ()


def test_it_refuses_to_work_inside_a_unit_of_work(house: Flask) -> None:
    entry = an_entry(CHINEDU)
    with unit_of_work(SEEDER), pytest.raises(RuntimeError, match="unit of work"):
        reserved([entry])


def test_of_twenty_at_once_exactly_one_wins(house: Flask) -> None:
    spellings = [
        CHINEDU,
        replace(CHINEDU, documents=()),
        someone("Chinedou", "Okafor", "1991-03-14", "NG", "A01234567"),
    ]
    entries = [an_entry(spellings[place % 3], state=("NL", "BE")[place % 2]) for place in range(RIVALS)]
    start = Barrier(RIVALS)

    def try_it(entry: ClaimEntry) -> Reservation:
        with house.app_context():
            start.wait()
            try:
                return reserved([entry])
            finally:
                db.session.remove()

    with ThreadPoolExecutor(RIVALS) as pool:
        outcomes = list(pool.map(try_it, entries))
    assert sum(outcome.won for outcome in outcomes) == 1
    assert all(outcome.at for outcome in outcomes if not outcome.won)
    assert queries.count_claims(db.session()) == {ClaimStatus.RESERVED: 1}
