"""J07: two blind reviewers agree; one field was disclosed; the person is told, heard, and a colleague decides."""

import pytest
from flask import Flask

from returns_app.core.clock import local_day, utc_now
from returns_app.demo.service.founding import House
from tests.journeys import told
from tests.journeys.desk import Desk
from tests.journeys.pairs import (
    BE_COUNSELLOR,
    REASON,
    REVIEWER_1,
    REVIEWER_2,
    belgian_case,
    judge,
    open_pair,
    send,
    unfold,
    work_off,
)
from tests.journeys.seed import APPROVER, COUNSELLOR
from tests.journeys.stage import Stage
from tests.journeys.steps import open_case, submit

pytestmark = pytest.mark.journey
VALUE = "1988-05-07"
HIDDEN = ("aljboori", "ahmad husain", VALUE)


def test_double_review(desk: Desk, stage: Stage, backstage: Flask, house: House) -> None:
    belgium = belgian_case(house)
    desk.sign_in(COUNSELLOR)
    case = open_case(desk, told.p2(), name="الجبوري", born="1988")
    submit(desk, case)
    work_off()
    _ask_for_the_birth_date(desk)
    before = len(desk.seen)
    desk.sign_in(BE_COUNSELLOR)
    desk.visit(f"/cases/{belgium}/reviews")
    send(desk, "/grant")
    work_off()
    del desk.seen[before:]  # Belgium's own page shows its own person
    _look_and_judge(desk)
    judge(desk, REVIEWER_2, "same_return")
    assert stage.count("select count(*) from return_case where stage = 'submitted'") == 1
    _hear_and_decide(desk, case)
    pages = [page.casefold() for page in desk.seen]
    assert not [word for page in pages for word in HIDDEN if word in page]
    assert not [word for word in HIDDEN if word in stage.log.read_text(encoding="utf-8").casefold()]


def _ask_for_the_birth_date(desk: Desk) -> None:
    desk.sign_in(REVIEWER_1)
    open_pair(desk)
    unfold(desk, "/disclosures")
    desk.answer({"field": "born", "why_needed": "The day and month could be swapped."})
    send(desk, "/disclosures")
    work_off()


def _look_and_judge(desk: Desk) -> None:
    desk.sign_in(REVIEWER_1)
    pair = open_pair(desk)
    send(desk, "/look")
    desk.says(VALUE)
    desk.seen.pop()
    desk.visit(pair)
    desk.says_not(VALUE)
    desk.answer({"verdict": "same_return", "reason": REASON})
    desk.press("section[aria-labelledby=your-verdict] button[type=submit]")
    desk.sign_in(REVIEWER_2)
    open_pair(desk)
    desk.says_not(REASON)


def _hear_and_decide(desk: Desk, case: str) -> None:
    ruling = {"consequence": "none", "ground": "He asked in Antwerp and never travelled."}
    desk.sign_in(APPROVER)
    desk.visit(f"{case}/reviews")
    unfold(desk, "/decision")
    desk.answer(ruling)
    send(desk, "/decision", 409)
    desk.sign_in(COUNSELLOR)
    desk.visit(f"{case}/reviews")
    with desk.page.expect_download() as paper:
        desk.find('main a[href$="/paper"]').click()
    assert paper.value.path().read_bytes().startswith(b"%PDF-")
    unfold(desk, "/answer")
    day = local_day(utc_now(), "Europe/Amsterdam")
    desk.answer({"heard": "I asked in Antwerp, never travelled", "heard_on-day": str(day.day)})
    desk.answer({"heard_on-month": str(day.month), "heard_on-year": str(day.year)})
    send(desk, "/answer")
    desk.sign_in(APPROVER)
    desk.visit(f"{case}/reviews")
    unfold(desk, "/decision")
    desk.answer(ruling)
    send(desk, "/decision")
    desk.says("never travelled")
