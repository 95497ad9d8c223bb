"""Departures and arrivals move the case, are noted once and told to the registry."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from returns_app.cases.models import CaseEvent
from returns_app.cases.rules import EventKind, MemberEntry, MemberRole, Stage
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, NotFound, RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.jobs.models import Job
from returns_app.travel.models import Arrival, Departure, TravelBooking
from returns_app.travel.rules import ArrivalEntry, ArrivalProof, DelayReason, DepartureEntry, DepartureProof
from returns_app.travel.service import confirm_arrival, record_departure
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def depart(office: builders.Office, case_id: UUID, entry: DepartureEntry) -> None:
    with unit_of_work(office.travel_desk) as work:
        record_departure(work, case_id, entry)


def arrive(office: builders.Office, case_id: UUID, entry: ArrivalEntry) -> None:
    with unit_of_work(office.partner) as work:
        confirm_arrival(work, case_id, entry)


def rows(table: type[Departure] | type[Arrival], case_id: UUID) -> int:
    db.session().rollback()
    with scope(people.SEEDER):
        return len(db.session().scalars(select(table).where(table.case_id == case_id)).all())


def events(case_id: UUID, kind: EventKind) -> list[CaseEvent]:
    with scope(people.SEEDER):
        wanted = select(CaseEvent).where(CaseEvent.case_id == case_id, CaseEvent.kind == kind)
        return list(db.session().scalars(wanted))


def a_couple() -> MemberEntry:
    return MemberEntry(people.a_person_entry("Amaka", identifiers=()), MemberRole.SPOUSE)


def test_a_departure_moves_the_case_and_says_how_well_it_is_shown(office: builders.Office) -> None:
    case_id = builders.prepared(office)
    depart(office, case_id, builders.a_departure(case_id))
    assert builders.stage_of(case_id) is Stage.DEPARTED
    [event] = events(case_id, EventKind.DEPARTED)
    assert event.details == {"evidence_level": 3, "persons": [str(builders.members(case_id)[0])]}
    assert builders.logged(case_id, Action.DEPARTURE_RECORDED) == 1


def test_the_registry_is_told_of_a_departure(office: builders.Office) -> None:
    case_id = builders.departed(office)
    key = builders.telling(case_id, "departed")
    assert db.session().scalar(select(Job.kind).where(Job.dedup_key == key)) == "checks.tell_status"


def test_sent_twice_it_is_recorded_once(office: builders.Office) -> None:
    case_id = builders.prepared(office)
    entry = builders.a_departure(case_id)
    depart(office, case_id, entry)
    depart(office, case_id, entry)
    assert rows(Departure, case_id) == 1
    assert len(events(case_id, EventKind.DEPARTED)) == 1
    arrival = builders.an_arrival(case_id)
    arrive(office, case_id, arrival)
    arrive(office, case_id, arrival)
    assert rows(Arrival, case_id) == 1


def test_other_facts_about_a_recorded_departure_are_refused(office: builders.Office) -> None:
    case_id = builders.departed(office)
    other = DepartureEntry(builders.members(case_id), today(), "Eindhoven", DepartureProof.EXIT_STAMP)
    with pytest.raises(RuleBroken, match="already recorded"):
        depart(office, case_id, other)


def test_some_of_the_family_leave_first(office: builders.Office) -> None:
    case_id = builders.prepared(office, an_opening(a_couple()))
    first, second = builders.members(case_id)
    depart(office, case_id, builders.a_departure(case_id, first))
    assert builders.stage_of(case_id) is Stage.DEPARTED
    arrive(office, case_id, builders.an_arrival(case_id, first))
    assert builders.stage_of(case_id) is Stage.ARRIVED
    with pytest.raises(RuleBroken, match="can be confirmed after the departure"):
        arrive(office, case_id, builders.an_arrival(case_id, second))


def test_those_who_follow_are_noted_beside(office: builders.Office) -> None:
    case_id = builders.prepared(office, an_opening(a_couple()))
    first, second = builders.members(case_id)
    depart(office, case_id, builders.a_departure(case_id, first))
    depart(office, case_id, builders.a_departure(case_id, second))
    assert [event.details["persons"] for event in events(case_id, EventKind.DEPARTED)] in (
        [[str(first)], [str(second)]], [[str(second)], [str(first)]],
    )  # fmt: skip
    arrive(office, case_id, builders.an_arrival(case_id))
    assert rows(Arrival, case_id) == 2


def test_nobody_leaves_before_the_decision_or_without_one(office: builders.Office) -> None:
    case_id = builders.prepared(office)
    with pytest.raises(RuleBroken, match=r"Departure recorded earlier than decision\. Check the dates\."):
        depart(office, case_id, builders.a_departure(case_id, on=today() - timedelta(days=1)))
    waiting = builders.submitted(office, an_opening(principal=people.a_person_entry("Ngozi", "Eze", identifiers=())))
    with pytest.raises(RuleBroken, match="after the approval"):
        depart(office, waiting, builders.a_departure(waiting))


def test_strangers_do_not_leave_in_this_case(office: builders.Office) -> None:
    case_id = builders.prepared(office)
    with pytest.raises(Malformed, match="members of this family"):
        depart(office, case_id, builders.a_departure(case_id, UUID(int=7)))


def test_a_late_arrival_needs_its_reason(office: builders.Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = builders.departed(office)
    with scope(people.SEEDER), unit_of_work(people.SEEDER) as work:
        departure = work.session.scalars(select(Departure).where(Departure.case_id == case_id)).one()
        departure.departed_on -= timedelta(days=3)
        booking = work.session.scalars(select(TravelBooking).where(TravelBooking.case_id == case_id)).one()
        booking.arrives_on = departure.departed_on
        work.record(Action.CASE_CHANGED, case_id=case_id)
    with pytest.raises(RuleBroken, match="more than 48 hours from what was booked"):
        arrive(office, case_id, builders.an_arrival(case_id))
    told = ArrivalEntry(builders.members(case_id), today(), ArrivalProof.PHONE_CALL, DelayReason.LATE_CONTACT)
    arrive(office, case_id, told)
    [event] = events(case_id, EventKind.ARRIVED)
    assert event.details["delay_reason"] == "late_contact"


def test_a_partner_without_access_confirms_nothing(office: builders.Office) -> None:
    case_id = builders.departed(office)
    stranger = people.an_actor(Role.PARTNER, organisation=people.an_organisation(member_state=None, country="NG"))
    with pytest.raises(NotFound), unit_of_work(stranger) as work:
        confirm_arrival(work, case_id, builders.an_arrival(case_id))
