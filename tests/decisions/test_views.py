"""The decision page: what it shows to whom, and its two answers."""

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from returns_app.cases.rules import Stage
from returns_app.checks.rules import CheckAnswer
from returns_app.core.actions import Action
from returns_app.core.partial_date import PartialDate
from returns_app.core.permissions import Role
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders

pytestmark = pytest.mark.postgres
RULE = "You entered or changed facts in this case. A different colleague must approve."


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def page_of(case_id: UUID) -> str:
    return f"/cases/{case_id}/decision"


def sent(case_id: UUID, **more: object) -> dict[str, object]:
    return {"version": builders.stored(case_id).version, "request_key": str(uuid4()), **more}


def approve(client: FlaskClient, case_id: UUID, **more: object) -> tuple[int, str]:
    answer = client.post(f"{page_of(case_id)}/approval", data=sent(case_id, **more))
    return answer.status_code, answer.text


def test_criteria_proposal_and_registry_stand_side_by_side(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    page = builders.browser(app, office.approver).get(page_of(case_id)).text
    assert "Everybody has a name." in page
    assert "No support in the last 5 years is known." in page
    assert "source not verified" in page
    assert "version 1" in page
    assert "€2,615.00" in page
    assert "No claim found" in page
    assert "Approve and reserve" in page
    assert "Your reason" not in page
    assert page.count("<h1") == 1
    assert builders.logged(case_id, Action.DECISION_READ) == 1


def test_approving_by_the_button(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    client = builders.browser(app, office.approver)
    assert approve(client, case_id)[0] == 302
    page = client.get(page_of(case_id)).text
    assert "Approved" in page
    assert "Criteria as they stood" in page
    assert "€2,615.00" in page
    assert "Approve and reserve" not in page


def test_the_same_page_sent_twice_decides_once(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    client, data = builders.browser(app, office.approver), sent(case_id)
    answers = [client.post(f"{page_of(case_id)}/approval", data=data).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert builders.logged(case_id, Action.CASE_APPROVED) == 1


def test_own_work_is_refused_by_button_and_by_direct_post(app: Flask, office: builders.Office) -> None:
    both = people.an_actor(Role.COUNSELLOR, Role.APPROVER, organisation=office.organisation)
    case_id = builders.submitted(builders.Office(**{**vars(office), "counsellor": both}))
    client = builders.browser(app, both)
    page = client.get(page_of(case_id)).text
    assert RULE in page
    assert re.search(r"<button[^>]* disabled aria-describedby=\"hindrance\">Approve and reserve", page)
    status, text = approve(client, case_id)
    assert (status, RULE in text) == (409, True)
    refused = client.post(
        f"{page_of(case_id)}/refusal", data=sent(case_id, reasons="dublin", explanation=builders.LONG_ENOUGH)
    )
    assert (refused.status_code, RULE in refused.text) == (409, True)
    assert builders.stage_of(case_id) is Stage.SUBMITTED
    assert builders.logged(case_id, Action.APPROVAL_DENIED) == 2


@pytest.mark.parametrize("who", ["counsellor", "travel_desk", "partner", "finance"])
def test_other_roles_do_not_decide(app: Flask, office: builders.Office, who: str) -> None:
    case_id = builders.submitted(office)
    client = builders.browser(app, getattr(office, who))
    assert approve(client, case_id)[0] == 403
    assert "Approve and reserve" not in client.get(page_of(case_id)).text


def test_a_page_that_became_stale_comes_again_with_the_facts_of_now(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    client = builders.browser(app, office.approver)
    version = builders.stored(case_id).version
    status, text = approve(client, case_id, version=version - 1)
    assert status == 409
    assert "Somebody else changed this in the meantime." in text
    assert f'name="version" value="{version}"' in text


def test_a_key_that_failed_is_not_on_the_page_again(app: Flask, office: builders.Office) -> None:
    case_id, key = builders.submitted(office), str(uuid4())
    client = builders.browser(app, office.approver)
    with builders.registry_down():
        status, text = approve(client, case_id, request_key=key)
    assert status == 503
    assert "Registry not reachable: approval is not possible now. Counselling and booking can go on." in text
    assert key not in text
    assert builders.stage_of(case_id) is Stage.SUBMITTED


def test_who_was_first_is_named_with_the_time(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    builders.reserved_elsewhere(case_id)
    status, text = approve(builders.browser(app, office.approver), case_id)
    assert status == 409
    assert re.search(r"Belgium reserved this return at \d+ \w+ \d{4}, \d\d:\d\d\. Nothing was approved\.", text)


def test_a_lead_shows_why_approval_waits(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    builders.answer_with(case_id, CheckAnswer.POSSIBLE)
    page = builders.browser(app, office.approver).get(page_of(case_id)).text
    assert "Approval waits for review." in page
    assert re.search(r"<button[^>]* disabled[^>]*>Approve and reserve", page)
    assert "Refuse with reasons" in page


def test_a_reason_is_asked_and_kept_on_the_page(app: Flask, office: builders.Office) -> None:
    unknown = people.a_person_entry(born=PartialDate())
    case_id = builders.submitted(office, an_opening(principal=unknown))
    client = builders.browser(app, office.approver)
    assert "These criteria ask for your reason" in client.get(page_of(case_id)).text
    status, text = approve(client, case_id, motivation="Too short")
    assert status == 409
    assert "Write at least 20 characters." in text
    assert "Too short" in text
    assert approve(client, case_id, motivation=builders.LONG_ENOUGH)[0] == 302
    assert builders.LONG_ENOUGH in client.get(page_of(case_id)).text


def test_refusing_asks_for_a_code_and_words(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    client = builders.browser(app, office.approver)
    empty = client.post(f"{page_of(case_id)}/refusal", data=sent(case_id))
    assert empty.status_code == 422
    assert "Choose at least one reason." in empty.text
    short = client.post(f"{page_of(case_id)}/refusal", data=sent(case_id, reasons="dublin", explanation="No."))
    assert short.status_code == 422
    assert "at least 20 characters" in short.text
    good = client.post(
        f"{page_of(case_id)}/refusal", data=sent(case_id, reasons="dublin", explanation=builders.LONG_ENOUGH)
    )
    assert good.status_code == 302
    page = client.get(page_of(case_id)).text
    assert "Another member state is responsible (Dublin)" in page
    assert builders.LONG_ENOUGH in page


@pytest.mark.parametrize("junk", ["", "x" * 5000, "\x00<script>alert(1)</script>", "\u202eabc" * 10])
def test_hostile_words_are_refused_or_escaped(app: Flask, office: builders.Office, junk: str) -> None:
    case_id = builders.submitted(office)
    client = builders.browser(app, office.approver)
    answer = client.post(f"{page_of(case_id)}/refusal", data=sent(case_id, reasons=["dublin", junk], explanation=junk))
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_a_foreign_case_is_not_there(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    stranger = builders.browser(app, people.an_actor(Role.APPROVER))
    assert stranger.get(page_of(case_id)).status_code == 404
    assert approve(stranger, case_id)[0] == 404
