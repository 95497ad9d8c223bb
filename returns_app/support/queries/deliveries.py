"""Reading deliveries and orders: always through the case they belong to."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from returns_app.cases.models import CaseEvent
from returns_app.cases.rules import EventKind
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.support.models import Delivery, EvidenceFile, PlanLine, SupportOrder
from returns_app.support.queries.plan import Case
from returns_app.support.queries.sight import case_of_line


@dataclass(frozen=True, slots=True)
class BookedDelivery:
    """A delivery as the plan page shows it, with its line and its file."""

    delivery: Delivery
    line: PlanLine
    file: EvidenceFile | None


def list_deliveries(session: Session, case_id: UUID) -> list[BookedDelivery]:
    """Deliveries, newest first."""
    wanted = (
        select(Delivery, PlanLine, EvidenceFile)
        .join(PlanLine, PlanLine.id == Delivery.line_id)
        .outerjoin(EvidenceFile, EvidenceFile.id == Delivery.file_id)
        .where(Delivery.case_id == case_id)
        .order_by(Delivery.delivered_on.desc(), Delivery.logged_at.desc())
    )
    return [BookedDelivery(*row) for row in session.execute(wanted)]


def get_delivery(session: Session, actor: Actor, delivery_id: UUID) -> tuple[Case, BookedDelivery]:
    """A delivery and its case."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None:
        raise NotFound
    case = case_of_line(session, actor, delivery.case_id, delivery.line_id)
    file = session.get(EvidenceFile, delivery.file_id) if delivery.file_id else None
    return case, BookedDelivery(delivery, session.get_one(PlanLine, delivery.line_id), file)


def find_delivery_by_key(session: Session, request_key: UUID) -> Delivery | None:
    """What an earlier sending of the same form made."""
    return session.scalars(select(Delivery).where(Delivery.request_key == request_key)).first()


def find_reversal(session: Session, delivery_id: UUID) -> Delivery | None:
    """The entry that took a delivery back."""
    return session.scalars(select(Delivery).where(Delivery.reversal_of == delivery_id)).first()


def find_order_by_key(session: Session, request_key: UUID) -> SupportOrder | None:
    """What an earlier sending of the same form made."""
    return session.scalars(select(SupportOrder).where(SupportOrder.request_key == request_key)).first()


def get_order(session: Session, actor: Actor, order_id: UUID) -> tuple[Case, SupportOrder]:
    """An order and its case."""
    order = session.get(SupportOrder, order_id)
    if order is None:
        raise NotFound
    return case_of_line(session, actor, order.case_id, order.line_id), order


def list_orders(session: Session, case_id: UUID) -> list[SupportOrder]:
    """Orders of a case, newest first."""
    wanted = select(SupportOrder).where(SupportOrder.case_id == case_id)
    return list(session.scalars(wanted.order_by(SupportOrder.ordered_on.desc(), SupportOrder.ordered_at.desc())))


def arrived_on(session: Session, case_id: UUID) -> date | None:
    """The day of the confirmed arrival."""
    wanted = select(func.min(CaseEvent.happened_on)).where(CaseEvent.case_id == case_id)
    return session.scalar(wanted.where(CaseEvent.kind == EventKind.ARRIVED))
