"""Pages of travel: forms that keep what was typed, for those who may."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask

from returns_app.cases.rules import MemberEntry, MemberRole, Stage
from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import today
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def typed(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def departure(case_id: UUID, day: date | None = None, **more: object) -> dict[str, object]:
    said = {"members": [str(one) for one in builders.members(case_id)], "border_point": "Schiphol"}
    return {**said, "proof": "exit_stamp", "reference": "NL 44", **typed("departed_on", day or today()), **more}


def arrival(case_id: UUID, **more: object) -> dict[str, object]:
    said = {"members": [str(one) for one in builders.members(case_id)], "proof": "video_call", "delay_reason": ""}
    return {**said, **typed("arrived_on", today()), **more}


def test_a_departure_from_page_to_page(app: Flask, office: builders.Office) -> None:
    case_id = builders.prepared(office)
    client = builders.browser(app, office.travel_desk)
    assert "Record departure" in client.get(f"/cases/{case_id}/travel").text
    answer = client.post(f"/cases/{case_id}/travel/departure", data=departure(case_id))
    assert answer.location == f"/cases/{case_id}/travel"
    page = client.get(answer.location).text
    assert "Schiphol" in page
    assert "Level 2: exit recorded" in page
    assert "Confirm arrival" in page


def test_the_same_page_sent_twice_is_harmless(app: Flask, office: builders.Office) -> None:
    case_id = builders.prepared(office)
    client, data = builders.browser(app, office.travel_desk), departure(case_id)
    assert [client.post(f"/cases/{case_id}/travel/departure", data=data).status_code for _ in range(2)] == [302, 302]
    partner, told = builders.browser(app, office.partner), arrival(case_id)
    assert [partner.post(f"/cases/{case_id}/travel/arrival", data=told).status_code for _ in range(2)] == [302, 302]
    assert builders.stage_of(case_id) is Stage.ARRIVED


def test_a_departure_before_the_decision_comes_back_as_it_was_typed(app: Flask, office: builders.Office) -> None:
    case_id = builders.prepared(office)
    client = builders.browser(app, office.travel_desk)
    answer = client.post(f"/cases/{case_id}/travel/departure", data=departure(case_id, today() - timedelta(days=4)))
    assert answer.status_code == 409
    assert "Departure recorded earlier than decision. Check the dates." in answer.text
    assert 'value="Schiphol"' in answer.text
    assert 'value="NL 44"' in answer.text


def test_every_question_of_a_departure_has_its_sentence(app: Flask, office: builders.Office) -> None:
    case_id = builders.prepared(office)
    page = builders.browser(app, office.travel_desk).post(f"/cases/{case_id}/travel/departure", data={"reference": "x"})
    assert page.status_code == 422
    for sentence in (
        "Choose at least one person.", "Enter the day of departure.", "Enter the airport, port or border crossing.",
        "Choose what shows that they left.",
    ):  # fmt: skip
        assert sentence in page.text


def test_who_left_is_not_offered_again(app: Flask, office: builders.Office) -> None:
    wife = MemberEntry(people.a_person_entry("Amaka", identifiers=()), MemberRole.SPOUSE)
    case_id = builders.prepared(office, an_opening(wife))
    first, second = (str(one) for one in builders.members(case_id))
    client = builders.browser(app, office.travel_desk)
    client.post(f"/cases/{case_id}/travel/departure", data=departure(case_id, members=[first]))
    page = client.get(f"/cases/{case_id}/travel/departure").text
    assert re.findall(r'name="members" value="([^"]+)"( checked)?', page) == [(second, " checked")]


def test_a_partner_confirms_but_does_not_record_departures(app: Flask, office: builders.Office) -> None:
    case_id = builders.departed(office)
    client = builders.browser(app, office.partner)
    assert client.get(f"/cases/{case_id}/travel/departure").status_code == 403
    page = client.get(f"/cases/{case_id}/travel/arrival").text
    assert "left on" in page
    assert client.post(f"/cases/{case_id}/travel/arrival", data=arrival(case_id)).status_code == 302


def test_an_arrival_before_the_departure_is_refused(app: Flask, office: builders.Office) -> None:
    case_id = builders.departed(office)
    told = arrival(case_id, **typed("arrived_on", today() - timedelta(days=1)))
    answer = builders.browser(app, office.partner).post(f"/cases/{case_id}/travel/arrival", data=told)
    assert answer.status_code == 409
    assert "Arrival recorded earlier than departure." in answer.text


def test_before_a_departure_there_is_nothing_to_confirm(app: Flask, office: builders.Office) -> None:
    case_id = builders.prepared(office)
    page = builders.browser(app, office.partner).get(f"/cases/{case_id}/travel/arrival")
    assert "No departure is recorded yet." in page.text


def test_a_foreign_case_is_not_there(app: Flask, office: builders.Office) -> None:
    case_id = builders.departed(office)
    stranger = builders.browser(app, people.an_actor(Role.TRAVEL_DESK))
    for place in ("travel", "travel/departure", "travel/arrival"):
        assert stranger.get(f"/cases/{case_id}/{place}").status_code == 404
