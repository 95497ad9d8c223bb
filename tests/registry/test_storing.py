"""What lies in the registry: addresses that equal nothing, no word about anybody."""

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from returns_app.core.settings import Settings
from returns_app.db.keys import Unreadable
from returns_app.db.session import db
from returns_app.db.unit_of_work import today
from returns_app.linkage.details import PersonalDetails
from returns_app.linkage.kinds import KeyKind
from returns_app.linkage.match_keys import keys_to_store
from returns_app.registry import queries
from returns_app.registry.connection import registry
from returns_app.registry.models import Address, Claim
from returns_app.registry.rules import Episode, RequestReused, UnknownClaim
from returns_app.registry.service import EmbeddedRegistry
from returns_app.registry.service.claims import RETENTION
from returns_app.registry.service.hiding import ROWS, kinds_of
from returns_app.registry.statuses import FOLLOWS, FORGOTTEN, ClaimStatus
from tests.conftest import POSTGRES
from tests.registry.builders import (
    AHMAD,
    BESNIK,
    CHINEDU,
    OPENED,
    an_entry,
    announced,
    asked,
    completed,
    met_by,
    reserved,
)

pytestmark = pytest.mark.postgres
TABLES = ("registry_claim", "registry_address", "registry_request")


def _addresses(reference: str) -> set[bytes]:
    wanted = select(Address.address).join(Claim).where(Claim.reference == reference)
    return set(map(bytes, db.session().scalars(wanted)))


def test_every_claim_has_as_many_rows_and_the_database_does_not_tell_of_which_kinds(house: Flask) -> None:
    claims = [announced(CHINEDU), announced(BESNIK), announced(PersonalDetails(names=CHINEDU.names))]
    assert {len(_addresses(claim.reference)) for claim in claims} == {ROWS}
    stored = list(db.session().scalars(select(Claim)))
    assert [claim.kinds for claim in stored] == [[], [], []]
    assert len({len(claim.sealed_kinds or b"") for claim in stored}) == 1
    rows = str([tuple(row) for table in TABLES for row in db.session().execute(text(f"select * from {table}"))])
    assert not [kind for kind in KeyKind if kind.value in rows]
    if isinstance(registry(), EmbeddedRegistry):
        assert frozenset(key.kind for key in keys_to_store(CHINEDU)) in {kinds_of(claim) for claim in stored}
        return
    with pytest.raises(Unreadable):  # the store alone has the key
        kinds_of(stored[0])


def test_a_claim_of_an_earlier_release_gets_the_shape_of_all_others_at_night(house: Flask) -> None:
    claim, before = announced(CHINEDU), asked(CHINEDU).hits
    real = met_by(claim, CHINEDU)
    kinds = sorted({key.kind.value for key in keys_to_store(CHINEDU)})
    with Session(db.engine) as session, session.begin():
        named = Claim.reference == claim.reference
        session.execute(update(Claim).where(named).values(kinds=kinds, sealed_kinds=None))
        session.execute(delete(Address).where(Address.address.not_in(real)))
    assert asked(CHINEDU).hits == before
    registry().lapse(OPENED)
    assert len(_addresses(claim.reference)) == ROWS
    assert real <= _addresses(claim.reference)
    assert asked(CHINEDU).hits == before
    db.session().rollback()
    (stored,) = db.session().scalars(select(Claim))
    assert (stored.kinds, bool(stored.sealed_kinds)) == ([], True)


def test_the_order_of_kinds_is_never_changed_because_sealed_sets_count_on_it() -> None:
    order = ",".join(list(KeyKind)[:40])
    assert sha256(order.encode()).hexdigest()[:16] == "f2dbcd6e6b68c78d"


def test_equal_persons_share_nothing_at_rest(house: Flask) -> None:
    first, second = announced(CHINEDU), announced(CHINEDU)
    assert not set(first.addresses) & set(second.addresses)
    assert len(met_by(first, CHINEDU)) == len(met_by(second, CHINEDU)) == len(keys_to_store(CHINEDU))
    assert _addresses(first.reference) == set(first.addresses)


def test_the_eleventh_owner_of_a_key_stores_it_no_more(house: Flask) -> None:
    kept = [announced(CHINEDU) for _ in range(11)]
    assert all(met_by(claim, CHINEDU) for claim in kept[:10])
    assert met_by(kept[10], CHINEDU) == set()
    assert len(asked(CHINEDU).hits) == 5


def test_the_tables_hold_no_name_date_or_number(house: Flask) -> None:
    announced(AHMAD)
    reserved([an_entry(CHINEDU, "NL")])
    rows = [row for table in TABLES for row in db.session().execute(text(f"select * from {table}"))]
    told = str(rows).casefold()
    assert len(rows) > 20
    for value in ("ahmad", "aljboori", "okafor", "chinedu", "1988-05", "1991-03", "19910314", "a01234567"):
        assert value not in told


@pytest.mark.skipif(bool(POSTGRES), reason="reads the file of the embedded database")
def test_the_file_holds_no_name_date_or_number(house: Flask, settings: Settings) -> None:
    announced(AHMAD)
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    raw = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*")).lower()
    assert b"registry_address" in raw
    for value in ("ahmad", "aljboori", "1988-05-07", "19880507", "07-05-1988"):
        assert value.encode() not in raw
        assert value.encode("utf-16-le") not in raw


