"""J02: the same person, entered in another script and with day and month the other way round elsewhere."""

import pytest
from playwright.sync_api import expect

from returns_app.checks.labels import ANSWER_NAMES, KIND_NAMES, NOTE_SENTENCES
from returns_app.checks.rules import CheckAnswer
from returns_app.decisions.rules import WAITS_FOR_REVIEW
from returns_app.linkage.evidence import Note
from returns_app.registry.statuses import SupportKind
from returns_app.web.filters import country
from tests.journeys import told
from tests.journeys.desk import Desk
from tests.journeys.seed import APPROVER, COUNSELLOR
from tests.journeys.stage import Stage
from tests.journeys.steps import open_case, submit

pytestmark = pytest.mark.journey
OTHER_SIDE = ("aljboori", "ahmad husain", "07-05-1988", "1988-05-07", "7 may 1988", "7 مايو 1988")


def test_other_script(desk: Desk, stage: Stage) -> None:
    _other_script(desk, stage)


def test_other_script_without_script(plain_desk: Desk, stage: Stage) -> None:
    _other_script(plain_desk, stage)


def _other_script(desk: Desk, stage: Stage) -> None:
    desk.sign_in(COUNSELLOR)
    case = open_case(desk, told.p2(), name="الجبوري", born="1988")
    desk.visit(f"{case}/registry-check")
    _shows_the_lead(desk)
    submit(desk, case)
    desk.sign_in(APPROVER)
    desk.visit(f"{case}/decision")
    desk.says(desk.words.say(WAITS_FOR_REVIEW.sentence))
    if desk.words.language == "en":
        desk.says("waits for review")
    expect(desk.find("section[aria-labelledby=decision] > p > button.btn-primary")).to_be_disabled()
    assert stage.count("select count(*) from return_case where stage = 'submitted'") == 1
    _nothing_of_the_other_side(desk, stage)


def _shows_the_lead(desk: Desk) -> None:
    words = desk.words
    either = words(lambda: ANSWER_NAMES[CheckAnswer.POSSIBLE]), words(lambda: ANSWER_NAMES[CheckAnswer.STRONG])
    title = desk.find(".banner-title").first.inner_text()
    assert any(name in title for name in either), title
    desk.says(
        words(lambda: NOTE_SENTENCES[Note.BY_SOUND]),
        words(lambda: NOTE_SENTENCES[Note.DAY_MONTH_SWAPPED]),
        words(lambda: KIND_NAMES[SupportKind.IN_KIND]),
        words(lambda: country("BE")),
    )
    if words.language == "en":
        desk.says("name (by sound)", "nationality", "birth date (day and month could be swapped)", "open")


def _nothing_of_the_other_side(desk: Desk, stage: Stage) -> None:
    shown = [*desk.seen, stage.log.read_text(encoding="utf-8"), *stage.cells()]
    assert not [word for text in shown for word in OTHER_SIDE if word in text.casefold()]
