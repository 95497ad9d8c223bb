"""J15: two people edit the same person, and a session that ends while somebody writes."""

from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import expect

from returns_app.cases.rules import CaseOpening
from returns_app.demo.service.founding import House
from returns_app.people.rules import ContactEntry, ContactKind
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders
from tests.journeys.conftest import OpenDesk
from tests.journeys.desk import Desk
from tests.journeys.seed import COUNSELLOR, COUNSELLOR_2, office_of
from tests.journeys.stage import Stage
from tests.journeys.steps import begin_intake

pytestmark = pytest.mark.journey
PHONE, PLACE, REASON = "contacts-0-value", "place_of_birth", "reason"
LONG_NOTE = "She asked us to write this down word for word. " * 9 + "That is all."


@pytest.fixture
def correction(backstage: Flask, house: House) -> str:
    """The correction page of P1, whose phone is known."""
    case_id = builders.opened(office_of(house), _with_phone("+31612345678"))
    (person_id,) = builders.members(case_id)
    return f"/cases/{case_id}/people/{person_id}/correction"


@pytest.mark.parametrize("width", [1280, 390])
def test_two_people_edit(open_desk: OpenDesk, stage: Stage, correction: str, width: int) -> None:
    hers, his = open_desk(width, name="-hers"), open_desk(width, name="-his")
    for desk, who in ((hers, COUNSELLOR), (his, COUNSELLOR_2)):
        desk.sign_in(who)
        desk.visit(correction)
        assert desk.typed(PHONE) == "+31612345678"
    his.answer({PHONE: "+31611111111", REASON: "new SIM card"})
    his.press()
    hers.answer({PHONE: "+31622222222", PLACE: "Enugu", REASON: "called back"})
    hers.press(status=409)
    hers.says("+31611111111", "+31622222222")
    hers.find(f"[id='keep-{PHONE}-mine']").check()
    if hers.find(f"[id='keep-{PLACE}-mine']").count():
        hers.find(f"[id='keep-{PLACE}-mine']").check()
    hers.press("main form button.btn-primary")
    hers.says("+31622222222", "Enugu")
    assert stage.count("select count(*) from case_event where kind = 'changed'") == 2


def test_session_ends_while_writing(open_desk: OpenDesk, stage: Stage, correction: str) -> None:
    desk = open_desk()
    desk.sign_in(COUNSELLOR)
    desk.visit(correction)
    desk.answer({REASON: LONG_NOTE, PHONE: "+31633333333"})
    _keep_draft(desk)
    _an_hour_passes(stage)
    desk.visit(correction)
    assert "/sign-in" in desk.page.url
    desk.enter(COUNSELLOR)
    assert (desk.typed(REASON), desk.typed(PHONE)) == (LONG_NOTE, "+31633333333")


def test_intake_sent_after_the_session_ended_is_not_lost(open_desk: OpenDesk, stage: Stage) -> None:
    desk = open_desk()
    desk.sign_in(COUNSELLOR)
    begin_intake(desk)
    desk.answer({"principal-names-0-given": "Chinedu", "principal-born-day": "14", "principal-born-month": "3"})
    _keep_draft(desk)
    _an_hour_passes(stage)
    desk.press()
    assert "/sign-in" in desk.page.url
    desk.enter(COUNSELLOR)
    desk.visit("/cases/search")
    desk.press("section[aria-labelledby=unsent] a")
    assert desk.typed("principal-names-0-given") == "Chinedu"
    assert desk.typed("principal-born-day") == "14"
    assert stage.count("select count(*) from return_case") == 0


def _with_phone(number: str) -> CaseOpening:
    told = replace(people.a_person_entry(), contacts=(ContactEntry(ContactKind.PHONE, number),))
    return an_opening(principal=told, request_key=UUID(int=15))


def _keep_draft(desk: Desk) -> None:
    """What the page does by itself ten seconds after the last change."""
    desk.page.evaluate("document.querySelector('form[data-draft-url]').saveDraft()")
    expect(desk.find("[data-draft-status]")).not_to_be_empty()


def _an_hour_passes(stage: Stage) -> None:
    stage.change("update account_session set seen_at = datetime(seen_at, '-1 hour')")
