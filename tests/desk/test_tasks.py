"""Tasks on My work and on the page of a case: queues, next steps, ticks with undo, deadlines that move."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.work.models import Task
from returns_app.work.rules import TaskKind
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def of(case_id: UUID, kind: TaskKind) -> Task:
    db.session().rollback()
    return db.session().query(Task).filter_by(case_id=case_id, kind=kind).one()


def due_in(task: Task, days: int) -> None:
    with unit_of_work(people.SEEDER) as work:
        work.session.get_one(Task, task.id).due_on = today() + timedelta(days=days)
        work.events.append(people.AN_EVENT)


def day_typed(days: int, name: str) -> dict[str, str]:
    day = today() + timedelta(days=days)
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_a_deadline_moves_a_task_from_queue_to_queue(app: Flask, office: builders.Office) -> None:
    case_id = builders.opened(office)
    client = builders.browser(app, office.counsellor)
    places = {
        -2: ("overdue", "2 days late"),
        0: ("due-soon", "today"),
        6: ("due-soon", "in 6 days"),
        7: ("later", "in 7 days"),
    }
    for days, (code, words) in places.items():
        due_in(of(case_id, TaskKind.SUBMIT), days)
        for other in ("overdue", "due-soon", "later"):
            page = client.get(f"/?queue={other}").text
            assert ('class="main"' in page) is (other == code), (days, other)
        assert words in client.get(f"/?queue={code}").text


def test_the_week_counts_what_its_days_list(app: Flask, office: builders.Office) -> None:
    for days, who in ((1, "Chinedu"), (1, "Ngozi"), (3, "Tunde")):
        entry = people.a_person_entry(who, "Example", identifiers=())
        due_in(of(builders.opened(office, an_opening(principal=entry)), TaskKind.SUBMIT), days)
    client = builders.browser(app, office.counsellor)
    page = client.get("/?queue=due-soon").text
    links = re.findall(r'href="(/\?queue=due-soon&amp;day=[0-9-]+)".*?<strong>(\d+)</strong>', page)
    assert [int(number) for _url, number in links] == [2, 1]
    for url, number in links:
        listed = client.get(url.replace("&amp;", "&")).text
        assert listed.count("Complete and submit") == int(number)


def test_nobody_is_asked_to_decide_about_own_facts(app: Flask, office: builders.Office) -> None:
    both = people.an_actor(Role.COUNSELLOR, Role.APPROVER, organisation=office.organisation)
    case_id = builders.submitted(builders.Office(**{**vars(office), "counsellor": both}))
    due_in(of(case_id, TaskKind.DECIDE), 1)
    assert "Nothing is due" in builders.browser(app, both).get("/?queue=due-soon").text
    assert "Decide" in builders.browser(app, office.approver).get("/?queue=due-soon").text


def test_a_next_step_is_noted_ticked_off_and_undone(app: Flask, office: builders.Office) -> None:
    case_id = builders.opened(office)
    client = builders.browser(app, office.counsellor)
    typed = {"note": "Call the embassy about the passport", "request_key": str(uuid4()), **day_typed(3, "due_on")}
    for _ in range(2):
        assert client.post(f"/cases/{case_id}/tasks/new", data=typed).status_code == 302
    assert (
        client.get(f"/cases/{case_id}").text.count("Call the embassy") == 2
    )  # the link, and the name of "Move the deadline"
    task = of(case_id, TaskKind.FOLLOW_UP)
    answer = client.post(f"/tasks/{task.id}/done", data={"queue": "due-soon"}, follow_redirects=True).text
    assert "The task is done." in answer
    assert "Call the embassy" not in answer
    assert f"/tasks/{task.id}/reopen" in answer
    again = client.post(f"/tasks/{task.id}/done", data={"queue": "due-soon"}, follow_redirects=True).text
    assert "completed in the meantime" in again
    undone = client.post(f"/tasks/{task.id}/reopen", data={"queue": "due-soon"}, follow_redirects=True).text
    assert "Call the embassy" in undone


def test_a_next_step_goes_to_a_colleague_but_to_no_stranger(app: Flask, office: builders.Office) -> None:
    case_id, stranger = builders.opened(office), people.an_actor()
    colleague = people.an_actor(Role.COUNSELLOR, organisation=office.organisation)
    client = builders.browser(app, office.counsellor)
    refused = client.post(f"/cases/{case_id}/tasks/new", data={"note": "Call", "owner_id": str(stranger.account_id)})
    assert refused.status_code == 422
    assert "Choose one of the listed answers." in refused.text
    sent = {"note": "Call", "owner_id": str(colleague.account_id), "request_key": str(uuid4())}
    assert client.post(f"/cases/{case_id}/tasks/new", data=sent).status_code == 302
    assert of(case_id, TaskKind.FOLLOW_UP).owner_id == colleague.account_id


def test_a_deadline_moves_with_a_reason_and_within_the_table(app: Flask, office: builders.Office) -> None:
    case_id = builders.approved(office)
    task = of(case_id, TaskKind.RECORD_DEPARTURE)
    client = builders.browser(app, office.counsellor)
    page = f"/tasks/{task.id}/extension"
    typed = {"version": str(task.version), "reason": "waits_for_authority", "text": "The consulate is closed"}
    assert client.post(page, data={**typed, **day_typed(400, "until")}).status_code == 409
    assert "at the latest" in client.post(page, data={**typed, **day_typed(400, "until")}).text
    assert client.post(page, data={**typed, **day_typed(120, "until")}).status_code == 302
    assert "The consulate is closed" in client.get(page).text
    stale = client.post(page, data={**typed, **day_typed(130, "until")})
    assert stale.status_code == 409
    assert "The consulate is closed" in stale.text


def test_the_table_of_deadlines_names_its_sources(app: Flask, office: builders.Office) -> None:
    page = builders.browser(app, office.counsellor).get("/deadlines").text
    assert "Not verified" in page
    assert "14 working days" in page
    assert "The period for objections ends" in page


def test_a_partner_sees_its_own_tasks_in_a_shared_case_only(app: Flask, office: builders.Office) -> None:
    case_id = builders.arrived(office)
    shown = builders.browser(app, office.partner).get(f"/cases/{case_id}").text
    assert "Plan the support" in shown
    assert "Finish the support and close" not in shown
    assert "Finish the support and close" in builders.browser(app, office.counsellor).get(f"/cases/{case_id}").text
