"""J08: not the same person, found by an adjudicator after two reviewers differed, and remembered."""

import pytest
from flask import Flask

from returns_app.checks.labels import ANSWER_NAMES
from returns_app.checks.rules import CheckAnswer
from tests.journeys import told
from tests.journeys.desk import Desk
from tests.journeys.pairs import ADJUDICATOR, REASON, REVIEWER_1, REVIEWER_2, judge, open_pair, work_off
from tests.journeys.seed import COUNSELLOR, COUNSELLOR_2
from tests.journeys.stage import Stage
from tests.journeys.steps import open_case
from tests.registry.builders import ALI_TWO, announced

pytestmark = pytest.mark.journey


def test_not_the_same(desk: Desk, stage: Stage, backstage: Flask) -> None:
    announced(ALI_TWO, "DE")
    desk.sign_in(COUNSELLOR)
    case = open_case(desk, told.p6(), name="Ali", born="1990")
    work_off()
    judge(desk, REVIEWER_1, "other_person")
    judge(desk, REVIEWER_2, "cannot_tell", missing="document")
    desk.sign_in(ADJUDICATOR)
    open_pair(desk)
    desk.says(REASON)
    desk.says_not("Rita Reviewer", "Ruud Reviewer")
    judge(desk, ADJUDICATOR, "other_person")
    desk.sign_in(COUNSELLOR_2)
    desk.visit(f"{case}/registry-check")
    possible = desk.words(lambda: ANSWER_NAMES[CheckAnswer.POSSIBLE])
    assert possible not in desk.find("main .banner-title").first.inner_text()
    desk.press("main .title-actions button[type=submit]")
    title = desk.find("main .banner-title").first.inner_text()
    assert possible not in title
    assert stage.count("select count(*) from review where state = 'closed'") == 1
