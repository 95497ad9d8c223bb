"""A delivery with a photo on a 360-pixel phone: the connection is cut, it waits sealed, and is sent once when it is back."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, expect

from returns_app.db.unit_of_work import unit_of_work
from returns_app.demo.service.founding import House
from returns_app.support import service
from returns_app.support.rules import PlanLineEntry, SupportCategory, Verdict
from tests.decisions import builders
from tests.journeys.conftest import OpenDesk
from tests.journeys.desk import Desk
from tests.journeys.seed import PARTNER, office_of
from tests.journeys.stage import Stage
from tests.support import files

pytestmark = pytest.mark.journey
STORED = """async () => {
  const db = await new Promise((done) => { const r = indexedDB.open("returns-queue", 1); r.onsuccess = () => done(r.result); });
  const all = (name) => new Promise((done) => {
    const r = db.transaction(name).objectStore(name).getAll(); r.onsuccess = () => done(r.result); });
  const [items, keys] = [await all("items"), await all("keys")];
  const bytes = items.flatMap((item) => [item.fields, item.photo].filter(Boolean).map((one) =>
    new TextDecoder("latin1").decode(one.data)));
  return { number: items.length, text: bytes.join(""), extractable: keys.map((key) => key.extractable) };
}"""


@pytest.fixture
def line_id(backstage: Flask, house: House) -> UUID:
    """A signed plan line of P1, who arrived in Nigeria today."""
    office = office_of(house)
    case_id = builders.arrived(office)
    with unit_of_work(office.counsellor) as work:
        entry = PlanLineEntry(case_id, uuid4(), SupportCategory.TOOLS, "Welding set", Decimal("900.00"))
        line = service.add_plan_line(work, entry)
        plan = service.submit_plan(work, case_id)
    with unit_of_work(office.approver) as work:
        service.sign_plan(work, plan.id, Verdict(is_yes=True))
    return line.id


def test_a_delivery_waits_for_the_connection_and_arrives_once(open_desk: OpenDesk, stage: Stage, line_id: UUID) -> None:
    desk = _phone(open_desk)
    desk.visit(f"/support/lines/{line_id}/deliveries/new")
    _fill(desk)
    desk.context.set_offline(True)
    desk.find("form[data-queue-url] button[type=submit]").first.click()
    expect(desk.find("[data-queue-list]")).to_contain_text("1")
    kept = desk.page.evaluate(STORED)
    assert kept["number"] == 1
    assert kept["extractable"] == [False]
    assert "SECRETPHONE" not in kept["text"]
    assert "Ade Tools" not in kept["text"]
    assert stage.count("select count(*) from delivery") == 0
    desk.context.set_offline(False)
    desk.page.wait_for_function("() => document.querySelector('[data-queue]').dataset.sentNow === '1'")
    assert stage.count("select count(*) from delivery where proof = 'proven'") == 1
    assert stage.count("select count(*) from evidence_file") == 1
    assert desk.page.evaluate(STORED)["number"] == 0


def test_what_is_refused_stays_with_its_reason_until_it_is_dropped(
    open_desk: OpenDesk, stage: Stage, line_id: UUID
) -> None:
    desk = _phone(open_desk)
    desk.visit(f"/support/lines/{line_id}/deliveries/new")
    _fill(desk, amount="99999.00")
    desk.context.set_offline(True)
    desk.find("form[data-queue-url] button[type=submit]").first.click()
    expect(desk.find("[data-queue-list]")).to_contain_text("1")
    desk.context.set_offline(False)
    expect(desk.find("[data-queue-list]")).to_contain_text("envelope")
    assert stage.count("select count(*) from delivery") == 0
    desk.noise = [line for line in desk.noise if "409" not in line]
    desk.find("[data-queue-drop]").click()
    expect(desk.find("[data-queue]")).to_be_hidden()


def test_the_page_of_the_queue_opens_without_a_connection(open_desk: OpenDesk, stage: Stage, line_id: UUID) -> None:
    desk = _phone(open_desk)
    desk.visit("/deliveries/queue")
    desk.page.wait_for_function(
        "() => navigator.serviceWorker.getRegistration('/deliveries/queue').then(r => r?.active)"
    )
    desk.context.set_offline(True)
    desk.page.reload()
    expect(desk.find("h1")).to_be_visible()
    desk.context.set_offline(False)


def _phone(open_desk: OpenDesk) -> Desk:
    """Signed in, then the narrowest screen."""
    desk = open_desk(390)
    desk.sign_in(PARTNER)
    desk.page.set_viewport_size({"width": 360, "height": 780})
    return desk


def _fill(desk: Desk, amount: str = "250.00") -> None:
    desk.answer({"amount": amount, "currency": "EUR", "receipt_number": "R-9", "supplier": "Ade Tools"})
    photo = FilePayload(name="photo.jpg", mimeType="image/jpeg", buffer=files.a_photo())
    desk.find("input[type=file]").set_input_files(photo)
