"""J01 with the keyboard alone."""

import pytest

from tests.journeys import told
from tests.journeys.conftest import OpenDesk
from tests.journeys.desk import Desk
from tests.journeys.seed import COUNSELLOR
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey
FARTHEST = 120
FOCUSED = "wanted => document.activeElement.matches(wanted)"


def test_first_return_by_keyboard(open_desk: OpenDesk, stage: Stage) -> None:
    desk = open_desk()
    desk.sign_in(COUNSELLOR)
    desk.page.keyboard.press("/")
    assert desk.page.evaluate(FOCUSED, "#global-search")
    desk.page.keyboard.type("Okafor 1991")
    _enter(desk)
    _go_to(desk, "section[aria-labelledby=start] button[type=submit]")
    _enter(desk)
    for name, text in told.p1().items():
        _answer(desk, name, text)
    _go_to(desk, "main .buttons .btn-primary")
    _enter(desk)
    desk.says("NL-2026-000001", "No claim found")
    assert stage.count("select count(*) from return_case") == 1


def _answer(desk: Desk, name: str, text: str) -> None:
    if desk.find(f'main input[type=radio][name="{name}"]').count():
        _go_to(desk, f'[name="{name}"]')
        desk.page.keyboard.press("Space")
        while not desk.page.evaluate(FOCUSED, f'[name="{name}"][value="{text}"]'):
            desk.page.keyboard.press("ArrowDown")
        return
    _go_to(desk, f'main [name="{name}"]')
    select = desk.find(f'main select[name="{name}"]')
    if select.count():
        desk.page.keyboard.type(select.locator(f'option[value="{text}"]').inner_text())
        return
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.type(text)


def _go_to(desk: Desk, wanted: str) -> None:
    for _ in range(FARTHEST):
        if desk.page.evaluate(FOCUSED, wanted):
            return
        desk.page.keyboard.press("Tab")
    raise AssertionError(wanted)


def _enter(desk: Desk) -> None:
    with desk.page.expect_navigation() as gone:
        desk.page.keyboard.press("Enter")
    desk.arrived(gone.value, 200)
