"""The pages of a family: what was typed comes back, masked where it has to be, and only for those who may."""

from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from returns_app.cases.rules import MemberStatus, Stage
from returns_app.db.session import db
from returns_app.db.unit_of_work import today
from tests.decisions import builders as cases
from tests.decisions.builders import LONG_ENOUGH, Office, stored
from tests.family.builders import a_family, who


@pytest.fixture
def office(house: Flask) -> Office:
    return cases.an_office()


@pytest.fixture
def case_id(office: Office) -> UUID:
    return cases.opened(office, a_family(), checked=False)


def day(name: str) -> dict[str, str]:
    now = today()
    return {f"{name}-day": str(now.day), f"{name}-month": str(now.month), f"{name}-year": str(now.year)}


def send(client: FlaskClient, case_id: UUID, path: str, **typed: object) -> int:
    """Send a form as it stands on the page; the answer's status."""
    db.session().rollback()
    begun = {"version": str(stored(case_id).version), "request_key": str(uuid4())}
    status = client.post(f"/cases/{case_id}/family{path}", data={**begun, **typed}).status_code
    db.session().rollback()
    return status


def a_birth(case_id: UUID, **changes: object) -> dict[str, object]:
    typed: dict[str, object] = {
        "given": "Ada <b>", "family": "Okafor", "sex": "F", "nationality": "NG", "protection": "no", **day("born"),
        "parents": [str(person) for person in who(case_id)[:2]],
    }  # fmt: skip
    return {**typed, **changes}


def test_a_birth_a_relation_and_a_death_on_the_pages(app: Flask, office: Office, case_id: UUID) -> None:
    counsellor, base = cases.browser(app, office.counsellor), f"/cases/{case_id}/family"
    first, second, child = (str(person) for person in who(case_id))
    wrong = counsellor.post(f"{base}/birth", data=a_birth(case_id, parents=[]))
    assert (wrong.status_code, "Choose the parent or the parents" in wrong.text) == (422, True)
    assert "Ada &lt;b&gt;" in wrong.text
    assert send(counsellor, case_id, "/birth", **a_birth(case_id)) == 302
    assert send(counsellor, case_id, "/birth", **a_birth(case_id), version="1") == 409, "sent twice, one child"
    typed = {"person_id": child, "kind": "child", "other_id": second, "proof": "documented"}
    assert send(counsellor, case_id, "/relations/new", **typed) == 302
    assert send(counsellor, case_id, "/relations/new", **typed) == 409
    page = counsellor.get(base).text
    assert all(words in page for words in ("Born during the case", "Ada &lt;b&gt;", "Shown by a document", "Parent"))
    told = {**day("on"), "reason": "Death certificate of the municipality."}
    assert send(counsellor, case_id, f"/members/{first}/death", **told) == 422, "nobody takes the place"
    assert send(counsellor, case_id, f"/members/{first}/death", **told, heir=second) == 302
    assert stored(case_id).principal_id == UUID(second)
    page = counsellor.get(base).text
    assert "Death certificate of the municipality." in page
    assert "Main applicant from now on" in page


def test_a_split_leads_to_the_new_case_and_both_know_of_each_other(app: Flask, office: Office, case_id: UUID) -> None:
    counsellor = cases.browser(app, office.counsellor)
    second, child = (str(person) for person in who(case_id)[1:])
    typed = {"people": [second, child], "principal": second, "reason": LONG_ENOUGH}
    answer = counsellor.post(
        f"/cases/{case_id}/family/split",
        data={**typed, "version": str(stored(case_id).version), "request_key": str(uuid4())},
    )
    assert answer.status_code == 302
    page = counsellor.get(answer.location).text
    assert "This case came out of it" in page
    assert "A talk with them alone comes first." in page
    assert "Came out of this case" in counsellor.get(f"/cases/{case_id}/family").text
    statuses = [one.status for one in stored(case_id).members]
    assert statuses == [MemberStatus.INCLUDED, MemberStatus.SPLIT_OFF, MemberStatus.SPLIT_OFF]


def test_places_on_the_page_and_what_the_overview_says_of_them(app: Flask, office: Office, case_id: UUID) -> None:
    counsellor = cases.browser(app, office.counsellor)
    assert send(counsellor, case_id, "/places", adults="", children="") == 422
    assert send(counsellor, case_id, "/places", adults="200") == 422
    assert send(counsellor, case_id, "/places", adults="2", children="1") == 302
    page = counsellor.get(f"/cases/{case_id}/family").text
    assert page.count("An adult, not known yet") >= 2
    assert "Places for people who are not known yet: 3." in counsellor.get(f"/cases/{case_id}/people").text


def test_partners_see_who_travels_and_no_family_page(app: Flask, office: Office) -> None:
    case_id = cases.approved(office, a_family())
    counsellor, partner = cases.browser(app, office.counsellor), cases.browser(app, office.partner)
    _first, second, _child = who(case_id)
    told = {**day("on"), "reason": LONG_ENOUGH, "ending": "withdrawn"}
    assert send(counsellor, case_id, f"/members/{second}/leaving", **told) == 302
    assert stored(case_id).stage is Stage.APPROVED
    assert "Ngozi" not in partner.get(f"/cases/{case_id}/people").text
    assert "Ngozi" in counsellor.get(f"/cases/{case_id}/people").text
    assert partner.get(f"/cases/{case_id}/family").status_code == 403
    assert cases.browser(app, office.approver).get(f"/cases/{case_id}/family/birth").status_code == 403
