"""J01: a first return about which the registry knows nothing."""

import pytest

from returns_app.checks.labels import ANSWER_NAMES
from returns_app.checks.rules import CheckAnswer
from returns_app.core.actions import Action
from tests.journeys import told
from tests.journeys.desk import Desk
from tests.journeys.seed import COUNSELLOR
from tests.journeys.stage import Stage
from tests.journeys.steps import begin_intake

pytestmark = pytest.mark.journey
MOST_COMPULSORY = 12
IN_CLEAR = ("Okafor", "Chinedu", "A01234567", "1991-03-14", "14-03-1991")
COMPULSORY = "main form .question:not(:has(.optional))"


def test_first_return(every_desk: Desk, stage: Stage) -> None:
    _first_return(every_desk, stage)
    assert stage.count("select count(*) from case_burden where part = 'intake' and forms = 1 and fields >= 8") == 1


def test_first_return_without_script(plain_desk: Desk, stage: Stage) -> None:
    _first_return(plain_desk, stage)


def _first_return(desk: Desk, stage: Stage) -> None:
    desk.sign_in(COUNSELLOR)
    begin_intake(desk)
    assert desk.typed("principal-names-0-family") == "Okafor"
    assert desk.typed("principal-born-year") == "1991"
    assert desk.find(COMPULSORY).count() <= MOST_COMPULSORY
    desk.answer(told.p1())
    desk.press()
    desk.says("NL-2026-000001", desk.words(lambda: ANSWER_NAMES[CheckAnswer.NO_CLAIM]))
    desk.visit(f"{desk.case_path()}/registry-check")
    if desk.words.language == "en":
        desk.says("No claim found", "spelling", "birth date", "nationality", "passport")
    assert stage.count("select count(*) from registry_check where reference <> '' and answer = 'no_claim'") == 1
    assert not [cell for cell in stage.cells() for word in IN_CLEAR if word in cell]
    _logged(stage, Action.PERSON_SEARCHED, Action.CASE_OPENED, Action.CHECK_ANSWERED, Action.CASE_READ)


def _logged(stage: Stage, *actions: Action) -> None:
    for action in actions:
        assert stage.count("select count(*) from audit_event where action = ?", action.value), action
