"""Pages that end a case."""

import pytest
from flask import Flask

from returns_app.cases.rules import Stage
from returns_app.core.permissions import Role
from tests import people
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def test_withdrawing_takes_one_answer(app: Flask, office: builders.Office) -> None:
    case_id = builders.approved(office)
    client = builders.browser(app, office.counsellor)
    page = client.get(f"/cases/{case_id}/withdrawal").text
    assert "No reason given" in page
    assert client.post(f"/cases/{case_id}/withdrawal", data={}).status_code == 422
    answers = [client.post(f"/cases/{case_id}/withdrawal", data={"reason": "not_said"}) for _ in range(2)]
    assert [answer.location for answer in answers] == [f"/cases/{case_id}"] * 2
    assert builders.stage_of(case_id) is Stage.WITHDRAWN
    assert client.get(f"/cases/{case_id}").status_code == 200


def test_after_departure_the_page_says_why_not(app: Flask, office: builders.Office) -> None:
    case_id = builders.departed(office)
    client = builders.browser(app, office.counsellor)
    assert "This case has moved on." in client.get(f"/cases/{case_id}/withdrawal").text
    answer = client.post(f"/cases/{case_id}/withdrawal", data={"reason": "health"})
    assert answer.status_code == 409
    assert "Close the case instead." in answer.text


def test_closing_shows_the_money_and_asks_how_it_ended(app: Flask, office: builders.Office) -> None:
    case_id = builders.arrived(office)
    client = builders.browser(app, office.counsellor)
    assert "€2,615.00" in client.get(f"/cases/{case_id}/closure").text
    assert client.post(f"/cases/{case_id}/closure", data={"reason": "junk"}).status_code == 422
    assert client.post(f"/cases/{case_id}/closure", data={"reason": "partially_used"}).status_code == 302
    assert builders.stage_of(case_id) is Stage.CLOSED


def test_before_departure_a_case_is_not_closed(app: Flask, office: builders.Office) -> None:
    case_id = builders.approved(office)
    client = builders.browser(app, office.counsellor)
    assert "A case can be closed after departure." in client.get(f"/cases/{case_id}/closure").text
    assert client.post(f"/cases/{case_id}/closure", data={"reason": "completed"}).status_code == 409


@pytest.mark.parametrize("ending", ["withdrawal", "closure"])
def test_only_the_owner_ends_a_case(app: Flask, office: builders.Office, ending: str) -> None:
    case_id = builders.departed(office)
    assert builders.browser(app, office.partner).get(f"/cases/{case_id}/{ending}").status_code == 403
    stranger = builders.browser(app, people.an_actor(Role.COUNSELLOR))
    assert stranger.get(f"/cases/{case_id}/{ending}").status_code == 404
    assert stranger.post(f"/cases/{case_id}/{ending}", data={"reason": "health"}).status_code in {404, 422}
