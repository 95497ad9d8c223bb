"""Deliveries: what was handed over is booked once, at a frozen rate, never past the envelope."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from returns_app.cases.rules import EventKind, Stage
from returns_app.cases.service import add_event, move_case
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.money import Rate
from returns_app.core.permissions import Actor
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork, record_read
from returns_app.support import queries
from returns_app.support.models import Delivery, PlanLine, SupportAccount
from returns_app.support.rules import (
    DeliveryEntry,
    Proof,
    ReceiptEntry,
    check_day,
    check_delivery_stage,
    check_variance,
    key_used,
    no_rate,
)
from returns_app.support.service.envelopes import lock_accounts
from returns_app.support.service.evidence import store_file


def log_delivery(work: UnitOfWork, entry: DeliveryEntry) -> Delivery:
    """A partner handed something over; the same sending is answered with its first result."""
    account = _lock(work, entry.line_id)
    case, line = queries.get_line(work.session, work.actor, entry.line_id)
    repeated = queries.find_delivery_by_key(work.session, entry.request_key)
    if repeated is not None:
        return _same(repeated, line)
    check_delivery_stage(case.stage)
    check_day(entry.delivered_on, arrived_on=queries.arrived_on(work.session, case.id), today=work.today)
    rate = queries.find_rate(work.session, entry.currency, entry.delivered_on)
    if rate is None:
        raise no_rate(entry)
    delivery = _book(work, entry, rate, (account, line))
    _say(work, case, line, delivery)
    return delivery


def prove_delivery(work: UnitOfWork, delivery_id: UUID, receipt: ReceiptEntry) -> Delivery:
    """A receipt came later: the only thing that ever changes in a delivery."""
    _case, booked = queries.get_delivery(work.session, work.actor, delivery_id)
    account = _lock(work, booked.line.id)
    delivery = booked.delivery
    work.session.refresh(delivery)
    if delivery.proof is Proof.PROVEN:
        return _same_receipt(delivery, receipt)
    if not receipt.is_proof:
        raise RuleBroken("support.no_receipt", N_("Enter the receipt number or choose a file."), field="receipt_number")
    account.envelope = account.envelope.prove(delivery.amount_eur)
    _attach(work, delivery, receipt)
    work.record(Action.DELIVERY_PROVEN, case_id=delivery.case_id, delivery=delivery.id, amount_eur=delivery.amount_eur)
    return delivery


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
    delivery = work.add(_delivery(work, entry, line))
    delivery.per_euro, delivery.rate_on, delivery.rate_source = rate.per_euro, rate.on, rate.source
    delivery.amount_eur = euro
    if after.delivered <= after.planned:
        delivery.variance_reason = None  # a reason chosen for nothing would be counted
    line.delivered = after.delivered
    work.session.flush()
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
        variance_reason=entry.variance_reason,
        supplier=entry.supplier,
        description=entry.description,
        logged_by=work.actor.account_id,
        logged_at=work.now,
    )


def _attach(work: UnitOfWork, delivery: Delivery, receipt: ReceiptEntry) -> None:
    if receipt.upload is not None:
        delivery.file_id = store_file(work, delivery.case_id, receipt.upload).id
    if receipt.receipt_number:
        delivery.receipt_number = receipt.receipt_number
    if receipt.is_proof:
        delivery.proof = Proof.PROVEN
    work.session.flush()


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
    add_event(work, case, EventKind.DELIVERED, happened_on=day, details=codes, person_id=line.person_id)
    work.record(Action.DELIVERY_LOGGED, case_id=case.id, line=line.id, **codes)
