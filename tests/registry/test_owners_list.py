"""The owner's own list of addresses holds against whatever the store believes: erasing and comparing, in both forms."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from returns_app.db.session import db
from returns_app.registry import queries
from returns_app.registry.connection import registry
from returns_app.registry.models import Address, Claim
from returns_app.registry.rules import Enrolment, Forgetting, Held
from returns_app.registry.service.hiding import ROWS
from returns_app.registry.statuses import ClaimStatus
from tests.registry.builders import AHMED, BESNIK, CHINEDU, announced, asked

pytestmark = pytest.mark.postgres


def _lie(addresses: tuple[bytes, ...], about: str) -> None:
    """The store believes that these addresses belong to another claim."""
    with db.engine.begin() as connection:
        other = select(Claim.id).where(Claim.reference == about).scalar_subquery()
        connection.execute(update(Address).where(Address.address.in_(addresses)).values(claim_id=other))


def _filled(addresses: tuple[bytes, ...]) -> int:
    db.session().rollback()
    return len(queries.find_filled(db.session(), addresses))


def test_an_owner_erases_what_the_store_believes_to_belong_to_another_of_its_claims(house: Flask) -> None:
    mine, other = announced(CHINEDU, "NL"), announced(BESNIK, "NL")
    _lie(mine.addresses, other.reference)
    registry().change_status(mine.reference, ClaimStatus.REVOKED, date(2026, 3, 3))
    assert _filled(mine.addresses) == ROWS  # by the store's own list nothing was taken away
    assert registry().forget(Forgetting(mine.reference, mine.addresses)) == ROWS
    assert _filled(mine.addresses) == 0
    assert asked(CHINEDU, "BE").hits == ()
    assert len(asked(BESNIK, "BE").hits) == 1
    assert registry().statuses((mine.reference,)) == {mine.reference: ClaimStatus.REVOKED}


def test_nobody_erases_what_lies_with_another_state_nor_learns_that_it_is_there(house: Flask) -> None:
    mine, theirs = announced(CHINEDU, "NL"), announced(BESNIK, "BE")
    told = registry().compare((Enrolment(mine.reference, (*mine.addresses, *theirs.addresses)),))
    made_up = registry().compare((Enrolment(mine.reference, (*mine.addresses, *_never_stored())),))
    assert told == made_up == (Held(mine.reference, ClaimStatus.OPEN, ROWS, 0, 0),)
    assert registry().forget(Forgetting(mine.reference, theirs.addresses)) == 0
    assert _filled(theirs.addresses) == ROWS
    assert [hit.member_state for hit in asked(BESNIK, "NL").hits] == ["BE"]


def test_a_claim_that_the_store_lost_is_erased_all_the_same(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = announced(CHINEDU, "NL")
    with monkeypatch.context() as lost:  # with addresses on other servers no foreign key keeps a claim there
        lost.setattr(queries, "list_named", lambda _session, _references: [])
        lost.setattr(queries, "find_owners", lambda _session, _ids: {})
        assert registry().compare((mine,)) == (Held(mine.reference, None, ROWS, 0, ROWS),)
        assert registry().forget(Forgetting(mine.reference, mine.addresses)) == ROWS
    assert _filled(mine.addresses) == 0


def test_what_is_held_is_told_beside_the_owners_list(house: Flask) -> None:
    one, other, third = announced(CHINEDU, "NL"), announced(BESNIK, "NL"), announced(AHMED, "NL")
    _lie(one.addresses[:3], other.reference)
    assert registry().compare((one, other, third, Enrolment("NL-NEVERSEE", ()))) == (
        Held(one.reference, ClaimStatus.OPEN, 3, 0, 3),
        Held(other.reference, ClaimStatus.OPEN, 0, 3, 0),
        Held(third.reference, ClaimStatus.OPEN, 0, 0, 0),
        Held("NL-NEVERSEE", None, 0, 0, 0),
    )


def _never_stored() -> tuple[bytes, ...]:
    return tuple(bytes([number]) * 16 for number in range(ROWS))
