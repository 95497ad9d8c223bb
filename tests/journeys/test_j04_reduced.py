"""A decision is changed: one proposes, another decides, and the letter says the same as the page in two languages."""

import re
from uuid import UUID

import pytest
from flask import Flask

from returns_app.core.errors import RuleBroken
from returns_app.decisions.labels import PROPOSE
from returns_app.decisions.rules import OWN_PROPOSAL, DecisionKind
from returns_app.demo.service.founding import House
from returns_app.letters.rules import texts_of
from returns_app.support.rules import Component
from tests.decisions import builders
from tests.decisions.changes import deliver, order, planned
from tests.journeys.desk import Desk
from tests.journeys.seed import APPROVER, COUNSELLOR, office_of
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey
WORDS = "Twee van de drie gezinsleden zijn niet vertrokken."


@pytest.fixture
def case_id(backstage: Flask, house: House) -> UUID:
    """P1 in Nigeria with a signed plan of 1,400; 600 ordered, 250 of it delivered."""
    office = office_of(house)
    plan = planned(office, builders.arrived(office))
    ordered = order(office, plan.lines[0], "600.00")
    deliver(office, plan.lines[0], "250.00", ordered.id)
    return plan.case_id


def test_support_is_reduced_by_two_people_and_told_in_a_letter(desk: Desk, stage: Stage, case_id: UUID) -> None:
    decision = f"/cases/{case_id}/decision"
    desk.sign_in(COUNSELLOR)
    desk.visit(decision)
    desk.press("a[href$='/decision/reduction']")
    _propose(desk, "1400.01", status=409)
    for amount in ("600.00", "2,000.00", "1,400.00"):
        assert amount in desk.find("[data-error-summary]").inner_text()
    _propose(desk, "800.00")
    desk.says(desk.words.money("2000"), desk.words.money("1200"), WORDS)
    assert stage.count("select count(*) from decision where kind = 'reduce'") == 0
    desk.sign_in(APPROVER)
    desk.visit(decision)
    desk.press("form[action$='/decision'] button.btn-primary")
    assert stage.count("select ceiling from support_account where component = 'post_return'") == 120_000
    desk.says(desk.words.money("2615"), desk.words.money("1815"))
    desk.press(desk.find("a[href*='/letters/']").first)
    desk.says(texts_of("nl").texts["title_reduce"], texts_of("en").texts["title_reduce"], WORDS)
    letter = re.sub(r"\s", " ", desk.find("article.letter").inner_text())
    assert "€ 1.815,00" in letter
    assert "€1,815.00" in letter
    desk.visit(f"/cases/{case_id}")


def test_whoever_proposed_it_reads_why_somebody_else_decides(desk: Desk, case_id: UUID) -> None:
    desk.sign_in(APPROVER)
    for kind, page in ((DecisionKind.REVOKE, "revocation"), (DecisionKind.EXTEND, "extension")):
        desk.visit(f"/cases/{case_id}/decision/{page}")
        desk.says(desk.words(lambda kind=kind: PROPOSE[kind]))  # type: ignore[misc]
    desk.visit(f"/cases/{case_id}/decision/suspension")
    desk.find("input[name=reasons]").first.check()
    desk.answer({"until-day": "1", "until-month": "12", "until-year": "2035", "explanation": WORDS})
    desk.press()
    desk.says(desk.words.sentence(RuleBroken(OWN_PROPOSAL.code, OWN_PROPOSAL.sentence)))
    assert not desk.find("form[action$='/decision'] button").count()
    desk.press("form[action$='/withdrawal'] button")


def _propose(desk: Desk, amount: str, status: int = 200) -> None:
    desk.answer({"component": Component.POST_RETURN.value, "amount": amount, "explanation": WORDS})
    desk.find("input[name=reasons][value=fewer_return]").check()
    desk.press(status=status)
