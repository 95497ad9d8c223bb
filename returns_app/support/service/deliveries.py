"""Deliveries: what was handed over is booked once, at a frozen rate, never past the envelope."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from returns_app.cases.rules import EventKind, Stage
from returns_app.cases.service import add_event, move_case
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.money import Rate
from returns_app.core.permissions import Actor
from returns_app.core.text import N_
from returns_app.db.encrypted import key_store
from returns_app.db.unit_of_work import UnitOfWork, record_read
from returns_app.support import queries
from returns_app.support.models import Delivery, PlanLine, SupportAccount
from returns_app.support.rules import (
    DeliveryEntry,
    Proof,
    ReceiptEntry,
    ReversalReason,
    check_approved,
    check_cash_receipt,
    check_day,
    check_delivery_stage,
    check_going_on,
    check_reversible,
    check_variance,
    invoice_mark,
    key_used,
    no_rate,
)
from returns_app.support.service.envelopes import lock_accounts
from returns_app.support.service.evidence import store_file
from returns_app.support.service.findings import promise_look
from returns_app.support.service.listening import tell_of_reversal
from returns_app.support.service.orders import fulfil


@dataclass
class Known:
    """What was looked up for one delivery and holds for the next in the same transaction."""

    cases: dict[UUID, queries.Case] = field(default_factory=dict)  # by line
    arrivals: dict[UUID, date | None] = field(default_factory=dict)
    rates: dict[tuple[str, date], Rate | None] = field(default_factory=dict)
    new_keys: frozenset[UUID] = frozenset()  # keys of which somebody made sure that nothing was booked under them
    accounts: dict[UUID, SupportAccount] = field(default_factory=dict)  # locked until the transaction ends, by line
    is_flushed_later: bool = False  # whoever books many writes them together

    def case(self, work: UnitOfWork, case_id: UUID, line_id: UUID) -> queries.Case:
        """The case, when the actor may see it or was given this line of it."""
        if line_id not in self.cases:
            self.cases[line_id] = queries.case_of_line(work.session, work.actor, case_id, line_id)
        if case_id not in self.arrivals:
            self.arrivals[case_id] = queries.arrived_on(work.session, case_id)
        return self.cases[line_id]

    def account(self, work: UnitOfWork, line_id: UUID) -> SupportAccount:
        """The sums that a delivery for this line changes."""
        if line_id not in self.accounts:
            self.accounts[line_id] = _lock(work, line_id)
        return self.accounts[line_id]

    def rate(self, work: UnitOfWork, currency: str, on: date) -> Rate | None:
        """The rate of a day."""
        if (currency, on) not in self.rates:
            self.rates[currency, on] = queries.find_rate(work.session, currency, on)
        return self.rates[currency, on]


def log_delivery(work: UnitOfWork, entry: DeliveryEntry, known: Known | None = None) -> Delivery:
    """A partner handed something over; the same sending is answered with its first result."""
    known = known or Known()
    account = known.account(work, entry.line_id)
    case = known.case(work, account.case_id, entry.line_id)
    line = work.session.get_one(PlanLine, entry.line_id)
    is_new = entry.request_key in known.new_keys
    repeated = None if is_new else queries.find_delivery_by_key(work.session, entry.request_key)
    if repeated is not None:
        return _same(repeated, line)
    check_delivery_stage(case.stage)
    check_approved(line.status)
    check_going_on(is_ended=bool(account.ended_on) and not queries.is_open_order(work.session, entry.order_id, line))
    check_cash_receipt(line.kind, is_proof=entry.receipt.is_proof)
    check_day(entry.delivered_on, arrived_on=known.arrivals[case.id], today=work.today)
    rate = known.rate(work, entry.currency, entry.delivered_on)
    if rate is None:
        raise no_rate(entry)
    delivery = _book(work, entry, rate, (account, line))
    if not known.is_flushed_later:
        work.session.flush()
    _say(work, case, line, delivery)
    return delivery


def prove_delivery(work: UnitOfWork, delivery_id: UUID, receipt: ReceiptEntry) -> Delivery:
    """A receipt came later: the only thing that ever changes in a delivery."""
    _case, booked = queries.get_delivery(work.session, work.actor, delivery_id)
    account = _lock(work, booked.line.id)
    delivery = booked.delivery
    work.session.refresh(delivery)
    check_reversible(delivery.amount_eur, is_reversed=queries.find_reversal(work.session, delivery.id) is not None)
    if delivery.proof is Proof.PROVEN:
        return _same_receipt(delivery, receipt)
    if not receipt.is_proof:
        raise RuleBroken("support.no_receipt", N_("Enter the receipt number or choose a file."), field="receipt_number")
    account.envelope = account.envelope.prove(delivery.amount_eur)
    _attach(work, delivery, receipt)
    work.record(Action.DELIVERY_PROVEN, case_id=delivery.case_id, delivery=delivery.id, amount_eur=delivery.amount_eur)
    return delivery


def reverse_delivery(work: UnitOfWork, delivery_id: UUID, reason: ReversalReason) -> Delivery:
    """Take a delivery back: a second entry at the same rate, so that both stay readable and the sums agree."""
    case, booked = queries.get_delivery(work.session, work.actor, delivery_id)
    account, delivery, line = _lock(work, booked.line.id), booked.delivery, booked.line
    check_delivery_stage(case.stage)
    is_reversed = queries.find_reversal(work.session, delivery.id) is not None
    check_reversible(delivery.amount_eur, is_reversed=is_reversed)
    tell_of_reversal(work, case.id, line.id, delivery.amount_eur)
    before = line.money
    account.envelope = account.envelope.reverse(before, delivery.amount_eur, is_proven=delivery.proof is Proof.PROVEN)
    line.delivered = before.delivered - delivery.amount_eur
    reversal = work.add(_reversal(work, delivery, reason))
    work.session.flush()
    codes = {"delivery": str(reversal.id), "reversal_of": str(delivery.id), "amount_eur": str(reversal.amount_eur)}
    text, who = line.item, line.person_id
    add_event(work, case, EventKind.DELIVERED, happened_on=work.today, details=codes, text=text, person_id=who)
    work.record(Action.DELIVERY_REVERSED, case_id=case.id, reason=reason.value, **codes)
    return reversal


def add_paper(work: UnitOfWork, delivery_id: UUID, receipt: ReceiptEntry) -> Delivery:
    """The photo of a delivery that was recorded first: proof where there was none, else one more paper, once."""
    _case, booked = queries.get_delivery(work.session, work.actor, delivery_id)
    if booked.delivery.proof is not Proof.PROVEN:
        return prove_delivery(work, delivery_id, receipt)
    _lock(work, booked.line.id)
    work.session.refresh(booked.delivery)
    if booked.delivery.file_id is None and receipt.upload is not None:
        _attach(work, booked.delivery, receipt)
        work.record(Action.DELIVERY_PROVEN, case_id=booked.delivery.case_id, delivery=delivery_id, part="file")
    return booked.delivery


@contextmanager
def refusals_on_record(actor: Actor, case_id: UUID) -> Iterator[None]:
    """A delivery that the rules refuse is an event too; stands around the unit of work, which is undone by then."""
    try:
        yield
    except RuleBroken as refusal:
        record_read(actor, Action.DELIVERY_REFUSED, case_id=case_id, code=refusal.code)
        raise


def _lock(work: UnitOfWork, line_id: UUID) -> SupportAccount:
    # The lock comes before everything that is judged, so that two deliveries are judged one after the other.
    place = queries.get_line_place(work.session, line_id)
    account = lock_accounts(work, place.case_id).get(place.component)
    if account is None:
        raise NotFound
    return account


def _book(work: UnitOfWork, entry: DeliveryEntry, rate: Rate, where: tuple[SupportAccount, PlanLine]) -> Delivery:
    account, line = where
    euro, is_proven = rate.to_euro(entry.amount), entry.receipt.is_proof
    account.envelope = account.envelope.accept(line.money, euro, is_proven=is_proven)
    after = line.money.deliver(euro)
    check_variance(after, entry.variance_reason)
    if entry.order_id is not None:
        fulfil(work, entry.order_id, line.id, is_last=after.left <= 0)
    delivery = work.add(_delivery(work, entry, line))
    delivery.per_euro, delivery.rate_on, delivery.rate_source = rate.per_euro, rate.on, rate.source
    delivery.amount_eur = euro
    if after.delivered <= after.planned:
        delivery.variance_reason = None  # a reason chosen for nothing would be counted
    line.delivered = after.delivered
    _attach(work, delivery, entry.receipt)
    return delivery


def _delivery(work: UnitOfWork, entry: DeliveryEntry, line: PlanLine) -> Delivery:
    return Delivery(
        line_id=line.id,
        case_id=line.case_id,
        organisation_id=work.actor.organisation_id,
        request_key=entry.request_key,
        amount=entry.amount,
        currency=entry.currency,
        delivered_on=entry.delivered_on,
        proof=Proof.UNPROVEN,
        order_id=entry.order_id,
        variance_reason=entry.variance_reason,
        supplier=entry.supplier,
        description=entry.description,
        logged_by=work.actor.account_id,
        logged_at=work.now,
    )


def _reversal(work: UnitOfWork, delivery: Delivery, reason: ReversalReason) -> Delivery:
    same = (
        "line_id",
        "case_id",
        "organisation_id",
        "currency",
        "per_euro",
        "rate_on",
        "rate_source",
        "proof",
        "order_id",
    )
    reversal = Delivery(**{name: getattr(delivery, name) for name in same}, logged_by=work.actor.account_id)
    reversal.amount, reversal.amount_eur = -delivery.amount, -delivery.amount_eur
    reversal.request_key = reversal.id  # it is one of a kind: a second is refused by what it reverses
    reversal.reversal_of, reversal.reversal_reason = delivery.id, reason
    reversal.delivered_on, reversal.logged_at = work.today, work.now
    return reversal


def _attach(work: UnitOfWork, delivery: Delivery, receipt: ReceiptEntry) -> None:
    if receipt.upload is not None:
        delivery.file_id = store_file(work, delivery.case_id, receipt.upload).id
    if receipt.receipt_number:
        delivery.receipt_number = receipt.receipt_number
    mark = invoice_mark(delivery.supplier, delivery.receipt_number)
    delivery.invoice_bi = key_store().index("delivery.invoice", mark) if mark else None
    if receipt.is_proof:
        delivery.proof = Proof.PROVEN
        promise_look(work, delivery.id)


def _same(delivery: Delivery, line: PlanLine) -> Delivery:
    if delivery.line_id != line.id:
        raise key_used()
    return delivery


def _same_receipt(delivery: Delivery, receipt: ReceiptEntry) -> Delivery:
    if delivery.receipt_number == receipt.receipt_number and bool(delivery.file_id) == bool(receipt.upload):
        return delivery
    raise RuleBroken("support.proven", N_("This delivery has a receipt already. Nothing was added."))


def _say(work: UnitOfWork, case: queries.Case, line: PlanLine, delivery: Delivery) -> None:
    codes = {
        "delivery": str(delivery.id), "category": line.category.value, "component": line.component.value,
        "amount_eur": str(delivery.amount_eur), "proof": delivery.proof.value,
    }  # fmt: skip
    if case.stage is Stage.ARRIVED:
        move_case(work, case, Stage.SUPPORTING, happened_on=delivery.delivered_on, details=codes)
    day = delivery.delivered_on
    text, who = line.item, line.person_id
    add_event(work, case, EventKind.DELIVERED, happened_on=day, details=codes, text=text, person_id=who)
    work.record(Action.DELIVERY_LOGGED, case_id=case.id, line=line.id, **codes)
