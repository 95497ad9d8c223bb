"""Opening, correcting, submitting, moving and sharing through the services."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.cases import queries, service
from returns_app.cases.models import CaseEvent, ReturnCase
from returns_app.cases.rules import (
    CHECK_CASE,
    AccessKind,
    EventKind,
    MemberEntry,
    MemberRole,
    NoticeEntry,
    Stage,
    check_key,
)
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, Denied, NotFound, RuleBroken
from returns_app.core.permissions import Actor
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db
from returns_app.db.unit_of_work import UnitOfWork, today, unit_of_work
from returns_app.jobs.models import Job
from returns_app.people.details import entry_of
from returns_app.people.rules import ContactEntry, ContactKind, Protection
from tests import people
from tests.cases import builders
from tests.counselling.builders import counsel


def _read(actor: Actor, case_id: UUID) -> ReturnCase:
    return queries.get_case(db.session(), actor, case_id)


def _correct(actor: Actor, case_id: UUID, reason: str = "", **changes: object) -> tuple[str, ...]:
    case = _read(actor, case_id)
    person = case.members[0].person
    entry, person_id, version = replace(entry_of(person), **changes), person.id, person.version  # type: ignore[arg-type]
    with unit_of_work(actor) as work:
        return service.correct_member(work, case_id, person_id, entry, version, reason)


def _actions(case_id: UUID) -> list[str]:
    wanted = select(AuditEvent.action).where(AuditEvent.case_id == case_id).order_by(AuditEvent.id)
    return list(db.session().scalars(wanted))


def test_an_opened_case_has_owner_author_event_and_a_promised_check(house: Flask) -> None:
    actor = people.an_actor()
    case = _read(actor, builders.open_case(actor).id)
    assert case.reference == f"NL-{today().year}-000001"
    assert (case.stage, case.members_count, case.counsellor_id) == (Stage.INTAKE, 1, actor.account_id)
    assert [row.kind for row in queries.list_access(db.session(), case.id)] == [AccessKind.OWNER]
    assert queries.author_ids(db.session(), case.id) == {actor.account_id}
    assert [event.kind for event in queries.list_events(db.session(), case.id)] == [EventKind.OPENED]
    promised = db.session().scalars(select(Job).where(Job.dedup_key == check_key(case.id, 0))).one()
    assert promised.payload == {"case_id": str(case.id), "reason": "intake", "asked_by": str(actor.account_id)}
    assert _actions(case.id) == [Action.CASE_OPENED.value, Action.TASK_OPENED.value]


def test_a_family_is_kept_in_order_and_one_protected_member_protects_the_case(house: Flask) -> None:
    child = people.a_person_entry("Ada", protection=Protection.UNKNOWN, identifiers=())
    actor = people.an_actor()
    opened = builders.open_case(actor, builders.an_opening(MemberEntry(child, MemberRole.CHILD)))
    case = _read(actor, opened.id)
    assert [member.role for member in case.members] == [MemberRole.PRINCIPAL, MemberRole.CHILD]
    assert case.principal_id == case.members[0].person_id
    assert case.is_protected


def test_numbers_run_per_member_state_without_gaps(house: Flask) -> None:
    builders.load_shipped_programmes()
    dutch = people.an_actor()
    belgian = people.an_actor(organisation=people.an_organisation(member_state="BE"))
    first = builders.open_case(dutch).reference
    with pytest.raises(RuleBroken), unit_of_work(dutch) as work:
        _open_and_fail(work)
    other = builders.open_case(belgian, builders.an_opening(programme_code="BE-EURP")).reference
    second = builders.open_case(dutch).reference
    year = today().year
    assert (first, other, second) == (f"NL-{year}-000001", f"BE-{year}-000001", f"NL-{year}-000002")


def _open_and_fail(work: UnitOfWork) -> None:
    service.open_case(work, builders.an_opening())
    raise RuleBroken("test", "taken back")


def test_the_same_form_sent_twice_opens_one_case(house: Flask) -> None:
    actor, opening = people.an_actor(), builders.an_opening()
    first, second = builders.open_case(actor, opening).id, builders.open_case(actor, opening).id
    assert first == second
    assert db.session().scalar(select(func.count()).select_from(ReturnCase)) == 1


def _open_in_thread(app: Flask, actor: Actor) -> str:
    with app.app_context(), unit_of_work(actor) as work:
        return service.open_case(work, builders.an_opening()).reference


@pytest.mark.postgres
def test_eight_counsellors_at_once_get_eight_numbers(house: Flask) -> None:
    builders.load_shipped_programmes()
    actors = [people.an_actor() for _ in range(8)]
    db.session.remove()
    with ThreadPoolExecutor(8) as pool:
        references = list(pool.map(lambda actor: _open_in_thread(house, actor), actors))
    assert sorted(references) == [f"NL-{today().year}-{number:06d}" for number in range(1, 9)]


@pytest.mark.postgres
def test_one_form_sent_eight_times_at_once_opens_one_case(house: Flask) -> None:
    builders.load_shipped_programmes()
    actor, opening = people.an_actor(), builders.an_opening()
    db.session.remove()

    def send(_: int) -> UUID:
        with house.app_context(), unit_of_work(actor) as work:
            return service.open_case(work, opening).id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(send, range(8)))) == 1
    assert db.session().scalar(select(func.count()).select_from(ReturnCase)) == 1


def test_a_case_needs_an_open_programme_of_the_own_member_state(house: Flask) -> None:
    actor = people.an_actor()
    for code in ("BE-EURP", "NL-NOTHING", ""):
        with pytest.raises(RuleBroken) as refusal:
            builders.open_case(actor, builders.an_opening(programme_code=code))
        assert refusal.value.field == "programme_code"


def test_only_an_authority_of_a_member_state_opens_cases(house: Flask) -> None:
    abroad = people.an_actor(organisation=builders.a_partner())
    with pytest.raises(Denied):
        builders.open_case(abroad)
    with pytest.raises(Denied):
        builders.open_case(people.SEEDER)


def test_a_refused_opening_leaves_nothing_behind(house: Flask) -> None:
    actor = people.an_actor()
    with pytest.raises(RuleBroken):
        builders.open_case(actor, builders.an_opening(notice=NoticeEntry("v3", "en", today().replace(year=2099))))
    assert db.session().scalar(select(func.count()).select_from(ReturnCase)) == 0


def test_a_correction_keeps_what_stood_there_and_asks_the_registry_again(house: Flask) -> None:
    actor = people.an_actor()
    case_id = builders.open_case(actor).id
    phone = (ContactEntry(ContactKind.PHONE, "+31611111111"),)
    assert _correct(actor, case_id, "She called", contacts=phone) == ("contacts",)
    event = queries.list_events(db.session(), case_id)[0]
    kept = json.loads(event.text)
    assert (event.kind, event.details) == (EventKind.CHANGED, {"facts": ["contacts"]})
    assert kept["reason"] == "She called"
    assert kept["changes"] == [{"fact": "contacts", "old": [], "new": ["+31611111111"]}]
    keys = set(db.session().scalars(select(Job.dedup_key).where(Job.kind == CHECK_CASE)))
    assert keys == {check_key(case_id, 0), check_key(case_id, 1)}
    assert queries.latest_check_key(db.session(), case_id) == check_key(case_id, 1)


def test_the_history_is_encrypted(house: Flask) -> None:
    actor = people.an_actor()
    case_id = builders.open_case(actor).id
    _correct(actor, case_id, place_of_birth="Onitsha")
    event = db.session().scalars(select(CaseEvent).where(CaseEvent.kind == EventKind.CHANGED)).one()
    assert "Onitsha" in event.text
    assert b"Onitsha" not in (event.text_ct or b"")
    assert "Onitsha" not in json.dumps(event.details)


def test_an_empty_correction_changes_nothing(house: Flask) -> None:
    actor = people.an_actor()
    case_id = builders.open_case(actor).id
    assert _correct(actor, case_id) == ()
    assert [event.kind for event in queries.list_events(db.session(), case_id)] == [EventKind.OPENED]


def test_a_correction_by_a_colleague_makes_the_colleague_an_author(house: Flask) -> None:
    authority = people.an_organisation()
    opener, colleague = (people.an_actor(organisation=authority) for _ in range(2))
    case_id = builders.open_case(opener).id
    _correct(colleague, case_id, place_of_birth="Onitsha")
    assert queries.author_ids(db.session(), case_id) == {opener.account_id, colleague.account_id}


def test_a_correction_of_an_old_version_is_a_conflict(house: Flask) -> None:
    actor = people.an_actor()
    case_id = builders.open_case(actor).id
    person = _read(actor, case_id).members[0].person
    entry, person_id, version = entry_of(person), person.id, person.version
    _correct(actor, case_id, place_of_birth="Onitsha")
    with pytest.raises(Conflict), unit_of_work(actor) as work:
        service.correct_member(work, case_id, person_id, replace(entry, place_of_birth="Lagos"), version)
    assert _read(actor, case_id).members[0].person.place_of_birth == "Onitsha"


def test_somebody_of_another_case_is_not_corrected_here(house: Flask) -> None:
    actor = people.an_actor()
    case_id, other = builders.open_case(actor).id, builders.open_case(actor).id
    stranger = _read(actor, other).members[0].person_id
    with pytest.raises(NotFound), unit_of_work(actor) as work:
        service.correct_member(work, case_id, stranger, people.a_person_entry(), 1)


def test_protection_of_the_case_follows_its_members(house: Flask) -> None:
    actor = people.an_actor()
    case_id = builders.open_case(actor).id
    _correct(actor, case_id, protection=Protection.YES)
    assert _read(actor, case_id).is_protected
    _correct(actor, case_id, protection=Protection.NO)
    assert not _read(actor, case_id).is_protected


def test_an_application_is_submitted_once(house: Flask) -> None:
    actor = people.an_actor()
    case_id = builders.open_case(actor).id
    counsel(actor, case_id)
    version = _read(actor, case_id).version
    with unit_of_work(actor) as work:
        service.submit_case(work, case_id, version)
    assert _read(actor, case_id).stage is Stage.SUBMITTED
    with pytest.raises(RuleBroken), unit_of_work(actor) as work:
        service.submit_case(work, case_id, version + 1)
    assert _actions(case_id).count(Action.CASE_SUBMITTED.value) == 1


def test_a_stale_page_does_not_submit(house: Flask) -> None:
    actor = people.an_actor()
    case = builders.open_case(actor)
    case_id, version = case.id, case.version
    _correct(actor, case_id, place_of_birth="Onitsha")
    with pytest.raises(Conflict), unit_of_work(actor) as work:
        service.submit_case(work, case_id, version)


def test_a_check_that_ends_in_the_background_makes_no_page_stale(house: Flask) -> None:
    actor = people.an_actor()
    case_id = builders.open_case(actor).id
    counsel(actor, case_id)
    version = _read(actor, case_id).version
    with unit_of_work(people.SEEDER) as work:
        seen = queries.get_case(work.session, work.actor, case_id)
        service.add_event(work, seen, EventKind.CHECKED, happened_on=work.today)
        work.record(Action.CHECK_ANSWERED, case_id=case_id)
    with unit_of_work(actor) as work:
        assert service.submit_case(work, case_id, version).stage is Stage.SUBMITTED


def test_a_case_does_not_jump(house: Flask) -> None:
    actor = people.an_actor()
    case_id = builders.open_case(actor).id
    with pytest.raises(RuleBroken), unit_of_work(actor) as work:
        service.move_case(work, _own(work, case_id), Stage.DEPARTED, happened_on=work.today)


def _own(work: UnitOfWork, case_id: UUID) -> ReturnCase:
    return queries.get_own_case(work.session, work.actor, case_id)
