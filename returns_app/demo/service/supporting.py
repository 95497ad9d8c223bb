"""Support in one case: planned within the envelope, handed over in local money, proven now or later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from uuid import UUID, uuid4

from returns_app.core.money import EURO
from returns_app.core.permissions import Actor
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.demo.rules.goods import CURRENCIES, SUPPLIERS, draw_price, draw_wishes
from returns_app.demo.rules.houses import HOUSES
from returns_app.demo.rules.receipts import receipt_pdf
from returns_app.support.queries import find_rate, money_of
from returns_app.support.rules import (
    DeliveryEntry,
    PlanLineEntry,
    PlanStatus,
    Proof,
    ReceiptEntry,
    SupportCategory,
    Upload,
    VarianceReason,
    Verdict,
)
from returns_app.support.service import add_plan_line, log_delivery, prove_delivery, sign_plan, submit_plan

WITH_FILE = 0.3


@dataclass
class Promised:
    """A plan line, and what came of it."""

    line_id: UUID
    item: str
    planned: Decimal
    is_cash: bool = False
    delivery_id: UUID | None = None
    is_proven: bool = False

    @property
    def is_delivered(self) -> bool:
        """True once something was handed over."""
        return self.delivery_id is not None


def plan_support(actor: Actor, signers: Sequence[Actor], case_id: UUID, rng: Random) -> list[Promised]:
    """Lines for every part of the package that was granted, signed by those who have to."""
    promised: list[Promised] = []
    with unit_of_work(actor) as work:
        for part in money_of(work.session, case_id).components:
            for wish in draw_wishes(rng, part.component, part.envelope.ceiling):
                entry = PlanLineEntry(case_id, uuid4(), wish.category, wish.item, wish.planned)
                is_cash = wish.category is SupportCategory.CASH_INSTEAD
                promised.append(Promised(add_plan_line(work, entry).id, wish.item, wish.planned, is_cash))
        plan = submit_plan(work, case_id) if promised else None
    for signer in signers:
        if plan is not None and plan.status is PlanStatus.SUBMITTED:
            with unit_of_work(signer) as work:
                plan = sign_plan(work, plan.id, Verdict(is_yes=True))
    return promised


def deliver(actor: Actor, lines: Sequence[Promised], rng: Random, *, receipts: float) -> None:
    """Hand over everything on some lines today; `receipts` is the share that comes with one."""
    currency = _currency(actor)
    with unit_of_work(actor) as work:
        for line in lines:
            entry = _entry(work, line, currency, rng)
            has_receipt = rng.random() < receipts or line.is_cash
            delivery = log_delivery(work, _with_receipt(entry, line, rng) if has_receipt else entry)
            line.delivery_id, line.is_proven = delivery.id, delivery.proof is Proof.PROVEN


def prove(actor: Actor, lines: Iterable[Promised]) -> None:
    """Send the receipts that were missing."""
    with unit_of_work(actor) as work:
        for line in lines:
            if line.delivery_id is not None and not line.is_proven:
                prove_delivery(work, line.delivery_id, ReceiptEntry(_number(line)))
                line.is_proven = True


def _entry(work: UnitOfWork, line: Promised, currency: str, rng: Random) -> DeliveryEntry:
    rate = find_rate(work.session, currency, work.today)
    assert rate is not None  # noqa: S101  (finance records one every month)
    amount = draw_price(rng, line.planned, rate.per_euro)
    dearer = VarianceReason.PRICE if rate.to_euro(amount) > line.planned else None
    return DeliveryEntry(
        line.line_id,
        uuid4(),
        amount,
        currency,
        work.today,
        "",
        rng.choice(SUPPLIERS),
        "",
        variance_reason=dearer,
    )


def _with_receipt(entry: DeliveryEntry, line: Promised, rng: Random) -> DeliveryEntry:
    number = _number(line)
    if rng.random() > WITH_FILE:
        return replace(entry, receipt_number=number)
    told = (
        f"{entry.delivered_on}  {entry.supplier}",
        line.item,
        f"{entry.amount} {entry.currency}",
        "Invented for a demo",
    )
    upload = Upload(f"receipt-{number}.pdf", receipt_pdf(number, told))
    return replace(entry, receipt_number=number, upload=upload)


def _number(line: Promised) -> str:
    return f"R-{line.line_id.hex[:6].upper()}"


def _currency(actor: Actor) -> str:
    country = next((house.country for house in HOUSES if house.name == actor.organisation_name), "")
    return CURRENCIES[country][0] if country in CURRENCIES else EURO
