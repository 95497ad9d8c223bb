"""Families that change: who counts, who signs, what is claimed and granted, and what no letter says."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.cases.queries import list_events
from returns_app.cases.rules import EventKind, Fact, MemberEntry, MemberRole, MemberStatus, Stage
from returns_app.cases.service import dossier_of, submit_case
from returns_app.checks.queries import own_claims
from returns_app.core.errors import Conflict, Malformed, NotFound, RuleBroken
from returns_app.counselling.queries import latest_screenings, list_declarations, members_of
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.decisions.queries import list_decisions
from returns_app.family import queries, service
from returns_app.family.rules import PlacesEntry, RelationEntry, RelationKind
from returns_app.family.service.ageing import ask_for_declarations
from returns_app.followup.queries import list_rounds
from returns_app.followup.rules import RoundState
from returns_app.jobs.service import run_now
from returns_app.letters.queries import facts_of
from returns_app.letters.rules import Serving, Way
from returns_app.letters.service import record_serving
from returns_app.support.queries import money_of
from returns_app.work.models import Task
from returns_app.work.rules import TaskKind
from tests import people
from tests.counselling.builders import counsel
from tests.decisions import builders as cases
from tests.decisions.builders import Office, stored
from tests.family.builders import a_family, born, died, left, split, turning_18, who

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> Office:
    return cases.an_office()


def statuses(case_id: UUID) -> dict[UUID, str]:
    """By person: how the claims of a case stand."""
    db.session().rollback()
    return {claim.person_id: claim.status for claim in own_claims(db.session(), case_id)}


def lacks(office: Office, case_id: UUID) -> dict[Fact, int]:
    with scope(office.counsellor):
        return dict(dossier_of(db.session(), stored(case_id)))


def open_tasks(case_id: UUID, kind: TaskKind) -> list[UUID | None]:
    db.session().rollback()
    wanted = db.session().query(Task).filter_by(case_id=case_id, kind=kind, ended_at=None)
    return [task.subject_id for task in wanted]


def test_relations_are_kept_once_and_ended_with_a_day(office: Office) -> None:
    case_id = cases.opened(office, a_family(), checked=False)
    first, second, child = who(case_id)
    with unit_of_work(office.counsellor) as work:
        kept = service.record_relation(work, case_id, RelationEntry(child, RelationKind.CHILD, second)).id
    with pytest.raises(RuleBroken, match="recorded already"), unit_of_work(office.counsellor) as work:
        service.record_relation(work, case_id, RelationEntry(second, RelationKind.PARENT, child))
    with unit_of_work(office.counsellor) as work:
        service.record_relation(work, case_id, RelationEntry(first, RelationKind.SPOUSE, second))
        service.end_relation(work, case_id, kept)
        service.end_relation(work, case_id, kept)
    with scope(office.counsellor):
        assert [kind for _one, kind, _other in queries.live_pairs(db.session(), stored(case_id))] == [
            RelationKind.SPOUSE
        ]
        steps = [event.details["step"] for event in list_events(db.session(), case_id, kinds={EventKind.FAMILY})]
    assert sorted(steps) == ["relation", "relation", "relation_ended"]


def test_a_birth_at_counselling_asks_the_registry_nothing_and_blocks_no_approval(office: Office) -> None:
    case_id = cases.counselled(office, a_family())
    assert born(office.counsellor, case_id) == ""
    case = stored(case_id)
    child = case.members[-1]
    assert (case.members_count, child.is_newborn, child.role, child.joined_on) == (4, True, MemberRole.CHILD, today())
    with scope(office.counsellor):
        pairs = queries.live_pairs(db.session(), case)
    assert {pair for pair in pairs if pair[2] == child.person_id} == {
        (person, RelationKind.PARENT, child.person_id) for person in who(case_id)[:2]
    }
    assert lacks(office, case_id)[Fact.SCREENINGS] == 1
    cases.submit(office, case_id)
    cases.approve(office.approver, case_id)
    assert set(statuses(case_id)) == set(who(case_id)), "a grant is claimed for the child too"


def test_a_page_that_is_older_than_the_case_adds_nobody(office: Office) -> None:
    case_id = cases.opened(office, a_family(), checked=False)
    old = stored(case_id).version
    born(office.counsellor, case_id)
    with pytest.raises(Conflict), unit_of_work(office.counsellor) as work:
        service.take_back(work, case_id, who(case_id)[0], "A long enough reason", old)


def test_a_birth_after_the_approval_is_decided_anew_and_the_claims_stay(office: Office) -> None:
    case_id = cases.approved(office, a_family())
    before, granted = statuses(case_id), money_of(db.session(), case_id).total.ceiling
    born(office.counsellor, case_id)
    assert stored(case_id).stage is Stage.SUBMITTED
    assert statuses(case_id) == before
    counsel(office.counsellor, case_id)
    second = people.an_actor(*office.approver.roles, organisation=office.organisation)
    cases.approve(second, case_id)
    db.session().rollback()
    assert stored(case_id).stage is Stage.APPROVED
    assert len(statuses(case_id)) == 4
    assert money_of(db.session(), case_id).total.ceiling > granted


def test_after_a_death_the_case_goes_on_for_the_others(office: Office) -> None:
    case_id = cases.approved(office, a_family())
    first, second, child = who(case_id)
    granted = money_of(db.session(), case_id).total.ceiling
    with pytest.raises(Malformed, match="main applicant from now on"):
        died(office.counsellor, case_id, first)
    died(office.counsellor, case_id, first, heir=second)
    case = stored(case_id)
    assert (case.principal_id, case.members_count, case.stage) == (second, 2, Stage.APPROVED)
    assert case.members[0].status is MemberStatus.DIED
    assert statuses(case_id)[first] == "revoked"
    assert {statuses(case_id)[second], statuses(case_id)[child]} == {"reserved"}, "those who stay keep theirs"
    assert money_of(db.session(), case_id).total.ceiling < granted
    with scope(office.counsellor):
        (decision,) = list_decisions(db.session(), case_id)
        told = facts_of(db.session(), case, decision, decided_on=today(), served_on=today())
    assert all("Chinedu" not in name for name in told.names)
    assert len(told.names) == 2


def test_with_the_last_one_the_case_ends_and_no_letter_goes_out(office: Office) -> None:
    case_id = cases.approved(office)
    died(office.counsellor, case_id, who(case_id)[0])
    case = stored(case_id)
    assert (case.stage, case.outcome_code) == (Stage.WITHDRAWN, "died")
    with scope(office.counsellor):
        (decision,) = list_decisions(db.session(), case_id)
    with pytest.raises(RuleBroken, match="no letter"), unit_of_work(office.counsellor) as work:
        record_serving(work, case_id, decision.id, Serving(uuid4(), work.today, Way.IN_PERSON, "en"))


def test_after_departure_a_death_completes_the_claim(office: Office) -> None:
    case_id = cases.arrived(office, a_family())
    first, second, _child = who(case_id)
    asked = {one.person_id for one in list_rounds(db.session(), case_id) if one.state is RoundState.OPEN}
    assert asked == {first, second}
    died(office.counsellor, case_id, first, heir=second)
    assert statuses(case_id)[first] == "completed"
    assert stored(case_id).stage is Stage.ARRIVED
    asked = {one.person_id for one in list_rounds(db.session(), case_id) if one.state is RoundState.OPEN}
    assert asked == {second}, "nobody asks the dead how they fare"


def test_whoever_withdraws_takes_the_declaration_along_and_may_come_back(office: Office) -> None:
    case_id = cases.submitted(office, a_family())
    _first, second, _child = who(case_id)
    left(office.counsellor, case_id, second)
    with scope(office.counsellor):
        signed = {one.person_id: one.withdrawn_on for one in list_declarations(db.session(), case_id)}
    assert signed[second] == today()
    with unit_of_work(office.counsellor) as work:
        service.take_back(work, case_id, second, "She changed her mind again.", stored(case_id).version)
    assert (stored(case_id).members_count, lacks(office, case_id)[Fact.DECLARATIONS]) == (3, 1)


def test_nobody_comes_back_after_the_decision_and_the_last_one_does_not_leave(office: Office) -> None:
    case_id = cases.approved(office, a_family())
    first, second, child = who(case_id)
    left(office.counsellor, case_id, second)
    with pytest.raises(RuleBroken, match="before the decision"), unit_of_work(office.counsellor) as work:
        service.take_back(work, case_id, second, "She changed her mind.", stored(case_id).version)
    left(office.counsellor, case_id, child)
    with pytest.raises(RuleBroken, match="Withdraw the whole case"):
        left(office.counsellor, case_id, first)


def test_a_split_keeps_what_was_signed_and_is_decided_about_anew(office: Office) -> None:
    case_id = cases.approved(office, a_family())
    first, second, child = who(case_id)
    signed = {one.person_id: one.signed_on for one in list_declarations(db.session(), case_id)}
    key = uuid4()
    after = split(office.counsellor, case_id, second, child, key=key)
    assert split(office.counsellor, case_id, second, child, key=key).id == after.id, "sent twice, it splits once"
    before = stored(case_id)
    assert {one.person_id: one.status for one in before.members} == {
        first: MemberStatus.INCLUDED, second: MemberStatus.SPLIT_OFF, child: MemberStatus.SPLIT_OFF,
    }  # fmt: skip
    assert (before.members_count, before.stage) == (1, Stage.APPROVED)
    assert (after.stage, after.principal_id, after.members_count) == (Stage.INTAKE, second, 2)
    assert after.reference != before.reference
    assert statuses(case_id) == {first: "reserved", second: "revoked", child: "revoked"}
    with scope(office.counsellor):
        assert {one.person_id: one.signed_on for one in list_declarations(db.session(), after.id)} == {
            second: signed[second]
        }
        assert set(latest_screenings(db.session(), after.id)) == {second, child}
        assert [is_origin for _split, _case, is_origin in queries.list_splits(db.session(), after.id)] == [True]
    lacking = lacks(office, after.id)
    assert (lacking[Fact.SESSION], lacking[Fact.DECLARATIONS], lacking[Fact.SCREENINGS]) == (1, 0, 0)
    cases.submit(office, after.id)
    cases.approve(office.approver, after.id)
    assert set(statuses(after.id).values()) == {"reserved"}


def test_the_main_applicant_who_splits_off_names_who_leads_the_others(office: Office) -> None:
    case_id = cases.opened(office, a_family(), checked=False)
    first, second, _child = who(case_id)
    with pytest.raises(Malformed):
        split(office.counsellor, case_id, first)
    after = split(office.counsellor, case_id, first, heir=second)
    assert (after.principal_id, stored(case_id).principal_id) == (first, second)
    assert [one.role for one in stored(case_id).present] == [MemberRole.PRINCIPAL, MemberRole.CHILD]


def test_who_becomes_18_signs_alone_and_somebody_has_to_ask(office: Office) -> None:
    case_id = cases.counselled(office, a_family(child_born=turning_18()))
    grown = who(case_id)[2]
    with unit_of_work(people.SEEDER) as work:
        case = stored(case_id)
        case.opened_on = case.opened_on.replace(year=case.opened_on.year - 1)
        for one in list_declarations(work.session, case_id):
            if one.person_id == grown:
                one.withdrawn_on = work.today
        work.record(people.AN_EVENT.action, case_id=case_id)
    assert [one.came_of_age for one in members_of(db.session(), stored(case_id))] == [False, False, True]
    assert (lacks(office, case_id)[Fact.OF_AGE], lacks(office, case_id)[Fact.DECLARATIONS]) == (1, 0)
    for _night in range(2):
        with unit_of_work(people.SEEDER) as work:
            ask_for_declarations(work)
    assert open_tasks(case_id, TaskKind.OWN_DECLARATION) == [grown]
    with pytest.raises(RuleBroken, match="Became 18"), unit_of_work(office.counsellor) as work:
        submit_case(work, case_id, stored(case_id).version)
    counsel(office.counsellor, case_id)
    assert open_tasks(case_id, TaskKind.OWN_DECLARATION) == []
    assert lacks(office, case_id)[Fact.OF_AGE] == 0


def test_places_are_counted_without_anybody_and_stand_in_the_way_of_a_decision(office: Office) -> None:
    case_id = cases.counselled(office, a_family())
    with unit_of_work(office.counsellor) as work:
        service.add_places(work, case_id, PlacesEntry(2, 1), stored(case_id).version)
    case = stored(case_id)
    assert (case.members_count, len(case.members), lacks(office, case_id)[Fact.PLACES]) == (6, 3, 3)
    with pytest.raises(RuleBroken, match="not known yet"), unit_of_work(office.counsellor) as work:
        submit_case(work, case_id, stored(case_id).version)
    with scope(office.counsellor):
        adult, other, child = (place.id for place in queries.list_places(db.session(), case_id))
    sister = MemberEntry(people.a_person_entry("Amaka", "Okafor", identifiers=()), MemberRole.OTHER)
    with unit_of_work(office.counsellor) as work:
        key = service.fill_place(work, case_id, adult, sister, stored(case_id).version)
    assert run_now(key)
    with pytest.raises(NotFound), unit_of_work(office.counsellor) as work:
        service.fill_place(work, case_id, adult, sister, stored(case_id).version)
    for place in (other, child, child):
        with unit_of_work(office.counsellor) as work:
            service.remove_place(work, case_id, place)
    case = stored(case_id)
    assert (case.members_count, len(case.members), lacks(office, case_id)[Fact.PLACES]) == (4, 4, 0)
    cases.submit(office, case_id)
    cases.approve(office.approver, case_id)
    with pytest.raises(RuleBroken, match="nobody can be unknown"), unit_of_work(office.counsellor) as work:
        service.add_places(work, case_id, PlacesEntry(1), stored(case_id).version)
