"""A departure is prepared when everybody has a document or a reason, a booking, visas and answers; or it says why not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from returns_app.cases.rules import Fact, MemberEntry, MemberRole, Stage
from returns_app.cases.service import missing_for
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork, today, unit_of_work
from returns_app.travel import queries, service
from returns_app.travel.rules import (
    AnswerEntry,
    ArrivalEntry,
    ArrivalProof,
    BookingState,
    ChangeReason,
    DepartureProof,
    DocumentState,
    Lack,
    Need,
    NeedAnswer,
    NeedEntry,
    NeedKind,
    Paper,
    ProofEntry,
    Traveller,
    Visa,
    lacks_of,
)
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders as cases
from tests.travel.builders import a_booking

DAY = date(2026, 5, 1)
SOMEBODY = UUID(int=1)
READY = Traveller(SOMEBODY, (Paper(DocumentState.HELD, DAY),), (), DAY)


@pytest.fixture
def office(house: Flask) -> cases.Office:
    return cases.an_office()


def act(office: cases.Office, does: Callable[[UnitOfWork], Any]) -> Any:
    with unit_of_work(office.travel_desk) as work:
        return does(work)


def lacks(case_id: UUID) -> dict[UUID, tuple[Lack, ...]]:
    case = cases.stored(case_id)
    with scope(people.SEEDER):
        return queries.what_they_lack(db.session(), case)


def family(office: cases.Office) -> UUID:
    wife = MemberEntry(people.a_person_entry("Amaka", identifiers=()), MemberRole.SPOUSE)
    return cases.approved(office, an_opening(wife))


@pytest.mark.parametrize(
    ("traveller", "found"),
    [
        (READY, ()),
        (replace(READY, papers=()), (Lack.DOCUMENT,)),
        (replace(READY, papers=(Paper(DocumentState.SENT, None),)), (Lack.DOCUMENT,)),
        (replace(READY, papers=(Paper(DocumentState.ISSUED, DAY - timedelta(days=1)),)), (Lack.VALIDITY,)),
        (replace(READY, papers=(Paper(DocumentState.NOT_NEEDED, None),)), ()),
        (replace(READY, booked_on=None), (Lack.BOOKING,)),
        (replace(READY, visas=(Visa.NOT_NEEDED, Visa.NEEDED)), (Lack.VISA,)),
        (replace(READY, visas=(Visa.OBTAINED,)), ()),
        (replace(READY, needs=(Need(NeedAnswer.OPEN, None),)), (Lack.NEED,)),
        (replace(READY, needs=(Need(NeedAnswer.UNFIT, None),)), (Lack.UNFIT,)),
        (replace(READY, needs=(Need(NeedAnswer.FIT, DAY - timedelta(days=1)),)), (Lack.UNFIT,)),
        (replace(READY, needs=(Need(NeedAnswer.FIT, DAY), Need(NeedAnswer.ARRANGED, None))), ()),
    ],
)
def test_what_a_traveller_lacks(traveller: Traveller, found: tuple[Lack, ...]) -> None:
    assert lacks_of([traveller], today=DAY).get(SOMEBODY, ()) == found


@given(valid=st.dates(date(2026, 1, 1), date(2026, 12, 31)), left=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_document_carries_exactly_to_its_last_day(valid: date, left: date) -> None:
    one = replace(READY, papers=(Paper(DocumentState.ISSUED, valid),))
    assert bool(lacks_of([one], today=DAY, left_on=left)) is (valid < left)


@pytest.mark.postgres
def test_nobody_leaves_unprepared_without_a_reason(office: cases.Office) -> None:
    case_id = cases.approved(office)
    entry = cases.a_departure(case_id)
    with pytest.raises(Malformed, match="Say why they left all the same") as refused:
        act(office, lambda work: service.record_departure(work, case_id, entry))
    assert refused.value.field == "all_the_same"
    told = replace(entry, all_the_same="He took an earlier bus on his own.")
    act(office, lambda work: service.record_departure(work, case_id, told))
    assert cases.stage_of(case_id) is Stage.DEPARTED


@pytest.mark.postgres
def test_the_guard_counts_and_leads_to_the_short_form(office: cases.Office) -> None:
    case_id = family(office)
    with scope(people.SEEDER):
        [(guard, count)] = missing_for(db.session(), cases.stored(case_id), Stage.DEPARTED)
    assert (guard.fact, guard.page, count) == (Fact.PREPARATION, "travel.prepare_departure", 4)
    cases.prepare(office.counsellor, case_id)
    with scope(people.SEEDER):
        assert missing_for(db.session(), cases.stored(case_id), Stage.DEPARTED) == []


@pytest.mark.postgres
def test_prepared_twice_it_is_kept_once(office: cases.Office) -> None:
    case_id = family(office)
    entry = cases.a_preparation(case_id)
    assert act(office, lambda work: service.prepare_departure(work, case_id, entry))
    with unit_of_work(office.travel_desk) as work:
        assert not service.prepare_departure(work, case_id, entry)
        work.record(people.AN_EVENT.action, case_id=case_id)
    with scope(people.SEEDER):
        assert len(queries.list_documents(db.session(), case_id)) == 2
        assert len(queries.list_bookings(db.session(), case_id)) == 1


@pytest.mark.postgres
def test_who_travels_later_is_asked_about_then(office: cases.Office) -> None:
    case_id = family(office)
    first, second = cases.members(case_id)
    act(office, lambda work: service.prepare_departure(work, case_id, cases.a_preparation(case_id, first)))
    act(office, lambda work: service.record_departure(work, case_id, cases.a_departure(case_id, first)))
    assert lacks(case_id) == {second: (Lack.DOCUMENT, Lack.BOOKING)}
    with pytest.raises(Malformed, match="Say why"):
        act(office, lambda work: service.record_departure(work, case_id, cases.a_departure(case_id, second)))


@pytest.mark.postgres
def test_a_flight_changes_for_everybody_on_it_and_the_first_one_stays_on_record(office: cases.Office) -> None:
    case_id = family(office)
    who = cases.members(case_id)
    first = act(office, lambda work: service.book(work, case_id, a_booking(*who)).id)
    with pytest.raises(Malformed, match="booked already"):
        act(office, lambda work: service.book(work, case_id, a_booking(who[0])))
    with pytest.raises(Malformed, match="Choose the reason"):
        act(office, lambda work: service.rebook(work, case_id, first, a_booking(*who), None))
    entry = a_booking(*who, flight="TK 1954")
    second = act(office, lambda work: service.rebook(work, case_id, first, entry, ChangeReason.CARRIER).id)
    assert act(office, lambda work: _again(work, case_id, first, entry)) == second
    with scope(people.SEEDER):
        found = queries.list_bookings(db.session(), case_id)
    assert [(one.flight, one.state) for one in found] == [
        ("TK 1954", BookingState.CONFIRMED), ("TK 1952", BookingState.REBOOKED),
    ]  # fmt: skip
    assert found[0].replaces_id == first


def _again(work: UnitOfWork, case_id: UUID, first: UUID, entry: Any) -> UUID:
    work.record(people.AN_EVENT.action, case_id=case_id)
    return service.rebook(work, case_id, first, entry, ChangeReason.CARRIER).id


@pytest.mark.postgres
def test_a_booking_that_was_not_used_is_no_booking(office: cases.Office) -> None:
    case_id = cases.prepared(office)
    [person_id] = cases.members(case_id)
    with scope(people.SEEDER):
        booking = queries.list_bookings(db.session(), case_id)[0].id
    missed, why = BookingState.MISSED, ChangeReason.DID_NOT_COME
    act(office, lambda work: service.change_booking(work, case_id, booking, missed, why))
    assert lacks(case_id) == {person_id: (Lack.BOOKING,)}
    assert cases.stage_of(case_id) is Stage.APPROVED
    with pytest.raises(RuleBroken, match="can't be changed"):
        act(office, lambda work: service.change_booking(work, case_id, booking, BookingState.CONFIRMED, None))


@pytest.mark.postgres
def test_transit_visas_are_waited_for(office: cases.Office) -> None:
    case_id = cases.approved(office)
    [person_id] = cases.members(case_id)
    papers = replace(cases.a_preparation(case_id, on=today() + timedelta(days=10)), booking=None)
    act(office, lambda work: service.prepare_departure(work, case_id, papers))
    booking = act(office, lambda work: service.book(work, case_id, a_booking(person_id)).id)
    assert lacks(case_id) == {person_id: (Lack.VISA,)}
    act(office, lambda work: service.obtain_visa(work, case_id, booking, "TR"))
    assert lacks(case_id) == {}


@pytest.mark.postgres
def test_medical_detail_is_kept_by_those_who_screen_and_answered_by_the_desk(office: cases.Office) -> None:
    case_id = cases.prepared(office)
    [person_id] = cases.members(case_id)
    said = NeedEntry(person_id, NeedKind.MEDICAL, uuid4(), "Seat in front", "Insulin")
    desk = act(office, lambda work: service.record_need(work, case_id, replace(said, request_key=uuid4())).id)
    with unit_of_work(office.counsellor) as work:
        own = service.record_need(work, case_id, said).id
    with scope(people.SEEDER):
        kept = {one.id: one.detail for one in queries.list_needs(db.session(), case_id)}
    assert kept == {desk: "", own: "Insulin"}
    assert lacks(case_id) == {person_id: (Lack.NEED,)}
    until = today() + timedelta(days=14)
    with pytest.raises(Malformed, match="until when"):
        act(office, lambda work: service.answer_need(work, case_id, own, AnswerEntry(NeedAnswer.FIT, today())))
    for need in (desk, own):
        with unit_of_work(office.travel_desk) as work:
            service.answer_need(work, case_id, need, AnswerEntry(NeedAnswer.FIT, today(), until))
    assert lacks(case_id) == {}


@pytest.mark.postgres
def test_evidence_only_grows(office: cases.Office) -> None:
    case_id = cases.departed(office)
    who = cases.members(case_id)
    with pytest.raises(RuleBroken, match="no more than the one on record"):
        act(office, lambda w: service.prove_departure(w, case_id, ProofEntry(who, DepartureProof.CONSULATE)))
    stamp = ProofEntry(who, DepartureProof.EXIT_STAMP, "S-9")
    assert act(office, lambda w: service.prove_departure(w, case_id, stamp)) == 1
    assert level(case_id) == 2
    with unit_of_work(office.partner) as work:
        service.confirm_arrival(work, case_id, ArrivalEntry(who, today(), ArrivalProof.CAME_TO_OFFICE))
    assert level(case_id) == 1


@pytest.mark.postgres
def test_a_call_does_not_show_where_somebody_is(office: cases.Office) -> None:
    case_id = cases.departed(office)
    with unit_of_work(office.partner) as work:
        called = ArrivalEntry(cases.members(case_id), today(), ArrivalProof.PHONE_CALL)
        service.confirm_arrival(work, case_id, called)
    assert level(case_id) == 3


@pytest.mark.postgres
def test_nothing_is_prepared_in_a_foreign_case(app: Flask, office: cases.Office) -> None:
    case_id = cases.prepared(office)
    page = cases.browser(app, office.partner).get(f"/cases/{case_id}/travel").text
    assert "KL 587" in page
    assert "Passport" not in page
    assert "Still missing" not in page
    stranger = people.an_actor(Role.TRAVEL_DESK)
    assert cases.browser(app, stranger).get(f"/cases/{case_id}/travel/preparation").status_code == 404


@pytest.mark.postgres
def test_the_reason_why_they_left_all_the_same_stands_in_the_timeline(app: Flask, office: cases.Office) -> None:
    case_id = cases.approved(office)
    told = replace(cases.a_departure(case_id), all_the_same="He took an earlier bus on his own.")
    act(office, lambda work: service.record_departure(work, case_id, told))
    page = cases.browser(app, office.counsellor).get(f"/cases/{case_id}/timeline").text
    assert "He took an earlier bus on his own." in page


def level(case_id: UUID) -> int:
    db.session().rollback()
    with scope(people.SEEDER):
        [row] = queries.departures_of(db.session(), case_id).values()
        return row.evidence_level
