"""A child is born and the family splits: on the page, without typing anything twice, each with a case of their own."""

import pytest
from flask import Flask

from returns_app.cases.labels import MEMBER_STATUSES
from returns_app.cases.rules import MemberStatus
from returns_app.db.unit_of_work import today
from returns_app.demo.service.founding import House
from tests.decisions import builders
from tests.family.builders import a_family
from tests.journeys.desk import Desk
from tests.journeys.seed import COUNSELLOR, office_of
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey


@pytest.fixture
def family(backstage: Flask, house: House) -> str:
    """Two adults and a child at counselling; the address of their page."""
    return f"/cases/{builders.opened(office_of(house), a_family(), checked=False)}/family"


def test_a_birth_and_a_split(desk: Desk, family: str, stage: Stage) -> None:
    desk.sign_in(COUNSELLOR)
    desk.visit(family)
    desk.press(".title-actions .btn-primary")
    born = today()
    day = {"born-day": str(born.day), "born-month": str(born.month), "born-year": str(born.year)}
    desk.answer({"given": "Ada", "family": "Okafor", **day, "sex": "F", "nationality": "NG", "protection": "no"})
    for place in range(2):
        desk.find('input[name="parents"]').nth(place).check()
    desk.press()
    desk.says("Ada Okafor")

    desk.visit(f"{family}/split")
    for place in (1, 3):
        desk.find('input[name="people"]').nth(place).check()
    mother = desk.find('input[name="people"]').nth(1).get_attribute("value")
    assert mother
    desk.answer({"principal": mother, "reason": "She stays longer with the baby."})
    desk.press()
    assert family not in desk.page.url, "the page of the new case"
    desk.says("Ngozi Eze", "Ada Okafor")
    desk.says_not("Emeka")
    desk.visit(family)
    desk.says("Emeka Okafor", desk.words(lambda: MEMBER_STATUSES[MemberStatus.SPLIT_OFF]))
    assert stage.count("select count(*) from return_case") == 2
