"""Stretches of the way that several journeys share."""

from tests.journeys.desk import SUBMIT, Desk
from tests.journeys.told import Answers

PRIMARY = ".title-actions .btn-primary"
ADD_MEMBER = 'button[data-add-row][value="members"]'


def begin_intake(desk: Desk, *, name: str = "Okafor", born: str = "1991") -> None:
    """Look for the person first, find nobody, begin."""
    desk.visit("/cases/search")
    desk.answer({"name": name, "born": born})
    desk.press("main " + SUBMIT)
    desk.press("section[aria-labelledby=start] button[type=submit]")


def open_case(desk: Desk, answers: Answers, **searched: str) -> str:
    """From the search to a case that was checked; the address of the case."""
    begin_intake(desk, **searched)
    desk.answer(answers)
    desk.press()
    return desk.case_path()


def submit(desk: Desk, case: str) -> None:
    """Hand the application in from the overview, after a session and a screening."""
    counsel(desk, case)
    desk.visit(case)
    desk.press(PRIMARY)


def counsel(desk: Desk, case: str) -> None:
    """Tell everything on the checklist, let every adult sign, screen the family."""
    desk.visit(f"{case}/counselling/session")
    for name, value in (("channel", "in_person"), ("interpreter", "not_needed"), ("outcome", "goes_on")):
        desk.page.locator(f'input[name="{name}"][value="{value}"]').check()
    for box in desk.page.locator('input[name="information"], input[name="declaring"]').all():
        box.check()
    desk.press()
    desk.visit(f"{case}/counselling/screening")
    desk.press()


def approve(desk: Desk, case: str) -> None:
    """Approve and reserve, with a reason where one is asked."""
    desk.visit(f"{case}/decision")
    if desk.input("motivation").count():
        desk.answer({"motivation": "The file shows why this is right."})
    desk.press("section[aria-labelledby=decision] form button.btn-primary")
