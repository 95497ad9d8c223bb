"""The pages of follow-up: on a partner's phone nothing typed is lost, and no score stands without its response rate."""

from uuid import uuid4

import pytest
from flask import Flask

from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import today
from returns_app.followup.rules import HelpKind, MissReason, RoundState, SurveyMoment
from tests import people
from tests.decisions import builders as cases
from tests.decisions.builders import Office
from tests.followup.builders import answers_of, arrived_before, ask, needs, rounds

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> Office:
    return cases.an_office()


def day(name: str) -> dict[str, str]:
    now = today()
    return {f"{name}-day": str(now.day), f"{name}-month": str(now.month), f"{name}-year": str(now.year)}


def test_a_survey_with_a_mistake_comes_back_as_it_was_typed_and_is_then_saved(app: Flask, office: Office) -> None:
    case_id = arrived_before(office, 200)
    row = rounds(case_id)[SurveyMoment.M6]
    path, partner = f"/cases/{case_id}/follow-up/{row.id}/survey", cases.browser(app, office.partner)
    assert "How satisfied are you" in partner.get(path).text
    sent = {f"q_{code}": given[0] for code, given in answers_of().items()} | {"q_P8": "yes", "q_E8a": "land"}
    sent |= {
        "version": str(row.version),
        "request_key": str(uuid4()),
        "note": "Said <b>much</b>",
        "mode": "phone",
        **day("held_on"),
    }
    wrong = partner.post(path, data=sent)
    assert wrong.status_code == 422
    assert "Choose who answered." in wrong.text
    assert "Said &lt;b&gt;much&lt;/b&gt;" in wrong.text
    assert wrong.text.count(" checked") == len(answers_of()) + 2  # the answers, the land and how it was asked
    assert partner.post(path, data=sent | {"respondent": "self"}).status_code == 302
    assert rounds(case_id)[SurveyMoment.M6].state is RoundState.ANSWERED
    need = needs(case_id)[HelpKind.PSYCHOLOGICAL]
    done = {
        "version": str(need.version),
        "end": "referred",
        "text": "Goes to the health post.",
        "request_key": str(uuid4()),
    }
    assert partner.post(f"/cases/{case_id}/follow-up/help/{need.id}", data=done).status_code == 302
    assert "Goes to the health post." in partner.get(f"/cases/{case_id}/follow-up").text


def test_every_score_stands_with_what_it_rests_on_and_how_many_answered(app: Flask, office: Office) -> None:
    case_id = arrived_before(office, 370)
    ask(office.partner, rounds(case_id)[SurveyMoment.M6], answers=answers_of() | {"S1": ("dont_know",)})
    row = rounds(case_id)[SurveyMoment.M6]
    for actor in (office.counsellor, office.partner):
        reader = cases.browser(app, actor)
        for page in ("", f"/{row.id}"):
            shown = reader.get(f"/cases/{case_id}/follow-up{page}").text
            assert "28 of 29 questions answered" in shown
            assert "Response rate: 1 of 1 people who were due answered (100%)." in shown
            assert "Unofficial weights, not verified" in shown
    assert "Doesn&#39;t know" in cases.browser(app, office.partner).get(f"/cases/{case_id}/follow-up/{row.id}").text
    listed = cases.browser(app, office.counsellor).get("/follow-up").text
    assert "Response rate: 0 of 1 people who were due answered (0%)." in listed


def test_a_draft_brings_back_what_was_typed_before_the_connection_was_lost(app: Flask, office: Office) -> None:
    case_id = arrived_before(office, 200)
    row = rounds(case_id)[SurveyMoment.M6]
    partner = cases.browser(app, office.partner)
    kept = partner.post(f"/drafts/survey.{row.id}", data={"q_E1": "satisfied", "note": "Half way", "version": "9"})
    assert kept.status_code == 204
    page = partner.get(f"/cases/{case_id}/follow-up/{row.id}/survey").text
    assert "Half way" in page
    assert f'name="version" value="{row.version}"' in page


def test_no_answer_is_recorded_with_its_reason_in_any_language(app: Flask, office: Office) -> None:
    case_id = arrived_before(office, 200)
    row = rounds(case_id)[SurveyMoment.M6]
    path, partner = f"/cases/{case_id}/follow-up/{row.id}/no-answer", cases.browser(app, office.partner)
    assert partner.post(path, data={"version": str(row.version), **day("tried_on")}).status_code == 422
    sent = {"version": str(row.version), "reason": "left_country", "note": "Gone north", **day("tried_on")}
    assert partner.post(path, data=sent).status_code == 302
    assert rounds(case_id)[SurveyMoment.M6].reason is MissReason.LEFT_COUNTRY
    assert "Gone north" in partner.get(f"/cases/{case_id}/follow-up").text


def test_who_may_not_read_it(app: Flask, office: Office) -> None:
    case_id = arrived_before(office, 200)
    path = f"/cases/{case_id}/follow-up"
    assert cases.browser(app, office.finance).get(path).status_code == 403
    other = people.an_actor(Role.PARTNER, organisation=people.an_organisation(member_state=None))
    assert cases.browser(app, other).get(path).status_code == 404
    row = rounds(case_id)[SurveyMoment.M6]
    approver = people.an_actor(Role.APPROVER, organisation=office.organisation)
    assert cases.browser(app, approver).get(f"{path}/{row.id}/survey").status_code == 403
