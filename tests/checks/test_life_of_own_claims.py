"""Own claims after the approval: corrected, asked about every night, made anew under another key, erased."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.cases.service import correct_member
from returns_app.checks import queries, service
from returns_app.checks.models import OwnClaim
from returns_app.checks.rules import Difference
from returns_app.core import clock
from returns_app.core.partial_date import PartialDate
from returns_app.core.permissions import Actor, Role
from returns_app.db.audit_log import AuditEvent
from returns_app.db.keys import KeyDirectory
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.jobs.service import begin_night, run_due
from returns_app.linkage.match_keys import VERSION
from returns_app.registry.connection import registry
from returns_app.registry.queries import count_by_key
from tests import people
from tests.checks.builders import a_case, a_counsellor, a_family_case, checked, checks_of, fresh, move_clock
from tests.registry.builders import CHINEDU, announced, asked

pytestmark = pytest.mark.postgres


@pytest.fixture
def by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Monday at noon, whenever the tests run."""
    monday = clock.utc_now() + timedelta(days=-clock.utc_now().weekday() % 7)
    noon = monday.replace(hour=11)
    monkeypatch.setattr(clock, "utc_now", lambda: noon)


def _approved(actor: Actor, case_id: UUID) -> tuple[str, ...]:
    reservation = service.reserve_case(actor, case_id, uuid4())
    with unit_of_work(actor) as work:
        service.store_claims(work, fresh(case_id), reservation)
    return reservation.references


def _claims(case_id: UUID) -> list[OwnClaim]:
    db.session().rollback()
    return queries.own_claims(db.session(), case_id)


def _differences() -> list[tuple[str, Difference]]:
    return [one for compared in service.compare_own() for one in compared.differences]


def _count(action: str) -> int:
    db.session().rollback()
    return db.session().scalar(select(func.count()).where(AuditEvent.action == action)) or 0


def _correct(actor: Actor, case_id: UUID, given: str, family: str) -> None:
    person = fresh(case_id).members[0].person
    with unit_of_work(actor) as work:
        correct_member(work, case_id, person.id, people.a_person_entry(given, family, identifiers=()), person.version)
    run_due()


def test_a_claim_knows_under_which_key_it_was_made(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    _approved(actor, case)
    assert [(claim.key_epoch, claim.key_version) for claim in _claims(case)] == [(1, VERSION)]
    assert queries.count_outdated(db.session(), 1, VERSION) == 0


def test_after_a_correction_others_meet_the_claim_by_the_new_facts(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    _approved(actor, case)
    before = _claims(case)[0].addresses
    _correct(actor, case, "Adewale", "Ogunleye")
    assert _claims(case)[0].addresses != before
    assert asked(CHINEDU, "BE", opened=today()).hits == ()
    assert _differences() == []
    (claim,) = _claims(case)  # perhaps under another reference
    assert registry().statuses((claim.reference,)) == {claim.reference: "reserved"}


def test_every_night_everybody_who_waits_to_leave_is_asked_about_again(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    checked(case)
    _approved(actor, case)
    move_clock(monkeypatch, timedelta(hours=20))
    announced(CHINEDU, "BE", opened=today())
    begin_night()
    begin_night()
    run_due()
    (check,) = checks_of(case)
    assert [hit["state"] for hit in check.hits] == ["BE"]
    assert _count("jobs.night.begun") == 1


def test_outdated_tokens_are_made_anew_and_a_second_run_has_nothing_to_do(house: Flask) -> None:
    actor = a_counsellor()
    cases = [a_family_case(actor), a_case(actor)]
    for case in cases:
        _approved(actor, case)
    with unit_of_work(people.SEEDER) as work:
        for claim in work.session.scalars(select(OwnClaim)):
            claim.key_version = "older"
        work.events.append(people.AN_EVENT)
    told: list[int] = []
    assert service.retoken_outdated(told.append) == 5
    assert told == [5]
    assert service.retoken_outdated() == 0
    assert _differences() == []


def test_an_erased_case_leaves_nothing_to_be_met_by(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    _approved(actor, case)
    with unit_of_work(people.SEEDER) as work:
        service.promise_forgetting(work, case)
        work.events.append(people.AN_EVENT)
    run_due()
    assert [(claim.status, claim.addresses) for claim in _claims(case)] == [("expired", b"")]
    assert asked(CHINEDU, "BE", opened=today()).hits == ()


def _rotate(house: Flask, email: str) -> tuple[int, str]:
    arguments = ["registry", "rotate-key", "--as", email, "--password", people.PASSWORD]
    done = house.test_cli_runner().invoke(args=arguments)
    return done.exit_code, done.output


def test_the_key_is_changed_by_two_administrators_and_nobody_is_lost(house: Flask) -> None:
    actor = a_counsellor()
    _approved(actor, a_case(actor))
    first, second, clerk = (people.an_account(role) for role in (Role.ADMIN, Role.ADMIN, Role.COUNSELLOR))
    emails = [account.email for account in (first, second, clerk)]
    directory: KeyDirectory = house.extensions["returns.keys"].directory
    shares = {name: directory.key(name) for name in directory.names("holder-")}
    db.session().rollback()
    try:
        assert "Only an administrator" in _rotate(house, emails[2])[1]
        assert "Proposed" in _rotate(house, emails[0])[1]
        assert "Another administrator has to confirm" in _rotate(house, emails[0])[1]
        code, said = _rotate(house, emails[1])
        assert (code, "the old shares are destroyed" in said) == (0, True), said
        assert [epoch for epoch, _, _ in count_by_key(db.session())] == [2]
        assert len(asked(CHINEDU, "BE", opened=today()).hits) == 1
        assert directory.names("holder-") == ["holder-a-000002", "holder-b-000002"]
    finally:
        for name in directory.names("holder-"):
            directory.destroy(name)
        for name, share in shares.items():
            (directory.path / f"{name}.key").write_bytes(share)
            (directory.path / f"{name}.key").chmod(0o400)


def test_many_dates_for_one_name_are_noticed(house: Flask, by_day: None) -> None:
    actor = a_counsellor()
    for year in range(1980, 1985):
        case = a_case(actor, people.a_person_entry(born=PartialDate(year, 3, 14), identifiers=()))
        checked(case)
        assert _count("checks.pattern.noticed") == (1 if year == 1984 else 0)


def test_the_same_person_asked_about_often_is_no_pattern(house: Flask, by_day: None) -> None:
    actor = a_counsellor()
    for _ in range(6):
        checked(a_case(actor))
    assert _count("checks.pattern.noticed") == 0


def test_a_check_at_night_is_noticed(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    move_clock(monkeypatch, timedelta(hours=(26 - clock.utc_now().hour)))
    checked(case)
    assert _count("checks.pattern.noticed") == 1
