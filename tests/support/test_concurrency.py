"""Several partners at once: the envelope holds, and the same sending is booked once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier
from uuid import uuid4

import pytest
from flask import Flask

from returns_app.core.errors import RuleBroken
from returns_app.db.session import db
from returns_app.support import queries
from returns_app.support.rules import DeliveryEntry, SupportCategory
from tests.support import builders
from tests.support.builders import DEARER, a_delivery, a_family, deliver, sums

pytestmark = pytest.mark.postgres


def _at_once(app: Flask, family: builders.Family, entries: list[DeliveryEntry]) -> list[str]:
    ready = Barrier(len(entries))

    def send(entry: DeliveryEntry) -> str:
        with app.app_context():
            ready.wait()
            try:
                return str(deliver(family, entry).id)
            except RuleBroken as refused:
                return refused.code
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(entries)) as threads:
        return list(threads.map(send, entries))


def test_two_deliveries_at_once_cannot_overspend(house: Flask) -> None:
    family = a_family()
    lines = family.plan((SupportCategory.TOOLS, "Tools", "1000.00"), (SupportCategory.RENT, "Rent", "600.00"))
    answers = _at_once(
        house, family, [a_delivery(lines[0], "1300.00", **DEARER), a_delivery(lines[1], "800.00", **DEARER)]
    )
    assert answers.count("support.exceeds_envelope") == 1
    committed, delivered, _proven = sums(family)
    assert delivered <= committed <= Decimal("2000.00")


def test_eight_deliveries_at_once_lose_no_cent(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan((SupportCategory.TOOLS, "Tools", "1000.00"))
    answers = _at_once(house, family, [a_delivery(line, "333.33", **DEARER) for _ in range(8)])
    assert answers.count("support.exceeds_envelope") == 2
    booked = queries.list_deliveries(db.session(), family.case_id)
    assert sum(row.delivery.amount_eur for row in booked) == sums(family)[1] == Decimal("1999.98")


def test_a_double_click_is_one_delivery(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    entry = a_delivery(line, request_key=uuid4())
    answers = _at_once(house, family, [entry, replace(entry), replace(entry)])
    assert len(set(answers)) == 1
    assert sums(family)[1] == Decimal("100.00")
