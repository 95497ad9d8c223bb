"""A travel document is a chain: only the steps of the table, in the order of their days, each known once."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from returns_app.cases.labels import TRAVEL_WORDS
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, Refusal, RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.travel import queries, service
from returns_app.travel.labels import DOCUMENT_STATES
from returns_app.travel.rules import (
    BEGINS,
    CHAIN,
    BookingState,
    DocumentKind,
    DocumentState,
    DocumentStep,
    Ground,
    check_beginning,
    check_document_step,
)
from returns_app.work.models import Task
from returns_app.work.rules import TaskKind
from tests import people
from tests.decisions import builders as cases
from tests.travel.builders import a_request, advance, begin, document, issue

TODAY = date(2026, 3, 10)
SOMEBODY = UUID(int=1)
S = DocumentState
days = st.dates(date(2026, 1, 1), date(2026, 4, 30))


@pytest.fixture
def office(house: Flask) -> cases.Office:
    return cases.an_office()


def tasks(case_id: UUID) -> list[tuple[TaskKind, date | None]]:
    db.session().rollback()
    with scope(people.SEEDER):
        waiting = select(Task).where(Task.case_id == case_id, Task.ended_at.is_(None))
        kinds = {TaskKind.ASK_AUTHORITY, TaskKind.INTERVIEW}
        return [(one.kind, one.due_on) for one in db.session().scalars(waiting) if one.kind in kinds]


@given(before=st.sampled_from(S), after=st.sampled_from(S), last=days, on=days)
def test_a_step_is_taken_exactly_when_the_table_has_it_and_the_days_are_in_order(
    before: S, after: S, last: date, on: date
) -> None:
    step = DocumentStep(after, on, valid_until=date(2027, 1, 1))
    allowed = after in CHAIN[before] and on >= last and (on <= TODAY or after is S.PLANNED)
    try:
        check_document_step(before, last, step, TODAY)
    except Refusal:
        assert not allowed
    else:
        assert allowed


def test_every_document_can_come_to_an_end_and_every_state_has_its_words() -> None:
    for state in BEGINS:
        reached = {state}
        while more := {after for one in reached for after in CHAIN[one]} - reached:
            reached |= more
        assert S.CANCELLED in reached
    assert set(DOCUMENT_STATES) == set(CHAIN) == set(S)
    told = {f"document.{state}" for state in S} | {f"booking.{state}" for state in BookingState}
    assert told <= set(TRAVEL_WORDS)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"authority": " "}, "travel.no_authority"),
        ({"on": TODAY + timedelta(days=1)}, "travel.future"),
        ({"state": S.CONFIRMED}, "travel.document_begins"),
        ({"state": S.HELD}, "travel.no_validity"),
        ({"state": S.HELD, "valid_until": TODAY - timedelta(days=1)}, "travel.not_valid"),
        ({"kind": DocumentKind.NONE}, "travel.document_kind"),
        ({"ground": Ground.GROUP_LIST}, "travel.document_ground"),
        ({"state": S.NOT_NEEDED}, "travel.document_ground"),
    ],
)
def test_what_a_beginning_needs(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_beginning(a_request(SOMEBODY, **({"on": TODAY, "request_key": UUID(int=2)} | changes)), (), TODAY)
    assert refused.value.code == code


def test_one_request_runs_at_a_time() -> None:
    entry = a_request(SOMEBODY, on=TODAY, request_key=UUID(int=2))
    check_beginning(entry, (DocumentKind.PASSPORT,), TODAY)
    with pytest.raises(RuleBroken, match="already being asked for"):
        check_beginning(entry, (DocumentKind.EMERGENCY,), TODAY)


@pytest.mark.postgres
def test_a_chain_from_the_embassy_to_the_paper(office: cases.Office) -> None:
    case_id = cases.opened(office)
    person_id = cases.members(case_id)[0]
    paper = begin(office.counsellor, case_id, a_request(person_id))
    assert tasks(case_id) == [(TaskKind.ASK_AUTHORITY, today() - timedelta(days=10))]
    interview = today() + timedelta(days=3)
    advance(office.travel_desk, case_id, paper, DocumentStep(S.PLANNED, interview))
    assert tasks(case_id) == [(TaskKind.INTERVIEW, interview)]
    advance(office.travel_desk, case_id, paper, DocumentStep(S.INTERVIEWED, today()))
    advance(office.travel_desk, case_id, paper, DocumentStep(S.CONFIRMED, today()))
    advance(office.travel_desk, case_id, paper, issue())
    assert tasks(case_id) == []
    row = document(case_id, paper)
    with scope(people.SEEDER):
        assert (row.state, row.number, row.valid_until) == (S.ISSUED, "LP-2231", today() + timedelta(days=30))
        steps = [one.state for one in queries.steps_of(db.session(), case_id)[paper]]
    assert steps == [S.SENT, S.PLANNED, S.INTERVIEWED, S.CONFIRMED, S.ISSUED]
    assert cases.logged(case_id, Action.DOCUMENT_RECORDED) == 5


@pytest.mark.postgres
def test_the_number_is_stored_under_the_persons_key(office: cases.Office) -> None:
    case_id = cases.opened(office)
    until = today() + timedelta(days=90)
    entry = a_request(cases.members(case_id)[0], state=S.HELD, number="A01234567", valid_until=until)
    row = document(case_id, begin(office.counsellor, case_id, entry))
    assert row.number_ct
    assert b"A01234567" not in row.number_ct


@pytest.mark.postgres
def test_sent_twice_it_happened_once(office: cases.Office) -> None:
    case_id = cases.opened(office)
    entry = a_request(cases.members(case_id)[0])
    paper = begin(office.counsellor, case_id, entry)
    assert begin(office.counsellor, case_id, entry) == paper
    version = document(case_id, paper).version
    for _ in range(2):
        with unit_of_work(office.counsellor) as work:
            service.advance_document(work, case_id, paper, DocumentStep(S.REFUSED, today()), version)
            work.record(Action.CASE_READ, case_id=case_id)
    with scope(people.SEEDER):
        assert len(queries.steps_of(db.session(), case_id)[paper]) == 2


@pytest.mark.postgres
def test_the_timeline_tells_of_every_step(app: Flask, office: cases.Office) -> None:
    case_id = cases.opened(office)
    begin(office.counsellor, case_id, a_request(cases.members(case_id)[0]))
    client = cases.browser(app, office.counsellor)
    assert "Request for a travel document sent" in client.get(f"/cases/{case_id}/timeline").text


@pytest.mark.postgres
def test_another_office_finds_no_document(office: cases.Office) -> None:
    case_id = cases.approved(office)
    entry = a_request(cases.members(case_id)[0])
    paper = begin(office.counsellor, case_id, entry)
    other = people.an_actor(Role.TRAVEL_DESK, organisation=people.an_organisation(member_state="BE"))
    for actor in (office.partner, other):
        with pytest.raises(NotFound), unit_of_work(actor) as work:
            service.advance_document(work, case_id, paper, issue(), 1)
    with pytest.raises(NotFound), unit_of_work(office.counsellor) as work:
        service.begin_document(work, case_id, a_request(uuid4()))
