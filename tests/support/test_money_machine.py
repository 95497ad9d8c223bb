"""Whatever the order of plans, amendments, deliveries, reversals and rates: delivered <= approved <= envelope, to the cent."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from returns_app.core.errors import RuleBroken
from returns_app.core.money import ZERO, to_cent
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.support import service
from returns_app.support.models import Delivery, PlanLine, SupportAccount
from returns_app.support.rules import (
    Component,
    LineStatus,
    Proof,
    ReceiptEntry,
    ReversalReason,
    SupportCategory,
    VarianceReason,
)
from tests.support import builders
from tests.support.builders import Family, a_delivery, a_family, approve_plan, deliver, naira, plan_line

pytestmark = pytest.mark.postgres
cents = st.decimals(min_value="0.01", max_value="900.00", places=2)
categories = st.sampled_from((SupportCategory.TOOLS, SupportCategory.RENT, SupportCategory.ONWARD_TRANSPORT))


@dataclass
class Booked:
    """What the machine remembers of a delivery: enough to know that nobody rewrote it."""

    id: UUID
    amount_eur: Decimal
    per_euro: Decimal


@dataclass
class Memory:
    """Everything that was accepted."""

    booked: list[Booked] = field(default_factory=list)


class Money(RuleBasedStateMachine):
    """One case in the hands of people who try anything in any order."""

    lines: Bundle[Any] = Bundle("lines")
    deliveries: Bundle[Any] = Bundle("deliveries")

    @initialize()
    def begin(self) -> None:
        self.family: Family = a_family()
        self.memory = Memory()
        naira()

    @rule(target=lines, category=categories, amount=cents)
    def plan(self, category: SupportCategory, amount: Decimal) -> Any:
        return self._try(lambda: plan_line(self.family, category, "Something", str(amount)).id)

    @rule(line=lines, amount=cents | st.just(ZERO))
    def amend(self, line: UUID | None, amount: Decimal) -> None:
        if line:
            with_work = self._working(self.family.counsellor)
            self._try(lambda: with_work(lambda work: service.amend_line(work, line, amount)))

    @rule()
    def approve(self) -> None:
        self._try(lambda: approve_plan(self.family))

    @rule(target=deliveries, line=lines, amount=cents, in_naira=st.booleans(), is_proven=st.booleans())
    def deliver(self, line: UUID | None, amount: Decimal, in_naira: bool, is_proven: bool) -> Any:  # noqa: FBT001
        if not line:
            return None
        told = {"receipt_number": "R" if is_proven else "", "variance_reason": VarianceReason.PRICE}
        entry = a_delivery(line, str(amount * 1500 if in_naira else amount), "NGN" if in_naira else "EUR", **told)
        booked = self._try(lambda: deliver(self.family, entry))
        if booked is None:
            return None
        self.memory.booked.append(Booked(booked.id, booked.amount_eur, booked.per_euro))
        assert deliver(self.family, entry).id == booked.id  # sent twice, booked once
        return booked.id

    @rule(delivery=deliveries)
    def prove(self, delivery: UUID | None) -> None:
        if delivery:
            with_work = self._working(self.family.partner)
            self._try(lambda: with_work(lambda work: service.prove_delivery(work, delivery, ReceiptEntry("R"))))

    @rule(delivery=consumes(deliveries))
    def reverse(self, delivery: UUID | None) -> None:
        if delivery:
            with_work = self._working(self.family.partner)
            reason = ReversalReason.MISTAKE
            self._try(lambda: with_work(lambda work: service.reverse_delivery(work, delivery, reason)))

    @rule(per_euro=st.sampled_from(("1400.00", "1562.50", "1777.7777")))
    def another_rate(self, per_euro: str) -> None:
        naira(per_euro)

    @invariant()
    def the_sums_agree_to_the_cent(self) -> None:
        if not hasattr(self, "family"):
            return
        session = db.session()
        session.rollback()
        for component in Component:
            mine = {"case_id": self.family.case_id, "component": component}
            account = session.query(SupportAccount).filter_by(**mine).one()
            lines = session.query(PlanLine).filter_by(**mine).all()
            ids = [line.id for line in lines]
            rows = list(session.scalars(select(Delivery).where(Delivery.line_id.in_(ids))))
            assert ZERO <= account.proven <= account.delivered <= account.approved <= account.planned <= account.ceiling
            assert account.delivered == sum((line.delivered for line in lines), ZERO)
            assert account.delivered == sum((row.amount_eur for row in rows), ZERO)
            assert account.planned == sum((line.money.committed for line in lines), ZERO)
            assert account.approved == sum((line.money.approved for line in lines), ZERO)
            assert account.proven == sum((row.amount_eur for row in rows if row.proof is Proof.PROVEN), ZERO)
            assert all(line.delivered == ZERO for line in lines if line.status is not LineStatus.APPROVED)

    @invariant()
    def what_was_booked_stays_as_it_was(self) -> None:
        for booked in getattr(self, "memory", Memory()).booked:
            stored = db.session().get_one(Delivery, booked.id)
            assert (stored.amount_eur, stored.per_euro) == (booked.amount_eur, booked.per_euro)
            assert stored.amount_eur == to_cent(stored.amount / stored.per_euro)

    def _try(self, act: Any) -> Any:
        try:
            return act()
        except RuleBroken:
            return None

    def _working(self, actor: Any) -> Any:
        def work_on(act: Any) -> Any:
            with unit_of_work(actor) as work:
                return act(work)

        return work_on


def test_whatever_the_order_the_money_holds(house: Flask) -> None:
    quick = settings(max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Money, settings=quick)


def test_the_machine_reaches_what_it_is_about(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    booked = deliver(family, a_delivery(line, "500.00"))
    with unit_of_work(family.partner) as work:
        service.reverse_delivery(work, booked.id, ReversalReason.MISTAKE)
    assert builders.sums(family) == (Decimal("1965.00"), ZERO, ZERO)
    with pytest.raises(RuleBroken, match="taken back already"), unit_of_work(family.partner) as work:
        service.reverse_delivery(work, booked.id, ReversalReason.MISTAKE)
