"""A node's own claims at a store elsewhere: compared with our list, erased by it, made anew, asked about at night."""

import sqlite3
from contextlib import closing
from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.checks import service
from returns_app.checks.models import OwnClaim
from returns_app.checks.queries import own_claims
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.jobs.service import begin_night, run_due
from returns_app.linkage.match_keys import VERSION
from returns_app.registry.connection import registry
from returns_app.registry.service import RemoteRegistry
from returns_app.registry.statuses import ClaimStatus
from tests import people
from tests.checks.builders import a_case, checked, checks_of, entry, fresh
from tests.registry.builders import an_entry, someone
from tools.federation.parties import Party
from tools.federation.processes import Processes


def _case(given: str, family: str, month: int) -> UUID:
    actor = people.an_actor(Role.COUNSELLOR)
    born = PartialDate(1971, month, 23, DatePrecision.DOCUMENT)
    case = a_case(actor, entry(given, family, born, "NG", f"Z{month}7{month}{len(family)}"))
    reservation = service.reserve_case(actor, case, uuid4())
    assert reservation.won
    with unit_of_work(actor) as work:
        service.store_claims(work, fresh(case), reservation)
    return case


def _claim(case: UUID) -> OwnClaim:
    db.session().rollback()
    (claim,) = own_claims(db.session(), case)
    return claim


def _run(house: Flask, *arguments: str) -> tuple[int, str]:
    db.session.remove()
    done = house.test_cli_runner().invoke(args=["registry", *arguments])
    return done.exit_code, done.output


def _lie(parties: dict[str, Party], claim: str, about: str) -> None:
    """The store believes that all addresses of a claim belong to another one."""
    with closing(sqlite3.connect(parties["store"].database, timeout=30)) as store, store:
        wanted = "(select id from registry_claim where reference = ?)"
        store.execute(f"update registry_address set claim_id = {wanted} where claim_id = {wanted}", (about, claim))


def _held(parties: dict[str, Party], addresses: bytes) -> int:
    listed = [addresses[start : start + 16] for start in range(0, len(addresses), 16)]
    with closing(sqlite3.connect(parties["store"].database, timeout=30)) as store:
        marks = ",".join("?" * len(listed))
        wanted = f"select count(*) from registry_address where address in ({marks})"
        return int(store.execute(wanted, listed).fetchone()[0])


def test_a_node_compares_its_own_list_with_a_store_elsewhere_and_goes_on_after_a_stop(
    house: Flask, parties: dict[str, Party], processes: Processes
) -> None:
    one, other = (
        _claim(_case(given, family, month)).reference
        for given, family, month in (("Ebele", "Uzor", 3), ("Tamuno", "Nnadi", 4))
    )
    code, said = _run(house, "verify")
    assert (code, "own claims compared, up to NL-" in said) == (0, True), said
    assert "addresses" not in said  # what the store holds in all is the store's to tell
    _lie(parties, one, other)
    code, said = _run(house, "verify")
    assert (code, f"{one}: with addresses that lie with another claim" in said) == (1, True), said
    assert f"{other}: with rows that are not on our list" in said
    assert _run(house, "verify", "--after", "NL-ZZZZZZZZ")[0] == 0
    _lie_back(parties, house, one)
    processes.kill("store")
    code, said = _run(house, "verify", "--after", "NL-")
    assert (code, "Go on with: flask registry verify --after NL-" in said) == (2, True), said


def _lie_back(parties: dict[str, Party], house: Flask, claim: str) -> None:
    listed = db.session().query(OwnClaim).filter_by(reference=claim).one().addresses
    db.session().rollback()
    with closing(sqlite3.connect(parties["store"].database, timeout=30)) as store, store:
        for start in range(0, len(listed), 16):
            store.execute(
                "update registry_address set claim_id = (select id from registry_claim where reference = ?) where address = ?",
                (claim, listed[start : start + 16]),
            )


def test_a_revoked_claim_leaves_nothing_at_a_store_that_lies_about_it(house: Flask, parties: dict[str, Party]) -> None:
    case, other = _case("Kelechi", "Obi", 5), _case("Tobenna", "Madu", 6)
    claim = _claim(case)
    reference, listed = claim.reference, bytes(claim.addresses)
    _lie(parties, reference, _claim(other).reference)
    with unit_of_work(people.SEEDER) as work:
        service.tell_status(work, case, ClaimStatus.REVOKED, work.today)
        work.events.append(people.AN_EVENT)
    while run_due():
        pass
    assert _held(parties, listed) == 0
    assert (_claim(case).status, _claim(case).addresses) == ("revoked", b"")
    assert _claim(other).addresses


def test_every_night_a_node_asks_the_store_again_about_who_waits_to_leave(house: Flask, belgian: Flask) -> None:
    case = _case("Somto", "Anyanwu", 7)
    checked(case)
    assert [check.hits for check in checks_of(case)] == [[]]
    there = someone("Somto", "Anyanwu", "1971-07-23", "NG", "Z7777")
    with belgian.app_context():
        registry().announce(uuid4(), an_entry(there, "BE", opened=today()))
        db.session.remove()
    begin_night()
    while run_due():
        pass
    assert [[hit["state"] for hit in check.hits] for check in checks_of(case)] == [["BE"]]


@pytest.mark.parametrize("version", ["older"])
def test_two_administrators_of_a_node_make_its_claims_anew_and_a_killed_run_goes_on(
    house: Flask, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [_case(given, family, month) for given, family, month in (("Nkem", "Eke", 8), ("Dagogo", "Oji", 9))]
    first, second = (people.an_account(Role.ADMIN).email for _ in range(2))
    with unit_of_work(people.SEEDER) as work:
        for case in cases:
            for claim in own_claims(work.session, case):
                claim.key_version = version
        work.events.append(people.AN_EVENT)
    rotate = ("rotate-key", "--password", people.PASSWORD, "--as")
    assert "Proposed" in _run(house, *rotate, first)[1]
    assert "Another administrator has to confirm" in _run(house, *rotate, first)[1]
    made: list[int] = []
    whole = RemoteRegistry.retoken

    def killed(self: RemoteRegistry, tokens: object) -> object:
        if made:
            raise KeyboardInterrupt
        made.append(1)
        return whole(self, tokens)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(RemoteRegistry, "retoken", killed)
        assert _run(house, *rotate, second)[0] != 0
    assert sorted(_claim(case).key_version for case in cases) == sorted([VERSION, version])
    code, said = _run(house, *rotate, second)
    assert (code, "Every claim of ours is under key epoch 1" in said) == (0, True), said
    assert {_claim(case).key_version for case in cases} == {VERSION}
    assert "The holders make the next one" in _run(house, *rotate, first)[1]
