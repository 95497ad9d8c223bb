"""Wrong input in every field of the intake: a sentence at the field, and everything typed is still there."""

import pytest
from playwright.sync_api import expect

from tests.journeys import told
from tests.journeys.conftest import OpenDesk
from tests.journeys.desk import Desk
from tests.journeys.seed import COUNSELLOR
from tests.journeys.stage import Stage
from tests.journeys.steps import ADD_MEMBER, begin_intake

pytestmark = pytest.mark.journey
P = "principal"
WRONG: tuple[tuple[told.Answers, str], ...] = (
    ({f"{P}-names-0-given": "", f"{P}-names-0-family": ""}, f"{P}-names-0-given"),
    ({f"{P}-names-0-given": "x" * 5000}, f"{P}-names-0-given"),
    ({f"{P}-born-day": "31", f"{P}-born-month": "2"}, f"{P}-born"),
    ({f"{P}-born-month": "Marchember"}, f"{P}-born"),
    ({f"{P}-born-year": "2199"}, f"{P}-born"),
    ({f"{P}-born-precision": ""}, f"{P}-born"),
    ({f"{P}-nationalities-0-country": ""}, f"{P}-nationalities-0-country"),
    ({f"{P}-place_of_birth": "x" * 5000}, f"{P}-place_of_birth"),
    ({f"{P}-identifiers-0-kind": ""}, f"{P}-identifiers-0-number"),
    ({f"{P}-identifiers-0-number": "--"}, f"{P}-identifiers-0-number"),
    ({f"{P}-contacts-0-kind": "", f"{P}-contacts-0-value": "0612345678"}, f"{P}-contacts-0-value"),
    ({f"{P}-contacts-0-kind": "phone", f"{P}-contacts-0-value": "twelve"}, f"{P}-contacts-0-value"),
    ({f"{P}-contacts-0-kind": "email", f"{P}-contacts-0-value": "at home"}, f"{P}-contacts-0-value"),
    ({"return_country": ""}, "return_country"),
    ({"programme_code": ""}, "programme_code"),
    ({"notice_version": ""}, "notice_version"),
    ({"notice_language": ""}, "notice_language"),
    ({"notice_given_on-day": "", "notice_given_on-month": ""}, "notice_given_on"),
    ({"notice_given_on-year": "2199"}, "notice_given_on"),
)
ALL_COMPULSORY = (
    f"{P}-names-0-given", f"{P}-born", f"{P}-sex", f"{P}-nationalities-0-country", f"{P}-protection", "return_country",
    "return_type", "programme_code", "notice_version", "notice_language", "notice_given_on",
)  # fmt: skip


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    desk = open_desk()
    desk.sign_in(COUNSELLOR)
    begin_intake(desk, name="Chinedu Okafor")
    return desk


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_answered(open_desk: OpenDesk, width: int) -> None:
    desk = open_desk(width)
    desk.sign_in(COUNSELLOR)
    begin_intake(desk)
    desk.answer({f"{P}-names-0-family": "", f"{P}-born-year": ""})
    desk.press(status=422)
    for field in ALL_COMPULSORY:
        _said_at(desk, field)
    expect(desk.find("[data-error-summary]")).to_be_focused()


def test_every_field_wrong_in_turn(desk: Desk, stage: Stage) -> None:
    right = told.p1()
    desk.answer(right)
    for wrong, field in WRONG:
        typed = right | wrong
        desk.answer(typed)
        desk.press(status=422)
        _said_at(desk, field)
        _kept(desk, typed)
        desk.answer({name: right.get(name, "") for name in wrong})
    assert stage.count("select count(*) from return_case") == 0
    desk.press()
    assert stage.count("select count(*) from return_case") == 1


def test_member_without_role(desk: Desk) -> None:
    member = told.p3()[2]
    del member["members-1-role"]
    member = {name.replace("members-1", "members-0"): text for name, text in member.items()}
    desk.answer(told.p1())
    desk.find(ADD_MEMBER).click()
    desk.answer(member)
    desk.press(status=422)
    _said_at(desk, "members-0-role")
    _kept(desk, member)


def _said_at(desk: Desk, field: str) -> None:
    """The summary leads to the field, and the field says what to do."""
    link = desk.find(f"[data-error-summary] a[href^='#{field}']").first
    expect(link, field).to_contain_text(" ")
    expect(desk.find(f"[id='{field}-error']")).to_contain_text(link.inner_text().strip())


def _kept(desk: Desk, typed: told.Answers) -> None:
    for name, text in typed.items():
        is_button = desk.find(f'main input[type=radio][name="{name}"]').count()
        assert (desk.chosen(name) if is_button else desk.typed(name)) == text, name
