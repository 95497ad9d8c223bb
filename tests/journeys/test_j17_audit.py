"""J17: a sample that is drawn twice alike, a finding, a log whose changed byte is named, a fisher who is noticed."""

import re
from pathlib import Path

import pytest
from flask import Flask

from returns_app.audit.service import seal
from returns_app.core.clock import local_day, utc_now
from tests.journeys import told
from tests.journeys.desk import Desk
from tests.journeys.pairs import AUDITOR, REVIEWER_1, REVIEWER_2, judge, work_off
from tests.journeys.seed import COUNSELLOR
from tests.journeys.stage import Stage
from tests.journeys.steps import open_case
from tests.registry.builders import ALI_TWO, announced
from tools.verify_log import verify

pytestmark = pytest.mark.journey
SAMPLE = "/audit-desk?population=reviews&method=random&seed=2026-03&size=30"


def test_audit(desk: Desk, stage: Stage, backstage: Flask, tmp_path: Path) -> None:
    announced(ALI_TWO, "DE")
    desk.sign_in(COUNSELLOR)
    case = open_case(desk, told.p6(), name="Ali", born="1990")
    work_off()
    for reviewer in (REVIEWER_1, REVIEWER_2):
        judge(desk, reviewer, "other_person")
    desk.sign_in(COUNSELLOR)
    desk.visit(f"{case}/registry-check")
    for _ in range(40):
        desk.page.request.post(f"{desk.base}{case}/registry-checks", form=_form(desk))
    desk.visit(f"{case}/registry-check")
    desk.press("main .title-actions button[type=submit]", 429)
    desk.sign_in(AUDITOR)
    _sample_and_finding(desk)
    desk.visit("/audit-desk/alarms")
    if desk.words.language == "en":
        desk.says("many checks without case")
    _verify(desk, stage)


def _form(desk: Desk) -> dict[str, str | float | bool]:
    fields = desk.find("main .title-actions form input[type=hidden]").all()
    return {str(one.get_attribute("name")): str(one.get_attribute("value")) for one in fields}


def _sample_and_finding(desk: Desk) -> None:
    tables = []
    for _ in range(2):
        desk.visit(SAMPLE)
        tables.append(desk.find("main table").inner_text())
    assert tables[0] == tables[1]
    assert desk.find("main input[type=search]").count() == 0
    desk.press(desk.find("main table a").first)
    day = local_day(utc_now(), "Europe/Amsterdam")
    desk.answer({"text": "The reason does not say which document was seen.", "owner": "approver"})
    desk.answer({"due_on-day": "1", "due_on-month": "4", "due_on-year": str(day.year + 1)})
    desk.press("main section[aria-labelledby=record-finding] button[type=submit]")
    desk.says("AF-")


def _verify(desk: Desk, stage: Stage) -> None:
    seal()
    desk.visit("/audit-log/verification")
    desk.press("main form.form button[type=submit]")
    whole = desk.find("main .notice").first.get_attribute("class") or ""
    assert "notice-good" in whole
    stage.change("drop trigger audit_event_no_update")
    number = stage.count("select min(id) from audit_event where action = 'cases.case.opened'")
    stage.change("update audit_event set details = replace(details, '{', '{ ') where id = ?", number)
    stage.change("update audit_event set action = 'cases.case.opemed' where id = ?", number)
    desk.press("main form.form button[type=submit]")
    assert re.search(rf"\b{number}\b", desk.find("main .notice").first.inner_text())
    with desk.page.expect_download() as exported:
        desk.find('main a[href="/audit-log/export"]').click()
    assert verify(exported.value.path().read_text(encoding="utf-8").splitlines()) == f"entry {number} was changed"
