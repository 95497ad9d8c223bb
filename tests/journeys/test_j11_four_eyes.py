"""J11: nobody approves facts of their own, by no way."""

import pytest

from returns_app.decisions.rules import OWN_WORK
from tests.journeys import told
from tests.journeys.conftest import OpenDesk
from tests.journeys.desk import Desk
from tests.journeys.seed import APPROVER, APPROVER_2, COUNSELLOR
from tests.journeys.stage import Stage
from tests.journeys.steps import approve, open_case, submit

pytestmark = pytest.mark.journey
POST_APPROVAL = """([action, fields]) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = action;
    for (const [name, value] of Object.entries(fields)) {
        const input = document.createElement("input");
        input.name = name;
        input.value = value;
        form.append(input);
    }
    document.body.append(form);
    form.submit();
}"""


def test_nobody_approves_own_facts(open_desk: OpenDesk, stage: Stage) -> None:
    desk = open_desk()
    desk.sign_in(COUNSELLOR)
    case = open_case(desk, told.p1())
    desk.sign_in(APPROVER_2)
    _correct_a_fact(desk, case)
    desk.sign_in(COUNSELLOR)
    submit(desk, case)
    desk.sign_in(APPROVER_2)
    desk.visit(f"{case}/decision")
    desk.says(OWN_WORK.sentence)
    assert not desk.find("form[action$='/approval']").count()
    _post_directly(desk, case)
    desk.says(OWN_WORK.sentence)
    assert stage.count("select count(*) from decision") == 0
    desk.sign_in(APPROVER)
    approve(desk, case)
    assert stage.count("select count(*) from decision") == 1


def _correct_a_fact(desk: Desk, case: str) -> None:
    desk.visit(f"{case}/people")
    desk.press("a[href$='/correction']")
    desk.answer({"place_of_birth": "Enugu", "reason": "It stands in the passport."})
    desk.press()


def _post_directly(desk: Desk, case: str) -> None:
    token = desk.find("meta[name=csrf-token]").get_attribute("content")
    fields = {"csrf_token": token, "request_key": "5f0c2b1e-8f0f-4a7e-9d4e-0d5f4f6d7a11", "version": "3"}
    with desk.page.expect_navigation() as gone:
        desk.page.evaluate(POST_APPROVAL, [f"{case}/decision/approval", fields])
    desk.arrived(gone.value, 409)
