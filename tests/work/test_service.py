"""Tasks open and close with what happens in a case; clocks stop and go on; deadlines are moved."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from returns_app.cases.rules import PauseEntry, PauseKind, PauseReason, Stage
from returns_app.cases.service import pause_case, resume_case
from returns_app.closure.rules import Withdrawal, WithdrawalReason
from returns_app.closure.service import withdraw_case
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, NotFound, RuleBroken
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.work import queries, service
from returns_app.work.models import Task
from returns_app.work.rules import Duty, Extension, ExtensionReason, TaskEnd, TaskKind, working_days_between
from tests import people
from tests.decisions import builders

pytestmark = pytest.mark.postgres
SURVEYS = (TaskKind.SURVEY_1, TaskKind.SURVEY_6, TaskKind.SURVEY_12)  # planned by the arrival


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def tasks(case_id: UUID) -> dict[TaskKind, Task]:
    db.session().rollback()
    return {task.kind: task for task in db.session().query(Task).filter_by(case_id=case_id)}


def open_kinds(case_id: UUID) -> set[TaskKind]:
    return {kind for kind, task in tasks(case_id).items() if task.ended_at is None}


def follow_up(office: builders.Office, case_id: UUID, **more: object) -> UUID:
    with unit_of_work(office.counsellor) as work:
        assert office.counsellor.organisation_id is not None
        duty = Duty(
            TaskKind.FOLLOW_UP, office.counsellor.organisation_id, Role.COUNSELLOR, case_id, office.counsellor.account_id,
            note="Call the embassy", **{"subject_id": uuid4(), "due_on": today() + timedelta(days=5), **more},  # type: ignore[arg-type]
        )  # fmt: skip
        return service.open_task(work, duty).id


@pytest.mark.parametrize(
    ("make", "kinds"),
    [
        (builders.opened, {TaskKind.SUBMIT}),
        (builders.submitted, {TaskKind.DECIDE}),
        (builders.approved, {TaskKind.SERVE_LETTER, TaskKind.RECORD_DEPARTURE}),
        (builders.departed, {TaskKind.SERVE_LETTER, TaskKind.CONFIRM_ARRIVAL}),
        (builders.arrived, {TaskKind.SERVE_LETTER, TaskKind.PLAN_SUPPORT, TaskKind.CLOSE_CASE, *SURVEYS}),
    ],
)
def test_a_stage_opens_its_tasks_and_closes_those_before(
    office: builders.Office, make: object, kinds: set[TaskKind]
) -> None:
    case_id = make(office)  # type: ignore[operator]
    assert open_kinds(case_id) == kinds
    ended = [task for task in tasks(case_id).values() if task.ended_at]
    assert all(task.end is TaskEnd.DONE for task in ended)
    assert builders.logged(case_id, Action.TASK_CLOSED) == len(ended)
    assert builders.logged(case_id, Action.TASK_OPENED) == len(ended) + len(kinds)


def test_tasks_go_to_whoever_does_the_work(office: builders.Office) -> None:
    found = tasks(builders.arrived(office))
    assert found[TaskKind.SUBMIT].owner_id == office.counsellor.account_id
    assert (found[TaskKind.DECIDE].owner_id, found[TaskKind.DECIDE].role) == (None, Role.APPROVER)
    assert found[TaskKind.PLAN_SUPPORT].organisation_id == office.partner_organisation.id
    assert found[TaskKind.CLOSE_CASE].owner_id == office.counsellor.account_id


def test_a_deadline_comes_from_the_table(office: builders.Office) -> None:
    due = tasks(builders.approved(office))[TaskKind.RECORD_DEPARTURE].due_on
    assert due == today() + timedelta(days=90)


def test_withdrawal_closes_everything_as_not_needed(office: builders.Office) -> None:
    case_id = builders.approved(office)
    follow_up(office, case_id)
    with unit_of_work(office.counsellor) as work:
        withdraw_case(work, case_id, Withdrawal(WithdrawalReason.CHANGED_MIND))
    assert builders.stage_of(case_id) is Stage.WITHDRAWN
    assert open_kinds(case_id) == set()
    assert tasks(case_id)[TaskKind.RECORD_DEPARTURE].end is TaskEnd.NOT_NEEDED
    assert tasks(case_id)[TaskKind.SUBMIT].end is TaskEnd.DONE


def test_the_same_duty_is_open_once(office: builders.Office) -> None:
    case_id, subject = builders.opened(office), uuid4()
    first, second = follow_up(office, case_id, subject_id=subject), follow_up(office, case_id, subject_id=subject)
    assert first == second
    assert follow_up(office, case_id) != first


def test_colleagues_stand_in_for_one_another_and_nobody_else(office: builders.Office) -> None:
    case_id = builders.approved(office)
    task_id = follow_up(office, case_id)
    stranger, colleague = people.an_actor(), people.an_actor(Role.COUNSELLOR, organisation=office.organisation)
    for other in (stranger, office.partner):
        assert not can_get(other, task_id)
    assert can_get(office.counsellor, task_id)
    assert can_get(colleague, task_id)
    with scope(colleague):
        assert list(db.session().scalars(queries.visible_tasks(colleague))) == []


def can_get(actor: Actor, task_id: UUID) -> bool:
    db.session().rollback()
    with scope(actor):
        try:
            queries.get_task(db.session(), actor, task_id)
        except NotFound:
            return False
    return True


def test_a_simple_task_is_ticked_off_and_undone(office: builders.Office) -> None:
    task_id = follow_up(office, builders.opened(office))
    for _ in range(2):
        with unit_of_work(office.counsellor) as work:
            assert service.complete_task(work, task_id).end is TaskEnd.DONE
    with unit_of_work(office.counsellor) as work:
        assert service.reopen_task(work, task_id).ended_at is None


def test_a_tick_is_undone_for_minutes_only_and_not_by_another(office: builders.Office) -> None:
    task_id = follow_up(office, builders.opened(office))
    with unit_of_work(office.counsellor) as work:
        service.complete_task(work, task_id)
    with pytest.raises(RuleBroken, match="can't be opened again"), unit_of_work(office.counsellor) as work:
        work.now += timedelta(hours=1)
        service.reopen_task(work, task_id)


def test_what_a_stage_asks_for_is_not_ticked_off(office: builders.Office) -> None:
    task_id = tasks(builders.opened(office))[TaskKind.SUBMIT].id
    with pytest.raises(RuleBroken, match="ends by itself"), unit_of_work(office.counsellor) as work:
        service.complete_task(work, task_id)


def move(office: builders.Office, task_id: UUID, until: date, version: int | None = None) -> None:
    version = version or db.session().get_one(Task, task_id).version
    with unit_of_work(office.counsellor) as work:
        said = Extension(version, until, ExtensionReason.WAITS_FOR_AUTHORITY, "The consulate is closed until May")
        service.extend_task(work, task_id, said)


def test_an_extension_keeps_what_stood_there(office: builders.Office) -> None:
    case_id = builders.approved(office)
    task = tasks(case_id)[TaskKind.RECORD_DEPARTURE]
    before, version = task.due_on, task.version
    move(office, task.id, today() + timedelta(days=120))
    kept = queries.list_extensions(db.session(), task.id)
    assert [(one.before, one.until) for one in kept] == [(before, today() + timedelta(days=120))]
    assert kept[0].text == "The consulate is closed until May"
    assert b"consulate" not in db.session().execute(text("select text_ct from task_extension")).scalar_one()
    with pytest.raises(Conflict):
        move(office, task.id, today() + timedelta(days=130), version)
    with pytest.raises(RuleBroken, match="at the latest"):
        move(office, task.id, today() + timedelta(days=181))


def stand_still(actor: Actor, case_id: UUID, kind: PauseKind = PauseKind.HOLD) -> None:
    reason = PauseReason.DOCUMENT if kind is PauseKind.HOLD else PauseReason.FRAUD
    with unit_of_work(actor) as work:
        pause_case(work, case_id, PauseEntry(kind, reason, work.today + timedelta(days=20), "A report from Antwerp"))


def go_on(actor: Actor, case_id: UUID, days: int) -> date:
    with unit_of_work(actor) as work:
        work.today += timedelta(days=days)
        resume_case(work, case_id)
        return work.today


def test_the_clock_stands_still_while_a_case_does(office: builders.Office) -> None:
    case_id = builders.opened(office)
    follow_up(office, case_id)
    before = tasks(case_id)
    due, chosen = before[TaskKind.SUBMIT].due_on, before[TaskKind.FOLLOW_UP].due_on
    assert due is not None
    stand_still(office.counsellor, case_id)
    still = tasks(case_id)
    assert (still[TaskKind.SUBMIT].paused_on, still[TaskKind.FOLLOW_UP].paused_on) == (today(), None)
    assert still[TaskKind.LOOK_AGAIN].due_on == today() + timedelta(days=20)
    until = go_on(office.counsellor, case_id, 12)
    after = tasks(case_id)
    told = after[TaskKind.SUBMIT]
    assert told.due_on is not None
    assert (told.paused_on, after[TaskKind.FOLLOW_UP].due_on) == (None, chosen)
    assert working_days_between(until, told.due_on, "NL") == working_days_between(today(), due, "NL")
    assert after[TaskKind.LOOK_AGAIN].end is TaskEnd.DONE
    kept = queries.list_standstills(db.session(), [told.id])[told.id]
    assert (kept.before, kept.until, kept.text) == (due, told.due_on, f"{today()} – {until}")


def test_a_term_that_the_law_lets_run_runs(office: builders.Office) -> None:
    case_id = builders.approved(office)
    due = tasks(case_id)[TaskKind.RECORD_DEPARTURE].due_on
    stand_still(office.approver, case_id, PauseKind.SUSPENSION)
    assert tasks(case_id)[TaskKind.RECORD_DEPARTURE].paused_on is None
    assert tasks(case_id)[TaskKind.LOOK_AGAIN].role is Role.APPROVER
    go_on(people.an_actor(Role.APPROVER, organisation=office.organisation), case_id, 30)
    assert tasks(case_id)[TaskKind.RECORD_DEPARTURE].due_on == due


def test_the_case_says_what_stood_still_and_what_ran_on(house: Flask, office: builders.Office) -> None:
    case_id, client = builders.opened(office), builders.browser(house, office.counsellor)
    follow_up(office, case_id)
    stand_still(office.counsellor, case_id)
    page = client.get(f"/cases/{case_id}").text
    assert "The clock stands still since" in page
    assert "Runs on while the case stands still." in page
    assert "See whether the case can go on" in page
    go_on(office.counsellor, case_id, 12)
    page = client.get(f"/cases/{case_id}").text
    assert "The case stood still: moved from" in page
    assert "Runs on" not in page
    table = client.get("/deadlines").text
    assert "Stands still too" in table
    assert "Runs on" in table


def test_whoever_takes_a_case_over_takes_its_tasks_along(office: builders.Office) -> None:
    case_id = builders.opened(office)
    colleague = people.an_actor(Role.COUNSELLOR, organisation=office.organisation)
    before, after = office.counsellor.account_id, colleague.account_id
    assert before is not None
    assert after is not None
    with unit_of_work(office.counsellor) as work:
        assert service.hand_over_tasks(work, case_id, before, after) == 1
        assert service.hand_over_tasks(work, case_id, before, after) == 0
    assert tasks(case_id)[TaskKind.SUBMIT].owner_id == after


def test_the_note_is_kept_under_the_cases_key(office: builders.Office) -> None:
    case_id = builders.opened(office)
    follow_up(office, case_id)
    assert tasks(case_id)[TaskKind.FOLLOW_UP].note == "Call the embassy"
    sealed = db.session().execute(text("select note_ct, sealed_by from task where kind = 'follow_up'")).one()
    assert b"embassy" not in sealed[0]
    assert UUID(str(sealed[1])) == case_id
