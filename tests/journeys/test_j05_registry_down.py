"""J05: the registry does not answer; work goes on, approval waits, and the check makes up for itself."""

import pytest
from playwright.sync_api import expect

from returns_app.decisions.rules import NO_ANSWER
from tests.journeys import told
from tests.journeys.conftest import OpenDesk
from tests.journeys.seed import APPROVER, COUNSELLOR
from tests.journeys.stage import Stage
from tests.journeys.steps import approve, open_case, submit

pytestmark = pytest.mark.journey


def test_registry_down(open_desk: OpenDesk, stage: Stage) -> None:
    desk = open_desk()
    desk.sign_in(COUNSELLOR)
    with stage.registry_down():
        case = open_case(desk, told.p1())
        desk.says("NL-2026-000001", "The registry did not answer")
        submit(desk, case)
        desk.sign_in(APPROVER)
        desk.visit(f"{case}/decision")
        desk.says(NO_ANSWER.sentence)
        expect(desk.find("section[aria-labelledby=decision] > p > button.btn-primary")).to_be_disabled()
    stage.change("update job set due_at = created_at where ended_at is null")
    stage.command("jobs", "run", "--once")
    desk.visit(f"{case}/decision")
    desk.says("No claim found")
    approve(desk, case)
    assert stage.count("select count(*) from registry_check where reason = 'intake'") == 1
    assert stage.count("select count(*) from decision") == 1
