"""A sent form is counted with its action, for the case and never for a person."""

import pytest
from flask import Flask
from sqlalchemy import select

from returns_app.burden import service
from returns_app.burden.models import CaseBurden
from returns_app.burden.queries import list_burden
from returns_app.burden.rules import FEWEST, Effort, Middle, Part
from returns_app.core.actions import Action
from returns_app.core.permissions import Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from tests import people
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def counted() -> list[tuple[Part, int, int, int]]:
    db.session().rollback()
    with scope(people.SEEDER):
        rows = db.session().scalars(select(CaseBurden)).all()
        return [(row.part, row.forms, row.fields, row.seconds) for row in rows]


def test_a_form_that_did_something_is_counted_once(app: Flask, office: builders.Office) -> None:
    case_id = builders.approved(office)
    client = builders.browser(app, office.counsellor)
    assert client.post(f"/cases/{case_id}/withdrawal", data={"effort_told": "3:20"}).status_code == 422
    assert counted() == []
    for _ in range(2):
        client.post(f"/cases/{case_id}/withdrawal", data={"reason": "not_said", "effort_told": "3:20"})
    assert counted() == [(Part.CLOSURE, 1, 3, 20)]


@pytest.mark.parametrize("told", [None, "junk", "999999:1", "3:20'; drop table case_burden"])
def test_a_form_that_tells_nothing_does_its_work_all_the_same(
    app: Flask, office: builders.Office, told: str | None
) -> None:
    case_id = builders.approved(office)
    data = {"reason": "not_said"} | ({"effort_told": told} if told else {})
    assert builders.browser(app, office.counsellor).post(f"/cases/{case_id}/withdrawal", data=data).status_code == 302
    assert counted() == []


def test_what_is_counted_names_no_person_and_no_day() -> None:
    kept = {column.name for column in CaseBurden.__table__.columns}
    assert kept == {"case_id", "organisation_id", "part", "month", "forms", "fields", "seconds"}


def test_sums_of_a_case_add_up_and_other_organisations_see_none(office: builders.Office) -> None:
    for fields in range(1, FEWEST + 1):
        case_id = builders.opened(office)
        for part, seconds in ((Part.INTAKE, 61), (Part.DECISION, 59), (Part.DECISION, 30)):
            with unit_of_work(office.counsellor) as work:
                work.record(Action.CASE_CHANGED, case_id=case_id)
                service.add_effort(work, case_id, part, Effort(fields, seconds))
    with scope(office.counsellor):
        whole, *parts = list_burden(db.session(), office.organisation.id, today())
    assert (whole.part, whole.cases, whole.fields, whole.minutes) == (None, FEWEST, Middle(9, 15, 24), Middle(3, 3, 3))
    assert [(line.part, line.minutes) for line in parts] == [
        (Part.INTAKE, Middle(2, 2, 2)),
        (Part.DECISION, Middle(2, 2, 2)),
    ]
    stranger = people.an_actor(Role.PROGRAMME_MANAGER)
    assert stranger.organisation_id is not None
    with scope(stranger):
        assert list_burden(db.session(), stranger.organisation_id, today()) == []


def test_the_manager_reads_medians_and_never_those_of_a_few(app: Flask, office: builders.Office) -> None:
    manager = people.an_actor(Role.PROGRAMME_MANAGER, organisation=office.organisation)
    client = builders.browser(app, manager)
    assert "Nothing was counted yet" in client.get("/burden").text
    case_id = builders.approved(office)
    builders.browser(app, office.counsellor).post(
        f"/cases/{case_id}/withdrawal", data={"reason": "not_said", "effort_told": "123:20"}
    )
    page = client.get("/burden").text
    assert f"fewer than {FEWEST} cases" in page
    assert "123" not in page.partition("<main")[2].partition("</main>")[0]
    assert builders.browser(app, office.counsellor).get("/burden").status_code == 403
