"""J14: a case goes from one counsellor to another, by an answer and never by silence; whoever is out finds nothing."""

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from playwright.sync_api import expect

from returns_app.cases.labels import DECLINE_REASONS
from returns_app.cases.rules import DeclineReason
from returns_app.demo.service.founding import House
from tests.cases.builders import share
from tests.decisions import builders
from tests.journeys.desk import Desk
from tests.journeys.seed import APPROVER, COUNSELLOR, COUNSELLOR_2, PARTNER, office_of
from tests.journeys.stage import Stage
from tests.journeys.steps import counsel

pytestmark = pytest.mark.journey
NOTE = "She speaks Igbo and asks for mornings."
HANDED_OVER = "You handed this case over. You can read it, but no longer write in it. Ask the counsellor who has it."


@pytest.fixture
def case(backstage: Flask, house: House) -> str:
    """P1 at intake, shared with the partner in Lagos."""
    office = office_of(house)
    case_id = builders.opened(office)
    share(office.counsellor, case_id, office.partner_organisation)
    return f"/cases/{case_id}"


def test_hand_over(desk: Desk, stage: Stage, house: House, case: str) -> None:
    desk.sign_in(COUNSELLOR)
    _offer(desk, case, house)
    assert not desk.find("select[name=to_id]").count(), "a second offer while the first is open"
    _decline(desk)
    desk.sign_in(COUNSELLOR)
    desk.visit(f"{case}/hand-over")
    desk.says(str(desk.words(lambda: DECLINE_REASONS[DeclineReason.LEAVE])))
    _offer(desk, case, house)
    desk.sign_in(COUNSELLOR_2)
    desk.visit("/hand-overs")
    desk.press("form[action$='/acceptance'] button")
    desk.says("Okafor")
    counsel(desk, case)
    _correct(desk, case, "Enugu", status=200)
    desk.sign_in(COUNSELLOR)
    desk.visit(f"{case}/people")
    desk.says("Okafor", "Enugu")
    _correct(desk, case, "Kano", status=409)
    desk.says(desk.words.say(HANDED_OVER))
    assert desk.typed("place_of_birth") == "Kano", "what was typed stays"
    assert stage.count("select count(*) from case_event where kind = 'changed'") == 1


def test_silence_escalates_and_rejects_nothing(desk: Desk, stage: Stage, house: House, case: str) -> None:
    desk.sign_in(COUNSELLOR)
    _offer(desk, case, house)
    desk.sign_in(APPROVER)
    desk.visit("/hand-overs")
    expect(desk.find("main section.card-box")).to_have_count(0)
    stage.change("update case_handover set offered_on = date(offered_on, '-6 days')")
    desk.visit("/hand-overs")
    desk.says(desk.words.say("Nobody has answered for five days. Speak to both; nothing is rejected by silence."))
    assert not desk.find("form[action$='/acceptance']").count()
    assert stage.count("select count(*) from case_handover where state = 'open'") == 1


def test_a_removed_partner_finds_what_never_existed(desk: Desk, case: str) -> None:
    desk.sign_in(PARTNER)
    desk.visit(case)
    desk.sign_in(COUNSELLOR)
    desk.visit(f"{case}/partners")
    desk.press("main form[action*='/partners/'] button")
    desk.sign_in(PARTNER)
    desk.visit(case, status=404)
    gone = _text(desk)
    desk.visit(f"/cases/{UUID(int=uuid4().int)}", status=404)
    assert gone == _text(desk)


def _offer(desk: Desk, case: str, house: House) -> None:
    desk.visit(f"{case}/hand-over")
    desk.answer({"to_id": str(house.actors[COUNSELLOR_2].account_id), "note": NOTE})
    desk.press()


def _decline(desk: Desk) -> None:
    desk.sign_in(COUNSELLOR_2)
    desk.visit("/hand-overs")
    desk.says(NOTE)
    desk.says_not("Okafor", "Chinedu", "A01234567")
    desk.find("details:has(form[action$='/refusal']) summary").click()
    desk.answer({"reason": DeclineReason.LEAVE.value})
    desk.press("form[action$='/refusal'] button[type=submit]")


def _correct(desk: Desk, case: str, place: str, *, status: int) -> None:
    desk.visit(f"{case}/people")
    desk.press("a[href$='/correction']")
    desk.answer({"place_of_birth": place, "reason": "It stands in the passport."})
    desk.press(status=status)


def _text(desk: Desk) -> str:
    return re.sub(r"[0-9a-f-]{36}", "", desk.find("main").inner_text())
