"""My work and the overview of a case, by role."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event

from returns_app.checks.rules import CheckAnswer
from returns_app.core.actions import Action
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db, scope
from returns_app.desk.queries import PAGE, count_waiting, list_tasks, list_waiting, tasks_waiting
from returns_app.desk.rules import QUEUES, TASK_QUEUES, QueueCode, queues_of
from returns_app.people.rules import PersonEntry, Protection
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def a_person(given: str, family: str, year: int) -> PersonEntry:
    born = PartialDate(year, year % 12 + 1, year % 27 + 1, DatePrecision.DOCUMENT)
    return people.a_person_entry(given, family, identifiers=(), born=born)


PEOPLE = [
    a_person("Chinedu", "Okafor", 1991), a_person("Ngozi", "Balogun", 1984), a_person("Tunde", "Adeyemi", 1975),
    a_person("Halima", "Sani", 1999), a_person("Blessing", "Igwe", 1968),
]  # fmt: skip


def everybody(office: builders.Office) -> Iterator[Actor]:
    yield from (office.counsellor, office.approver, office.travel_desk, office.partner, office.finance)


def listed(actor: Actor, code: QueueCode) -> list[UUID]:
    """Every row of a queue, page by page."""
    session = db.session()
    session.rollback()
    with scope(actor):
        total = count_waiting(session, actor, [code])[code]
        pages = range(1, total // PAGE + 2)
        if code in TASK_QUEUES:
            wanted = tasks_waiting(actor, code)
            found = (list_tasks(session, actor, wanted, page=page, total=total, most=1000) for page in pages)
            return [row.task.id for page in found for row in page.rows][:total]
        rows = [case.id for page in pages for case in list_waiting(session, actor, code, page=page, total=total).cases]
    return rows if total % PAGE else rows[:total]


def a_case_at_every_stage(office: builders.Office) -> dict[str, UUID]:
    makers = (builders.opened, builders.submitted, builders.approved, builders.departed, builders.arrived)
    return {make.__name__: make(office, an_opening(principal=who)) for make, who in zip(makers, PEOPLE, strict=True)}


def test_every_count_is_the_length_of_its_list(office: builders.Office) -> None:
    a_case_at_every_stage(office)
    for actor in everybody(office):
        for code in queues_of(actor):
            with scope(actor):
                counted = count_waiting(db.session(), actor, [code])[code]
            assert counted == len(listed(actor, code)), (actor.roles, code)


def test_each_stage_waits_in_its_queue(office: builders.Office) -> None:
    cases = a_case_at_every_stage(office)
    assert cases["opened"] in listed(office.counsellor, QueueCode.TO_SUBMIT)
    assert listed(office.approver, QueueCode.TO_DECIDE) == [cases["submitted"]]
    assert listed(office.travel_desk, QueueCode.TO_DEPART) == [cases["approved"]]
    assert listed(office.counsellor, QueueCode.TO_DEPART) == [cases["approved"]]
    assert listed(office.partner, QueueCode.ARRIVALS) == [cases["departed"]]
    assert listed(office.partner, QueueCode.TO_PLAN) == [cases["arrived"]]
    assert listed(office.finance, QueueCode.TO_PROVE) == []


def test_an_approver_does_not_see_what_she_may_not_decide(office: builders.Office) -> None:
    both = people.an_actor(Role.COUNSELLOR, Role.APPROVER, organisation=office.organisation)
    own = builders.submitted(builders.Office(**{**vars(office), "counsellor": both}))
    assert listed(both, QueueCode.TO_DECIDE) == []
    assert listed(office.approver, QueueCode.TO_DECIDE) == [own]


def test_a_lead_of_the_registry_waits_for_its_counsellor(office: builders.Office) -> None:
    case_id = builders.opened(office)
    assert listed(office.counsellor, QueueCode.ANSWERS) == []
    builders.answer_with(case_id, CheckAnswer.POSSIBLE)
    assert listed(office.counsellor, QueueCode.ANSWERS) == [case_id]
    colleague = people.an_actor(Role.COUNSELLOR, organisation=office.organisation)
    assert listed(colleague, QueueCode.ANSWERS) == []


def test_another_organisation_has_empty_queues(office: builders.Office) -> None:
    a_case_at_every_stage(office)
    for role in QUEUES:
        stranger = people.an_actor(role)
        assert all(listed(stranger, code) == [] for code in queues_of(stranger))


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_first_page(app: Flask, office: builders.Office, role: Role) -> None:
    answer = builders.browser(app, people.an_actor(role, organisation=office.organisation)).get("/")
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


def test_the_tabs_show_the_counts(app: Flask, office: builders.Office) -> None:
    a_case_at_every_stage(office)
    page = builders.browser(app, office.partner).get("/?queue=arrivals").text
    assert re.search(r"Arrivals to confirm\s*<span class=\"count\">1</span>", page)
    assert "Confirm arrival" in page
    assert "since today" in page


def test_an_empty_queue_says_why_and_what_comes_next(app: Flask, office: builders.Office) -> None:
    client = builders.browser(app, office.approver)
    assert "No application waits for you." in client.get("/?queue=to-decide").text
    assert "Nothing is overdue." in client.get("/").text


def test_a_queue_that_is_not_the_actors_is_not_shown(app: Flask, office: builders.Office) -> None:
    page = builders.browser(app, office.approver).get("/?queue=to-prove&page=nonsense")
    assert page.status_code == 200
    assert "To decide" in page.text


def test_a_protected_person_stays_one_to_the_partner(app: Flask, office: builders.Office) -> None:
    hidden = people.a_person_entry("Blessing", "Nwosu", identifiers=(), protection=Protection.YES)
    builders.departed(office, an_opening(principal=hidden))
    page = builders.browser(app, office.partner).get("/").text
    assert "Nwosu" not in page
    assert "Protected person" in page


def test_looking_at_a_queue_is_logged_without_names(app: Flask, office: builders.Office) -> None:
    case_id = builders.opened(office)
    client = builders.browser(app, office.counsellor)
    client.get("/")
    client.get(f"/cases/{case_id}")
    assert builders.logged(case_id, Action.CASE_READ) == 1


@pytest.mark.parametrize(
    ("made", "who", "words"),
    [
        ("opened", "counsellor", "Go on with counselling"),
        ("counselled", "counsellor", "Submit application"),
        ("submitted", "approver", "Decide"),
        ("submitted", "counsellor", "An approver who did not work on this case decides."),
        ("approved", "travel_desk", "Record departure"),
        ("departed", "partner", "Confirm arrival"),
        ("arrived", "partner", "Plan the support"),
        ("arrived", "finance", "The partner plans and delivers the support."),
    ],
)
def test_the_overview_offers_the_one_next_step(
    app: Flask, office: builders.Office, made: str, who: str, words: str
) -> None:
    case_id = getattr(builders, made)(office)
    answer = builders.browser(app, getattr(office, who)).get(f"/cases/{case_id}")
    assert answer.status_code == 200
    main = answer.text.split("<main", 1)[1].split("</main", 1)[0]
    assert words in main
    assert main.count("btn-primary") <= 1


def test_submitting_from_the_overview(app: Flask, office: builders.Office) -> None:
    case_id = builders.counselled(office)
    page = builders.browser(app, office.counsellor).get(f"/cases/{case_id}").text
    assert f'action="/cases/{case_id}/submission"' in page
    assert f'name="version" value="{builders.stored(case_id).version}"' in page


def test_a_partner_sees_its_part_only(app: Flask, office: builders.Office) -> None:
    case_id = builders.arrived(office)
    page = builders.browser(app, office.partner).get(f"/cases/{case_id}").text
    assert "Registry check" not in page
    assert "A01234567" not in page
    assert "14 Mar 1991" not in page
    assert "1991" in page
    assert "Return approved" not in page


def test_the_money_is_shown_once_it_is_granted(app: Flask, office: builders.Office) -> None:
    case_id = builders.approved(office)
    assert "€2,615.00" in builders.browser(app, office.counsellor).get(f"/cases/{case_id}").text


def test_strangers_get_the_same_404_as_nobody(app: Flask, office: builders.Office) -> None:
    case_id = builders.opened(office)
    stranger = builders.browser(app, people.an_actor(Role.COUNSELLOR))
    foreign, missing = stranger.get(f"/cases/{case_id}"), stranger.get(f"/cases/{UUID(int=5)}")
    assert foreign.status_code == missing.status_code == 404


def test_my_work_asks_the_database_a_bounded_number_of_questions(app: Flask, office: builders.Office) -> None:
    for person in PEOPLE:
        builders.opened(office, an_opening(principal=person))
    client = builders.browser(app, office.counsellor)
    client.get("/")
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    client.get("/")
    assert len(asked) <= 16, asked


def test_a_task_of_a_colleague_leads_nobody_to_a_page_they_may_not_open(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    desk = builders.browser(app, office.travel_desk)
    page = desk.get(f"/cases/{case_id}").text
    assert "Decide" in page
    for link in set(re.findall(rf'href="(/cases/{case_id}[^"#]*)"', page)):
        assert desk.get(link).status_code == 200, link
