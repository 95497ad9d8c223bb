"""J03: a family whose members agree with each other in nearly everything, and what it may receive."""

import pytest

from returns_app.checks.labels import ANSWER_NAMES
from returns_app.checks.rules import CheckAnswer
from tests.journeys import told
from tests.journeys.desk import SUBMIT, Desk
from tests.journeys.seed import APPROVER, COUNSELLOR
from tests.journeys.stage import Stage
from tests.journeys.steps import ADD_MEMBER, approve, begin_intake, submit

pytestmark = pytest.mark.journey
SHARED = (
    "Everybody in the family was checked, shared family data not counted: "
    "members of one case are no evidence against each other."
)


def test_family(desk: Desk, stage: Stage) -> None:
    _family(desk, stage)


def test_family_without_script(plain_desk: Desk, stage: Stage) -> None:
    _family(plain_desk, stage)


def _family(desk: Desk, stage: Stage) -> None:
    desk.sign_in(COUNSELLOR)
    begin_intake(desk, name="Beridze", born="1984")
    _fill(desk)
    desk.press("main " + SUBMIT)
    case = desk.case_path()
    desk.visit(f"{case}/registry-check")
    desk.says(desk.words.say(SHARED))
    answers = desk.find(".banner-title").all_inner_texts()
    none = desk.words(lambda: ANSWER_NAMES[CheckAnswer.NO_CLAIM])
    assert [none in answer for answer in answers] == [True] * 4, answers
    submit(desk, case)
    desk.sign_in(APPROVER)
    desk.visit(f"{case}/decision")
    desk.says(desk.words.money("8460"))
    approve(desk, case)
    desk.visit(f"{case}/support")
    desk.says(desk.words.money("8460"), desk.words.money("2460"), desk.words.money("6000"))
    assert stage.count("select count(*) from registry_claim where status = 'reserved'") == 4


def _fill(desk: Desk) -> None:
    first, *others = told.p3()
    desk.answer(first | told.going_home("GE"))
    for place, member in enumerate(others):
        _add_row(desk, ADD_MEMBER)
        desk.answer(member | _shared(desk, f"members-{place}"))
    desk.answer(_shared(desk, told.PRINCIPAL))


def _shared(desk: Desk, prefix: str) -> told.Answers:
    """One phone and one address for everybody."""
    _add_row(desk, f'button[data-add-row][value="{prefix}-contacts"]')
    return told.contacts(prefix, "+31 6 00012345", "Voorbeeldstraat 1, 0000 XX Nergenshuizen")


def _add_row(desk: Desk, button: str) -> None:
    """By script at once, without it by a page that comes back with the row and everything typed."""
    if desk.script:
        desk.find(button).click()
    else:
        desk.press(button)
