"""Sent twice, made once: by a double click, and by the same form from several connections at the same moment."""

import re
from decimal import Decimal
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import expect

from returns_app.db.unit_of_work import unit_of_work
from returns_app.demo.service.founding import House
from returns_app.support import service as support
from returns_app.support.rules import PlanLineEntry, SupportCategory, Verdict
from tests.decisions import builders
from tests.journeys import told
from tests.journeys.conftest import OpenDesk
from tests.journeys.desk import SUBMIT
from tests.journeys.seed import APPROVER, COUNSELLOR, PARTNER, office_of
from tests.journeys.stage import Stage
from tests.journeys.steps import begin_intake
from tests.journeys.wire import send_at_once

pytestmark = pytest.mark.journey
WENT_WELL = {302}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_double_click_on_save_makes_one_case(open_desk: OpenDesk, stage: Stage, *, script: bool) -> None:
    desk = open_desk(script=script)
    desk.sign_in(COUNSELLOR)
    begin_intake(desk)
    desk.answer(told.p1())
    desk.find(f"main {SUBMIT}").dblclick(no_wait_after=True)
    expect(desk.page).to_have_url(re.compile(r"/cases/[0-9a-f-]{36}$"))
    desk.says("NL-2026-000001")
    assert stage.count("select count(*) from return_case") == 1
    assert stage.count("select count(*) from registry_check") == 1


def test_same_intake_at_once_makes_one_case(open_desk: OpenDesk, stage: Stage) -> None:
    desk = open_desk()
    desk.sign_in(COUNSELLOR)
    begin_intake(desk)
    desk.answer(told.p1())
    assert set(send_at_once(desk.as_sent())) == WENT_WELL
    assert stage.count("select count(*) from return_case") == 1
    assert stage.count("select count(*) from person") == 1


def test_same_approval_at_once_makes_one_decision(
    open_desk: OpenDesk, stage: Stage, backstage: Flask, house: House
) -> None:
    case_id = builders.submitted(office_of(house))
    before = stage.count("select count(*) from registry_claim")
    desk = open_desk()
    desk.sign_in(APPROVER)
    desk.visit(f"/cases/{case_id}/decision")
    answers = send_at_once(desk.as_sent("form[action$='/approval']"))
    assert 302 in answers, answers
    desk.visit(f"/cases/{case_id}/decision")
    assert stage.count("select count(*) from decision") == 1
    assert stage.count("select count(*) from registry_claim where status <> 'revoked'") == before + 1
    assert stage.count("select count(*) from support_envelope") == 2


def test_same_delivery_at_once_is_booked_once(
    open_desk: OpenDesk, stage: Stage, backstage: Flask, house: House
) -> None:
    office = office_of(house)
    case_id = builders.arrived(office)
    with unit_of_work(office.counsellor) as work:
        entry = PlanLineEntry(case_id, uuid4(), SupportCategory.TOOLS, "Welding set", Decimal("1180.00"))
        support.add_plan_line(work, entry)
        plan = support.submit_plan(work, case_id)
    with unit_of_work(office.approver) as work:
        support.sign_plan(work, plan.id, Verdict(is_yes=True))
    desk = open_desk()
    desk.sign_in(PARTNER)
    desk.visit(f"/cases/{case_id}/support")
    desk.press("a[href$='/deliveries/new']")
    desk.answer({"amount": "300.00", "currency": "EUR", "receipt_number": "R-1"})
    assert set(send_at_once(desk.as_sent())) == WENT_WELL
    assert stage.count("select count(*) from delivery") == 1
    assert stage.count("select sum(delivered) from plan_line") == stage.count("select amount_eur from delivery")
