"""Pages about signatures, amendments, orders, deliveries taken back, and published rates."""

import io
import re
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from returns_app.core.permissions import Actor
from returns_app.db.session import db
from returns_app.support.models import Delivery
from returns_app.support.rules import SupportCategory
from tests import people
from tests.support import builders
from tests.support.builders import Family, a_delivery, a_family, deliver

pytestmark = pytest.mark.postgres


def _as(app: Flask, actor: Actor) -> FlaskClient:
    client = people.client_for(app, actor)
    db.session.remove()
    return client


def _plan(app: Flask, family: Family, actor: Actor) -> str:
    return _as(app, actor).get(f"/cases/{family.case_id}/support").get_data(as_text=True)


def test_a_plan_is_sent_back_with_a_reason_that_the_partner_reads(house: Flask) -> None:
    family = a_family()
    builders.plan_line(family, SupportCategory.TOOLS, "Welding set", "1180.00")
    client = _as(house, family.partner)
    client.post(f"/cases/{family.case_id}/support/plan")
    signature = re.findall(r"/support/plans/[0-9a-f-]{36}/signature", _plan(house, family, family.approver))[0]
    approver = _as(house, family.approver)
    assert approver.post(signature, data={"answer": "no"}).status_code == 409
    sent = {"answer": "no", "reason": "too_expensive", "comment": "The usual price is 900."}
    assert approver.post(signature, data=sent).status_code == 302
    assert "The usual price is 900." in _plan(house, family, family.partner)


def test_a_delivery_is_taken_back_and_both_entries_stay(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    delivery = deliver(family, a_delivery(line))
    client = _as(house, family.partner)
    address = f"/support/deliveries/{delivery.id}/reversal"
    assert "Nothing is erased" in client.get(address).get_data(as_text=True)
    page = client.post(address, data={"reason": "mistake"}, follow_redirects=True).get_data(as_text=True)
    assert "It was recorded by mistake" in page
    assert client.post(address, data={"reason": "mistake"}).status_code == 409
    db.session.remove()
    assert sum(row.amount_eur for row in db.session().scalars(select(Delivery))) == 0


def test_orders_lines_and_published_rates_have_their_pages(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    partner, counsellor = _as(house, family.partner), _as(house, family.counsellor)
    day = {"ordered_on-day": "28", "ordered_on-month": "2", "ordered_on-year": "2026"}
    order = {
        "request_key": str(uuid4()),
        "supplier": "Ade",
        "number": "V-1",
        "amount": "900.00",
        "currency": "EUR",
        **day,
    }
    page = partner.post(f"/support/lines/{line}/orders/new", data=order, follow_redirects=True).get_data(as_text=True)
    assert "V-1" in page
    cancel = re.findall(r"/support/orders/[0-9a-f-]{36}/cancel", page)[0]
    assert "Order cancelled." in partner.post(cancel, follow_redirects=True).get_data(as_text=True)
    change = counsellor.post(f"/support/lines/{line}/change", data={"planned": "1200.00"}, follow_redirects=True)
    assert "wanted" in change.get_data(as_text=True)
    finance = _as(house, family.finance)
    sent = {"file": (io.BytesIO(b"Date,USD\n2026-02-27,1.0413\n"), "eurofxref.csv")}
    assert "1 new rate recorded." in finance.post("/exchange-rates/import", data=sent, follow_redirects=True).get_data(
        as_text=True
    )
    bad = finance.post("/exchange-rates/import", data={"file": (io.BytesIO(b"x"), "rates.csv")})
    assert (bad.status_code, "not a file of exchange rates" in bad.get_data(as_text=True)) == (422, True)
