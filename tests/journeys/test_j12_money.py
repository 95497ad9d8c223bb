"""J12: support in kind, to the cent: plan, dearer than planned, too dear, without a receipt, and rates that change."""

from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import expect

from returns_app.core.clock import local_day, utc_now
from returns_app.core.errors import RuleBroken
from returns_app.demo.service.founding import House
from returns_app.support.labels import PROOF_NAMES
from returns_app.support.rules import Proof
from returns_app.support.rules.envelopes import DELIVERY_EXCEEDS
from tests.decisions import builders
from tests.journeys.desk import Desk
from tests.journeys.seed import APPROVER, COUNSELLOR, FINANCE, PARTNER, office_of
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey
PLAN = (
    ("tools_vehicle", "Welding set", "1180.00"),
    ("rent", "Workshop rent", "540.00"),
    ("vocational_training", "Training", "245.00"),
)


@pytest.fixture
def case_id(backstage: Flask, house: House) -> UUID:
    """P1, approved, gone and arrived in Nigeria today."""
    return builders.arrived(office_of(house))


def test_money_in_kind(desk: Desk, stage: Stage, case_id: UUID) -> None:
    support = f"/cases/{case_id}/support"
    desk.sign_in(COUNSELLOR)
    _plan(desk, support)
    desk.visit(support)
    desk.says(desk.words.money("2615"), desk.words.money("1965"), desk.words.money("35"))
    desk.sign_in(PARTNER)
    _refused_by_85(desk, support)
    _accepted_with_reason(desk, support)
    _without_receipt(desk, support)
    before = _sums(stage)
    desk.sign_in(FINANCE)
    _another_rate(desk)
    assert _sums(stage) == before
    desk.sign_in(PARTNER)
    desk.visit(support)
    desk.says(desk.words.money("1190.40"), desk.words.money("24.60"))


def _plan(desk: Desk, support: str) -> None:
    for category, item, planned in PLAN:
        desk.visit(f"{support}/lines/new")
        desk.answer({"category": category, "item": item, "planned": planned})
        desk.press()
    desk.press(f"form[action='{support}/plan'] button")
    desk.sign_in(APPROVER)
    desk.visit(support)
    desk.press("a[href$='/signature']")
    desk.find("input[name=answer][value=yes]").check()
    desk.press()


def _refused_by_85(desk: Desk, support: str) -> None:
    _open_line(desk, support, "Welding set")
    desk.answer({"amount": "1300.00", "currency": "EUR", "receipt_number": "R-1"})
    desk.press(status=409)
    refusal = RuleBroken("support.exceeds_envelope", DELIVERY_EXCEEDS, field="amount", excess=Decimal("85.00"))
    desk.says(desk.words.sentence(refusal))
    assert "85.00" in desk.find("[data-error-summary]").inner_text()
    assert (desk.typed("amount"), desk.typed("receipt_number")) == ("1300.00", "R-1")


def _accepted_with_reason(desk: Desk, support: str) -> None:
    _open_line(desk, support, "Welding set")
    desk.answer({"amount": "1860000.00", "currency": "NGN", "receipt_number": "R-2"})
    desk.press(status=409)
    assert "10.40" in desk.find("[data-error-summary]").inner_text()
    desk.answer({"variance_reason": "exchange_rate"})
    desk.press()
    desk.says(desk.words.money("1190.40"), desk.words.money("1975.40"), desk.words.money("24.60"))


def _without_receipt(desk: Desk, support: str) -> None:
    _open_line(desk, support, "Workshop rent")
    desk.answer({"amount": "200.00", "currency": "EUR"})
    desk.press()
    expect(desk.find(".tag").get_by_text(desk.words(lambda: PROOF_NAMES[Proof.UNPROVEN]), exact=True)).to_have_count(1)
    desk.says(desk.words.money("1390.40"))


def _another_rate(desk: Desk) -> None:
    day = local_day(utc_now(), "Europe/Amsterdam")
    desk.visit("/exchange-rates")
    desk.answer({"currency": "NGN", "per_euro": "1602.7500", "source": "InforEuro"})
    desk.answer({"on-day": str(day.day), "on-month": str(day.month), "on-year": str(day.year)})
    desk.press("main form[action='/exchange-rates'] button[type=submit]")


def _open_line(desk: Desk, support: str, item: str) -> None:
    desk.visit(support)
    desk.press(desk.find("tr").filter(has_text=item).locator("a[href$='/deliveries/new']"))


def _sums(stage: Stage) -> list[int]:
    """Cents delivered and cents proven."""
    return [
        stage.count("select sum(amount_eur) from delivery"),
        stage.count("select sum(amount_eur) from delivery where proof = 'proven'"),
    ]
