"""Reading what of a case's support can no longer be taken back."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from returns_app.core.money import ZERO
from returns_app.support.models import Delivery, PlanLine, SupportAccount, SupportOrder
from returns_app.support.queries.plan import list_lines
from returns_app.support.queries.rates import find_rate
from returns_app.support.rules import Component, Floor, OrderStatus


def floors_of(session: Session, case_id: UUID) -> dict[Component, Floor]:
    """Per component: granted, delivered, ordered and not delivered yet."""
    bound = bound_of_lines(session, case_id)
    lines = list_lines(session, case_id)
    found = {}
    for account in session.scalars(select(SupportAccount).where(SupportAccount.case_id == case_id)):
        ordered = sum((bound[one.id] - one.delivered for one in lines if one.component is account.component), ZERO)
        found[account.component] = Floor(account.component, account.ceiling, account.delivered, ordered)
    return dict(sorted(found.items()))


def bound_of_lines(session: Session, case_id: UUID) -> dict[UUID, Decimal]:
    """Per plan line: what was delivered for it and what its open orders still ask for."""
    lines = {line.id: line for line in list_lines(session, case_id)}
    bound = {line.id: line.delivered for line in lines.values()}
    sums = select(Delivery.order_id, func.sum(Delivery.amount_eur)).where(Delivery.case_id == case_id)
    delivered = {row[0]: row[1] for row in session.execute(sums.group_by(Delivery.order_id))}
    wanted = select(SupportOrder).where(SupportOrder.case_id == case_id, SupportOrder.status == OrderStatus.OPEN)
    for order in session.scalars(wanted):
        rate = find_rate(session, order.currency, order.ordered_on)
        line = lines[order.line_id]
        if rate is None:  # what it costs in euro is not known: nothing of its line is taken
            bound[line.id] = max(bound[line.id], line.money.committed)
            continue
        bound[line.id] += max(rate.to_euro(order.amount) - delivered.get(order.id, ZERO), ZERO)
    return bound


def planned_above(session: Session, case_id: UUID, granted: Mapping[Component, Decimal]) -> Decimal:
    """What plan lines need above what would be granted now: so much of the plan would give way."""
    accounts = session.scalars(select(SupportAccount).where(SupportAccount.case_id == case_id))
    return sum((max(one.planned - granted.get(one.component, ZERO), ZERO) for one in accounts), ZERO)


def has_ended(session: Session, case_id: UUID) -> bool:
    """True once the support of a case was revoked."""
    wanted = select(SupportAccount.id).where(SupportAccount.case_id == case_id, SupportAccount.ended_on.is_not(None))
    return session.scalar(wanted.limit(1)) is not None


def is_open_order(session: Session, order_id: UUID | None, line: PlanLine) -> bool:
    """True for an order of this line that still waits for its goods."""
    order = session.get(SupportOrder, order_id) if order_id else None
    return order is not None and order.line_id == line.id and order.status is OrderStatus.OPEN
