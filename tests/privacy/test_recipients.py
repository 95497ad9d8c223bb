"""Who received data of a case: gathered from where each passing is recorded, and only for those who may ask."""

import json

import pytest
from flask import Flask

from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.privacy import service
from returns_app.privacy.queries.recipients import list_received
from returns_app.privacy.rules.recipients import Passing, Received, about
from tests import people
from tests.decisions.builders import approved, arrived, browser, opened, stored
from tests.exports.test_files import ASKED
from tests.privacy.builders import a_bureau, identified

pytestmark = pytest.mark.postgres


def test_checks_claims_and_partners_are_listed_with_their_days(house: Flask) -> None:
    bureau = a_bureau()
    case_id = arrived(bureau.office)
    lines = list_received(db.session(), stored(case_id))
    found = {line.how for line in lines}
    assert {Passing.REGISTRY_ASKED, Passing.REGISTRY_CLAIM, Passing.SHARED} <= found
    partner = next(line for line in lines if line.how is Passing.SHARED)
    assert (partner.organisation, partner.state) == (bureau.office.partner_organisation.name, "NG")
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)


def test_an_export_is_listed_with_each_case_in_it(app: Flask, house: Flask) -> None:
    bureau = a_bureau()
    inside = opened(bureau.office)
    outside = opened(a_bureau().office)
    browser(app, bureau.office.approver).post("/cases/export", data=ASKED)
    db.session().rollback()
    assert Passing.EXPORTED in {line.how for line in list_received(db.session(), stored(inside))}
    assert Passing.EXPORTED not in {line.how for line in list_received(db.session(), stored(outside))}


def test_lines_about_one_person_leave_out_the_others(house: Flask) -> None:
    bureau = a_bureau()
    case = stored(opened(bureau.office))
    lines = list_received(db.session(), case)
    other = Received(lines[0].at, Passing.REGISTRY_ASKED, person_id=bureau.officer.account_id)
    everybody = Received(lines[0].at, Passing.LAWYER)
    assert about([*lines, other, everybody], case.principal_id) == [*lines, everybody]


def test_the_pack_names_the_recipients(house: Flask) -> None:
    bureau = a_bureau()
    case_id = approved(bureau.office)
    request_id = identified(bureau, case_id)
    with unit_of_work(bureau.officer) as work:
        pack = service.make_pack(work, request_id)
    told = json.loads(pack.as_json())
    section = next(one for one in told["sections"] if one["code"] == "recipients")
    assert any("Registry" in " ".join(row.values()) for row in section["rows"])


def test_the_pages_show_them(app: Flask, house: Flask) -> None:
    bureau = a_bureau()
    case_id = arrived(bureau.office)
    request_id = identified(bureau, case_id)
    counsellor = browser(app, bureau.office.counsellor).get(f"/cases/{case_id}/data-protection")
    assert bureau.office.partner_organisation.name in counsellor.text
    officer = browser(app, bureau.officer).get(f"/data-protection/requests/{request_id}")
    assert "Registry of the member states" in officer.text
    stranger = people.an_actor(Role.COUNSELLOR)
    assert browser(app, stranger).get(f"/cases/{case_id}/data-protection").status_code == 404
    assert browser(app, bureau.office.partner).get(f"/cases/{case_id}/data-protection").status_code == 403
