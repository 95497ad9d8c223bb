"""Orders: what was ordered from whom, or which voucher was issued, before anything is handed over."""

from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.support import queries
from returns_app.support.models import SupportOrder
from returns_app.support.rules import (
    OrderEntry,
    OrderStatus,
    check_approved,
    check_delivery_stage,
    check_going_on,
    key_used,
)
from returns_app.support.service.envelopes import lock_accounts


def place_order(work: UnitOfWork, entry: OrderEntry) -> SupportOrder:
    """Something was ordered for an approved line; the same sending is answered with its first result."""
    accounts = lock_accounts(work, queries.get_line_place(work.session, entry.line_id).case_id)
    case, line = queries.get_line(work.session, work.actor, entry.line_id)
    work.session.refresh(line)
    repeated = queries.find_order_by_key(work.session, entry.request_key)
    if repeated is not None:
        if repeated.line_id != line.id:
            raise key_used()
        return repeated
    check_delivery_stage(case.stage)
    check_approved(line.status)
    check_going_on(is_ended=accounts[line.component].ended_on is not None)
    if entry.ordered_on > work.today:
        raise RuleBroken("support.future", N_("This day has not come yet. Check the date."), field="ordered_on")
    order = work.add(_order(work, entry, case.id))
    work.record(Action.ORDER_PLACED, case_id=case.id, line=line.id, order=order.id, amount=entry.amount)
    return order


def cancel_order(work: UnitOfWork, order_id: UUID) -> SupportOrder:
    """It will not come; what was delivered for it stays."""
    _case, order = queries.get_order(work.session, work.actor, order_id)
    if order.status is not OrderStatus.OPEN:
        raise RuleBroken("support.order_ended", N_("This order has ended already. Reload the page."))
    order.status = OrderStatus.CANCELLED
    work.record(Action.ORDER_ENDED, case_id=order.case_id, order=order.id, status=order.status.value)
    return order


def fulfil(work: UnitOfWork, order_id: UUID, line_id: UUID, *, is_last: bool) -> None:
    """A delivery came for this order; with the last one it is done."""
    order = work.session.get(SupportOrder, order_id)
    if order is None or order.line_id != line_id:
        raise NotFound
    if is_last and order.status is OrderStatus.OPEN:
        order.status = OrderStatus.FULFILLED


def _order(work: UnitOfWork, entry: OrderEntry, case_id: UUID) -> SupportOrder:
    return SupportOrder(
        line_id=entry.line_id, case_id=case_id, request_key=entry.request_key, amount=entry.amount,
        currency=entry.currency, ordered_on=entry.ordered_on, status=OrderStatus.OPEN, supplier=entry.supplier,
        number=entry.number, ordered_by=work.actor.account_id, ordered_at=work.now,
    )  # fmt: skip
