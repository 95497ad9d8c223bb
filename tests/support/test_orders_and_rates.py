"""Orders and vouchers, cash and its cap, who pays, and rates from the file of the European Central Bank."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from returns_app.core.errors import Malformed, NotFound, RuleBroken
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.programmes.models import Programme
from returns_app.support import queries, service
from returns_app.support.models import ExchangeRate, PlanLine, SupportOrder
from returns_app.support.rules import (
    FundingSource,
    OrderEntry,
    OrderStatus,
    PlanLineEntry,
    RateEntry,
    SupplyKind,
    SupportCategory,
    read_rates,
)
from tests import people
from tests.support.builders import HANDED_OVER, Family, a_delivery, a_family, approve_plan, deliver, plan_line

pytestmark = pytest.mark.postgres
WIDE = b"Date, USD, JPY, TRY, \n27 February 2026, 1.0413, 156.21, N/A, \n"
HISTORY = b"Date,USD,GBP,\n2026-02-27,1.0413,0.8272,\n2026-02-26,1.0402,0.8269,\n"
PORTAL = (
    b"KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE\n"
    b"EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2026-02-27,1.0413\n"
)


def _order(family: Family, line: PlanLine, **changes: object) -> SupportOrder:
    values = {"line_id": line.id, "request_key": uuid4(), "amount": Decimal("1100.00"), "currency": "EUR"}
    values |= {"ordered_on": HANDED_OVER, "supplier": "Ade Tools", "number": "O-7", **changes}
    with unit_of_work(family.partner) as work:
        return service.place_order(work, OrderEntry(**values))  # type: ignore[arg-type]


def _tools(family: Family, **changes: object) -> PlanLine:
    line = plan_line(family, SupportCategory.TOOLS, "Welding set", "1180.00")
    approve_plan(family)
    return line


def test_item_order_delivery_and_receipt_are_linked(house: Flask) -> None:
    family = a_family()
    line = _tools(family)
    order = _order(family, line)
    first = deliver(family, a_delivery(line.id, "500.00", order_id=order.id))
    assert _stored(order).status is OrderStatus.OPEN
    second = deliver(family, a_delivery(line.id, "680.00", order_id=order.id))
    assert _stored(order).status is OrderStatus.FULFILLED
    assert {first.order_id, second.order_id} == {order.id}
    assert (first.receipt_number, order.number) == ("R-17", "O-7")


def _stored(order: SupportOrder) -> SupportOrder:
    db.session().rollback()
    return db.session().get_one(SupportOrder, order.id)


def test_the_same_order_sent_twice_is_one_order_and_needs_a_signed_line(house: Flask) -> None:
    family = a_family()
    line = plan_line(family, SupportCategory.TOOLS, "Welding set", "1180.00")
    with pytest.raises(RuleBroken, match="not approved yet"):
        _order(family, line)
    approve_plan(family)
    key = uuid4()
    assert _order(family, line, request_key=key).id == _order(family, line, request_key=key).id
    with pytest.raises(RuleBroken, match="not come yet"):
        _order(family, line, ordered_on=date(2099, 1, 1))


def test_a_cancelled_order_has_ended_and_another_lines_order_is_not_there(house: Flask) -> None:
    family = a_family()
    line = _tools(family)
    order = _order(family, line)
    with unit_of_work(family.partner) as work:
        service.cancel_order(work, order.id)
    with pytest.raises(RuleBroken, match="ended already"), unit_of_work(family.partner) as work:
        service.cancel_order(work, order.id)
    with pytest.raises(NotFound):
        deliver(family, a_delivery(line.id, order_id=uuid4()))


def test_cash_is_capped_and_never_without_a_receipt(house: Flask) -> None:
    family = a_family()
    _programme(family, "NL-AVRR-2017")
    entry = PlanLineEntry(
        family.case_id, uuid4(), SupportCategory.OTHER, "Cash", Decimal("300.01"), kind=SupplyKind.CASH
    )
    with (
        pytest.raises(RuleBroken, match=r"at most 300\.00 € of this part; this is 0\.01 €"),
        unit_of_work(family.counsellor) as work,
    ):
        service.add_plan_line(work, entry)
    with unit_of_work(family.counsellor) as work:
        line = service.add_plan_line(work, replace(entry, planned=Decimal("300.00")))
    approve_plan(family)
    with pytest.raises(RuleBroken, match="signed receipt"):
        deliver(family, a_delivery(line.id, "100.00", receipt_number=""))
    assert deliver(family, a_delivery(line.id, "100.00")).receipt_number == "R-17"


def _programme(family: Family, code: str) -> None:
    with unit_of_work(people.SEEDER) as work:
        work.session.scalars(select(Programme)).one().code = code
        work.events.append(people.AN_EVENT)


def test_the_same_case_is_never_paid_by_frontex_and_amif(house: Flask) -> None:
    family = a_family()
    line = plan_line(family, SupportCategory.TOOLS, "Welding set", "100.00")
    with unit_of_work(people.SEEDER) as work:
        work.session.get_one(PlanLine, line.id).funding_source = FundingSource.EURP
        work.events.append(people.AN_EVENT)
    entry = PlanLineEntry(
        family.case_id, uuid4(), SupportCategory.RENT, "Rent", Decimal(10), funding_source=FundingSource.AMIF
    )
    with pytest.raises(RuleBroken, match="AMIF can't pay"), unit_of_work(family.counsellor) as work:
        service.add_plan_line(work, entry)


@pytest.mark.parametrize("content", [WIDE, HISTORY, PORTAL])
def test_the_ecbs_files_are_read(content: bytes) -> None:
    rates = read_rates(content)
    assert RateEntry("USD", date(2026, 2, 27), Decimal("1.0413"), "ECB reference rate") in rates
    assert "TRY" not in {rate.currency for rate in rates}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a file of exchange rates"),
        (b"\xff\xfe\x00", "not a file of exchange rates"),
        (b"Name,Amount\nx,1\n", "not a file of exchange rates"),
        (b"Date,USD\n2026-02-30,1.1\n", "Row 2 of this file"),
        (b"Date,USD\n2026-02-27,1.1x\n", "Row 2 of this file"),
        (b"Date,USD\n2026-02-27,-1\n", "Row 2 of this file"),
        (b"Date,USD\n2026-02-27,NaN\n", "Row 2 of this file"),
    ],
)
def test_anything_else_is_refused_with_the_row(content: bytes, said: str) -> None:
    with pytest.raises(Malformed, match=said):
        read_rates(content)


def test_an_import_adds_what_is_new_and_leaves_what_finance_entered(house: Flask) -> None:
    family = a_family()
    with unit_of_work(family.finance) as work:
        service.record_rate(work, RateEntry("USD", date(2026, 2, 27), Decimal("1.05"), "Own bank"))
    with unit_of_work(family.finance) as work:
        assert service.import_rates(work, HISTORY) == 3
    with unit_of_work(family.finance) as work:
        assert service.import_rates(work, HISTORY) == 0
    kept = db.session().get_one(ExchangeRate, ("USD", date(2026, 2, 27)))
    assert (kept.per_euro, kept.source) == (Decimal("1.05"), "Own bank")
    assert queries.find_rate(db.session(), "GBP", date(2026, 3, 1)) is not None