def test_a_request_that_comes_twice_stores_once(house: Flask) -> None:
    request, entry = uuid4(), an_entry(CHINEDU)
    assert registry().announce(request, entry) == registry().announce(request, entry)
    assert queries.count_claims(db.session()) == {ClaimStatus.OPEN: 1}


def test_another_body_under_the_same_request_is_refused(house: Flask) -> None:
    request = uuid4()
    registry().announce(request, an_entry(CHINEDU))
    with pytest.raises(RequestReused):
        registry().announce(request, an_entry(BESNIK))
    assert queries.count_claims(db.session()) == {ClaimStatus.OPEN: 1}


@pytest.mark.parametrize("end", sorted(FORGOTTEN))
def test_what_is_revoked_or_expired_is_met_no_more_and_still_counts(house: Flask, end: ClaimStatus) -> None:
    claim = announced(CHINEDU)
    assert registry().change_status(claim.reference, end, OPENED) is end
    assert asked(CHINEDU).hits == ()
    assert _addresses(claim.reference) == set()
    assert queries.count_claims(db.session()) == {end: 1}


def test_a_slot_let_go_is_filled_again(house: Flask) -> None:
    first, second = announced(CHINEDU), announced(CHINEDU)
    registry().change_status(first.reference, ClaimStatus.REVOKED, OPENED)
    assert met_by(announced(CHINEDU), CHINEDU) == met_by(first, CHINEDU)
    assert _addresses(second.reference) == set(second.addresses)


def test_late_news_changes_nothing(house: Flask) -> None:
    claim = announced(BESNIK).reference
    completed(claim, date(2026, 5, 1))
    assert registry().change_status(claim, ClaimStatus.GRANTED, OPENED) is ClaimStatus.COMPLETED
    assert registry().change_status(claim, ClaimStatus.COMPLETED, OPENED) is ClaimStatus.COMPLETED
    assert asked(BESNIK, opened=date(2026, 6, 1)).hits[0].completed_month == "2026-05"


@pytest.mark.parametrize("end", [ClaimStatus.COMPLETED, ClaimStatus.FORFEITED])
def test_support_that_ended_is_an_earlier_episode_and_paid_back_it_is_kept_no_longer(
    house: Flask, end: ClaimStatus
) -> None:
    claim, over = announced(BESNIK).reference, date(2026, 5, 1)
    registry().change_status(claim, ClaimStatus.DEPARTED, OPENED)
    registry().change_status(claim, end, over)
    kept = queries.list_named(db.session(), [claim])[0].retain_until
    assert registry().change_status(claim, ClaimStatus.REPAID, date(2028, 1, 9)) is ClaimStatus.REPAID
    (hit,) = asked(BESNIK, opened=date(2028, 6, 1)).hits
    assert (hit.status, hit.episode, hit.completed_month) == (ClaimStatus.REPAID, Episode.EARLIER, "2026-05")
    db.session().rollback()
    assert queries.list_named(db.session(), [claim])[0].retain_until == kept == over + RETENTION


def test_what_is_paid_back_before_anybody_closed_the_case_is_over_on_that_day(house: Flask) -> None:
    claim = announced(BESNIK).reference
    registry().change_status(claim, ClaimStatus.DEPARTED, OPENED)
    assert registry().change_status(claim, ClaimStatus.REPAID, date(2026, 7, 1)) is ClaimStatus.REPAID
    assert registry().change_status(claim, ClaimStatus.COMPLETED, date(2026, 8, 1)) is ClaimStatus.REPAID
    assert asked(BESNIK, opened=date(2026, 9, 1)).hits[0].completed_month == "2026-07"


def test_who_is_found_again_may_still_complete_and_nobody_who_completed_forfeits(house: Flask) -> None:
    claim = announced(BESNIK).reference
    for status in (ClaimStatus.FORFEITED, ClaimStatus.COMPLETED):
        assert registry().change_status(claim, status, date(2026, 5, 1)) is status
    assert registry().change_status(claim, ClaimStatus.FORFEITED, date(2026, 6, 1)) is ClaimStatus.COMPLETED


def test_a_granted_claim_with_which_nobody_left_lapses_on_its_day(house: Flask) -> None:
    (claim,) = reserved([an_entry(CHINEDU, "NL")]).references
    registry().change_status(claim, ClaimStatus.GRANTED, OPENED)
    day = today()
    with db.engine.begin() as connection:
        connection.execute(update(Claim).values(reserved_until=day - timedelta(days=1)))
    assert registry().lapse(day) == (claim,)
    assert asked(CHINEDU).hits == ()


def test_every_status_has_its_successors_and_the_last_ones_none() -> None:
    assert set(FOLLOWS) == set(ClaimStatus)
    assert not any(FOLLOWS[end] for end in FORGOTTEN)
    assert not any(status in followers for status, followers in FOLLOWS.items())


def test_an_unknown_claim_is_told(house: Flask) -> None:
    with pytest.raises(UnknownClaim):
        registry().change_status("BE-NOTHING", ClaimStatus.GRANTED, OPENED)


def test_no_address_is_an_orphan_and_no_claim_is_stripped(house: Flask) -> None:
    revoked = announced(CHINEDU).reference
    announced(BESNIK)
    registry().change_status(revoked, ClaimStatus.REVOKED, OPENED)
    session = db.session()
    assert (queries.list_orphans(session), queries.list_stripped(session)) == (set(), [])
    assert queries.count_addresses(session) == ROWS
