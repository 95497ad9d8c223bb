"""Reminders come with the arrival and go with the answer; nothing is counted twice, nothing is guessed."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from returns_app.cases.rules import MemberEntry, MemberRole
from returns_app.closure.rules import Closing, ClosureReason
from returns_app.closure.service import close_case
from returns_app.core.errors import Conflict, Malformed, NotFound, RuleBroken
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.followup import queries, service
from returns_app.followup.models import SurveyRound
from returns_app.followup.rules import (
    HelpAnswer,
    HelpEnd,
    HelpKind,
    MissReason,
    RoundState,
    SurveyMoment,
    Whose,
)
from returns_app.followup.service.expecting import catch_up
from returns_app.work.queries import list_open
from returns_app.work.rules import TaskKind
from tests import people
from tests.cases import builders as case_builders
from tests.decisions import builders as cases
from tests.decisions.builders import Office
from tests.followup.builders import answers_of, arrived_before, ask, help_said, miss, needs, rounds

pytestmark = pytest.mark.postgres
ASKING = (TaskKind.SURVEY_1, TaskKind.SURVEY_6, TaskKind.SURVEY_12)


@pytest.fixture
def office(house: Flask) -> Office:
    return cases.an_office()


def test_the_arrival_plans_three_surveys_and_tells_nobody_yet(office: Office) -> None:
    case_id = cases.arrived(office)
    tasks = {one.kind: one for one in list_open(db.session(), case_id=case_id, kinds=ASKING)}
    assert set(tasks) == set(ASKING)
    assert all(one.organisation_id == office.partner_organisation.id for one in tasks.values())
    due = {moment: row.due_on for moment, row in rounds(case_id).items()}
    assert tasks[TaskKind.SURVEY_12].due_on == due[SurveyMoment.M12] > due[SurveyMoment.M6] > due[SurveyMoment.M1]
    told = db.session().scalars(
        text("select count(*) from notice n join task t on t.id = n.task_id where t.kind like 'survey%'")
    )
    assert list(told) == [0]


def test_answers_end_the_reminder_keep_the_score_and_are_recorded_once(office: Office) -> None:
    case_id = arrived_before(office, 200)
    key = uuid4()
    row = rounds(case_id)[SurveyMoment.M6]
    first = ask(office.partner, row, request_key=key)
    again = ask(office.partner, row, request_key=key)
    assert again.id == first.id
    stored = rounds(case_id)[SurveyMoment.M6]
    assert (stored.state, stored.score, stored.is_reached) == (RoundState.ANSWERED, 100, True)
    assert {one.kind for one in list_open(db.session(), case_id=case_id, kinds=ASKING)} == {
        TaskKind.SURVEY_1, TaskKind.SURVEY_12,
    }  # fmt: skip
    sheet = queries.sheets_of(db.session(), case_id)[row.id]
    assert sheet.given == answers_of()
    raw = db.session().execute(text("select answers_ct from survey_sheet")).scalar_one()
    assert b"very_satisfied" not in bytes(raw)


def test_answered_again_the_newest_counts_and_a_stale_page_is_refused(office: Office) -> None:
    case_id = arrived_before(office, 200)
    before = rounds(case_id)[SurveyMoment.M6]
    read = before.version
    ask(office.partner, before)
    with pytest.raises(Conflict, match="Somebody else"):
        ask(office.counsellor, rounds(case_id)[SurveyMoment.M6], version=read)
    ask(office.counsellor, rounds(case_id)[SurveyMoment.M6], answers={"E1": ("neither",)})
    stored = rounds(case_id)[SurveyMoment.M6]
    assert (stored.state, stored.score) == (RoundState.ANSWERED, None)
    assert queries.sheets_of(db.session(), case_id)[stored.id].given == {"E1": ("neither",)}


def test_an_answer_too_early_for_its_moment_is_refused(office: Office) -> None:
    case_id = arrived_before(office, 60)
    with pytest.raises(RuleBroken, match="Answers of this moment"):
        ask(office.partner, rounds(case_id)[SurveyMoment.M6])
    with pytest.raises(Malformed, match="Not one question"):
        ask(office.partner, rounds(case_id)[SurveyMoment.M1], answers={})


def test_nobody_answered_and_answers_came_later(office: Office) -> None:
    case_id = arrived_before(office, 200)
    for _twice in range(2):
        miss(office.partner, rounds(case_id)[SurveyMoment.M6], MissReason.REFUSED, "Hung up.")
    row = rounds(case_id)[SurveyMoment.M6]
    assert (row.state, row.reason, row.is_reached, row.note) == (
        RoundState.MISSED,
        MissReason.REFUSED,
        True,
        "Hung up.",
    )
    assert list_open(db.session(), case_id=case_id, kinds=[TaskKind.SURVEY_6]) == []
    ask(office.partner, row)
    row = rounds(case_id)[SurveyMoment.M6]
    assert (row.state, row.reason, row.note) == (RoundState.ANSWERED, None, "")
    with pytest.raises(RuleBroken, match="they stay"):
        miss(office.partner, row)


def test_whoever_died_is_not_asked_again_nor_counted(office: Office) -> None:
    case_id = arrived_before(office, 370)
    ask(office.partner, rounds(case_id)[SurveyMoment.M1])
    miss(office.partner, rounds(case_id)[SurveyMoment.M6], MissReason.DIED)
    assert {one.reason for moment, one in rounds(case_id).items() if moment is not SurveyMoment.M1} == {MissReason.DIED}
    assert list_open(db.session(), case_id=case_id, kinds=ASKING) == []
    rates = queries.rates_in_sight(db.session(), office.partner, today())
    assert [(one.due, one.answered, one.not_counted) for one in rates.values()] == [(1, 1, 0), (0, 0, 1), (0, 0, 1)]


def test_help_that_is_needed_becomes_a_task_once_and_ends_with_what_was_done(office: Office) -> None:
    case_id = arrived_before(office, 370)
    answers = answers_of() | {"P8": ("yes",)}
    said = help_said(HelpKind.HOUSING, whose=Whose.COUNSELLOR, text="The roof leaks.")
    ask(office.partner, rounds(case_id)[SurveyMoment.M6], answers=answers, help=said)
    ask(
        office.partner,
        rounds(case_id)[SurveyMoment.M12],
        answers=answers,
        help=help_said(HelpKind.HOUSING, text="Worse."),
    )
    found = needs(case_id)
    assert {kind: one.whose for kind, one in found.items()} == {
        HelpKind.PSYCHOLOGICAL: Whose.PARTNER, HelpKind.HOUSING: Whose.COUNSELLOR,
    }  # fmt: skip
    assert found[HelpKind.HOUSING].text == "The roof leaks.\nWorse."
    tasks = list_open(db.session(), case_id=case_id, kinds=[TaskKind.HELP_NEEDED])
    assert {(one.role, one.owner_id) for one in tasks} == {
        (Role.PARTNER, None), (Role.COUNSELLOR, office.counsellor.account_id),
    }  # fmt: skip
    need = found[HelpKind.HOUSING]
    answer = HelpAnswer(need.version, HelpEnd.REFERRED, "The municipality repairs it.")
    for _twice in range(2):
        with unit_of_work(office.counsellor) as work:
            service.end_need(work, case_id, need.id, answer)
    assert [one.role for one in list_open(db.session(), case_id=case_id, kinds=[TaskKind.HELP_NEEDED])] == [
        Role.PARTNER
    ]
    with pytest.raises(RuleBroken, match="already recorded"), unit_of_work(office.partner) as work:
        service.end_need(work, case_id, need.id, HelpAnswer(need.version, HelpEnd.HELPED, "Somebody else helped."))


def test_surveys_go_on_when_the_case_is_closed(office: Office) -> None:
    case_id = arrived_before(office, 370)
    with unit_of_work(office.counsellor) as work:
        close_case(work, case_id, Closing(ClosureReason.COMPLETED))
    assert len(list_open(db.session(), case_id=case_id, kinds=ASKING)) == 3
    ask(office.partner, rounds(case_id)[SurveyMoment.M12])
    assert rounds(case_id)[SurveyMoment.M12].state is RoundState.ANSWERED


def test_arrivals_from_before_are_caught_up_with_what_is_still_to_come(office: Office) -> None:
    case_id = arrived_before(office, 300)
    db.session().rollback()
    with unit_of_work(people.SEEDER) as work:
        work.session.execute(text("delete from survey_round"))
        work.session.execute(text("delete from task where kind like 'survey%'"))
        work.events.append(people.AN_EVENT)
    for _twice in range(2):
        with unit_of_work(people.SEEDER) as work:
            catch_up(work)
    assert set(rounds(case_id)) == {SurveyMoment.M12}


def test_another_authority_sees_nothing(office: Office) -> None:
    case_id = arrived_before(office, 200)
    row = rounds(case_id)[SurveyMoment.M6]
    stranger = people.an_actor(Role.COUNSELLOR, organisation=people.an_organisation(member_state="BE"))
    with pytest.raises(NotFound):
        ask(stranger, row)
    assert queries.list_waiting(db.session(), stranger, today()) == []
    assert all(one.due == 0 for one in queries.rates_in_sight(db.session(), stranger, today()).values())
    assert [one.round.id for one in queries.list_waiting(db.session(), office.partner, today(), SurveyMoment.M6)] == [
        row.id
    ]


def test_children_are_not_asked(office: Office) -> None:
    child = people.a_person_entry("Ada", born=PartialDate(2018, 5, 1, DatePrecision.DOCUMENT), identifiers=())
    case_id = cases.arrived(office, case_builders.an_opening(MemberEntry(child, MemberRole.CHILD)))
    assert len(cases.members(case_id)) == 2
    assert {one.person_id for one in db.session().query(SurveyRound)} == {cases.members(case_id)[0]}
