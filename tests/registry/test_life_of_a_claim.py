"""Tokens made anew, claims erased by the owner's list, retention, and a key that is changed while questions go on."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from returns_app.checks.service.tokens import tokens_of
from returns_app.core import clock
from returns_app.core.settings import Settings
from returns_app.db.keys import KeyDirectory
from returns_app.db.session import db
from returns_app.linkage.details import PersonalDetails
from returns_app.linkage.match_keys import VERSION, keys_to_store
from returns_app.registry import queries
from returns_app.registry.connection import registry
from returns_app.registry.rules import BadRequest, Forgetting, NewTokens, UnknownClaim
from returns_app.registry.service import EmbeddedRegistry, destroy_shares, new_share, watched_keys
from returns_app.registry.service.claims import RETENTION
from returns_app.registry.statuses import ClaimStatus
from tests.registry.builders import BESNIK, CHINEDU, announced, asked, completed, met_by

pytestmark = pytest.mark.postgres


def _anew(claim: str, details: PersonalDetails, epoch: int = 1) -> NewTokens:
    return NewTokens(claim, epoch, VERSION, tokens_of(registry(), (epoch,), keys_to_store(details)))


def test_after_a_correction_a_claim_is_met_by_the_new_facts_alone(house: Flask) -> None:
    claim = announced(CHINEDU).reference
    made = registry().retoken(_anew(claim, BESNIK))
    assert made.reference == claim
    assert asked(CHINEDU).hits == ()
    assert [hit.claim for hit in asked(BESNIK).hits] == [claim]
    assert queries.find_missing(db.session(), made.addresses) == set()
    assert queries.count_addresses(db.session()) == len(made.addresses)


def test_the_same_tokens_again_change_nothing(house: Flask) -> None:
    first = announced(CHINEDU)
    again = registry().retoken(_anew(first.reference, CHINEDU))
    assert met_by(again, CHINEDU) == met_by(first, CHINEDU) != set()


def test_a_forgotten_claim_stays_forgotten(house: Flask) -> None:
    claim = announced(CHINEDU).reference
    registry().change_status(claim, ClaimStatus.REVOKED, date(2026, 3, 3))
    assert registry().retoken(_anew(claim, CHINEDU)).addresses == ()
    assert asked(CHINEDU).hits == ()


def test_half_a_token_and_a_claim_nobody_knows_are_refused(house: Flask) -> None:
    claim = announced(CHINEDU).reference
    whole = _anew(claim, CHINEDU)
    with pytest.raises(UnknownClaim):
        registry().retoken(NewTokens("BE-NOBODY22", 1, VERSION, whole.tokens))
    short = type(whole.tokens[0])(whole.tokens[0].kind, whole.tokens[0].addresses[:9])
    with pytest.raises(BadRequest):
        registry().retoken(NewTokens(claim, 1, VERSION, (short,)))


def test_an_owner_erases_a_claim_by_its_own_list(house: Flask) -> None:
    kept, other = announced(CHINEDU), announced(BESNIK, "NL")
    assert registry().forget(Forgetting(kept.reference, (*kept.addresses, *other.addresses))) == len(kept.addresses)
    assert asked(CHINEDU).hits == ()
    assert len(asked(BESNIK).hits) == 1
    assert queries.find_missing(db.session(), kept.addresses) == set(kept.addresses)
    assert registry().statuses((kept.reference,)) == {kept.reference: ClaimStatus.EXPIRED}
    assert registry().forget(Forgetting(kept.reference, kept.addresses)) == 0


def test_a_completed_claim_is_forgotten_when_its_retention_is_over(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, day = announced(CHINEDU, "NL").reference, date(2026, 3, 3)
    completed(claim, day)
    over = day + RETENTION + timedelta(days=1)
    now = clock.utc_now()
    for on, lapsed in ((over - timedelta(days=1), ()), (over, (claim,))):
        moment = now.replace(year=on.year, month=on.month, day=on.day, hour=12)
        monkeypatch.setattr(clock, "utc_now", lambda moment=moment: moment)
        assert registry().lapse(on) == lapsed
    assert queries.count_claims(db.session()) == {ClaimStatus.EXPIRED: 1}


@pytest.mark.parametrize("house", ["embedded"], indirect=True)
def test_while_a_key_changes_claims_under_both_are_met_and_then_only_under_the_new(
    house: Flask, tmp_path: Path, settings: Settings
) -> None:
    directory = KeyDirectory(tmp_path)
    for holder in "ab":
        assert new_share(directory, holder) == 1
    house.extensions["returns.registry"] = EmbeddedRegistry(watched_keys(directory))
    old = announced(CHINEDU)
    for holder in "ab":
        assert new_share(directory, holder) == 2
    assert registry().epochs() == (2, 1)
    young = announced(BESNIK)
    assert [len(asked(one).hits) for one in (CHINEDU, BESNIK)] == [1, 1]
    assert queries.count_under(db.session(), 2) == 1
    registry().retoken(_anew(old.reference, CHINEDU, registry().key_epoch()))
    db.session().rollback()
    assert queries.count_under(db.session(), 2) == 0
    for holder in "ab":
        destroy_shares(directory, holder, 2)
    assert registry().epochs() == (2,)
    assert [len(asked(one).hits) for one in (CHINEDU, BESNIK)] == [1, 1]
    assert young.addresses
    assert directory.names("holder-") == ["holder-a-000002", "holder-b-000002"]
