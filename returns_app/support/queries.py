"""Reading envelopes, plans, deliveries, rates and evidence: always through the case they belong to."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from returns_app.cases.models import CaseEvent, ReturnCase
from returns_app.cases.queries import get_case
from returns_app.cases.rules import EventKind
from returns_app.core.errors import NotFound
from returns_app.core.money import EURO, Rate, euro_rate
from returns_app.core.permissions import Actor
from returns_app.db.encrypted import key_ring
from returns_app.support.models import Delivery, EvidenceFile, ExchangeRate, PlanLine, SupportAccount
from returns_app.support.rules import Component, ComponentMoney, MoneyOfCase

Case: TypeAlias = ReturnCase  # what this feature calls the case it is given
RATES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Where a plan line stands: enough to lock its envelope before anything is read."""

    case_id: UUID
    component: Component


@dataclass(frozen=True, slots=True)
class BookedDelivery:
    """A delivery as the plan page shows it, with its line and its file."""

    delivery: Delivery
    line: PlanLine
    file: EvidenceFile | None


def money_of(session: Session, case_id: UUID) -> MoneyOfCase:
    """The sums of a case the caller may see."""
    accounts = session.scalars(select(SupportAccount).where(SupportAccount.case_id == case_id))
    found = sorted((account.component, account.envelope) for account in accounts)
    return MoneyOfCase(tuple(ComponentMoney(component, envelope) for component, envelope in found))


def list_lines(session: Session, case_id: UUID) -> list[PlanLine]:
    """Plan lines in the order they were made."""
    wanted = select(PlanLine).where(PlanLine.case_id == case_id)
    return list(session.scalars(wanted.order_by(PlanLine.position, PlanLine.id)))


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


def get_line_place(session: Session, line_id: UUID) -> LinePlace:
    """The case and component of a line; whether the actor may see the case is asked next."""
    found = session.execute(select(PlanLine.case_id, PlanLine.component).where(PlanLine.id == line_id)).first()
    if found is None:
        raise NotFound
    return LinePlace(*found)


def get_line(session: Session, actor: Actor, line_id: UUID) -> tuple[Case, PlanLine]:
    """A plan line and its case."""
    case = get_case(session, actor, get_line_place(session, line_id).case_id)
    return case, session.get_one(PlanLine, line_id)


def get_delivery(session: Session, actor: Actor, delivery_id: UUID) -> tuple[Case, BookedDelivery]:
    """A delivery and its case."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None:
        raise NotFound
    case = get_case(session, actor, delivery.case_id)
    file = session.get(EvidenceFile, delivery.file_id) if delivery.file_id else None
    return case, BookedDelivery(delivery, session.get_one(PlanLine, delivery.line_id), file)


def find_line_by_key(session: Session, request_key: UUID) -> PlanLine | None:
    """What an earlier sending of the same form made."""
    return session.scalars(select(PlanLine).where(PlanLine.request_key == request_key)).first()


def find_delivery_by_key(session: Session, request_key: UUID) -> Delivery | None:
    """What an earlier sending of the same form made."""
    return session.scalars(select(Delivery).where(Delivery.request_key == request_key)).first()


def next_position(session: Session, case_id: UUID) -> int:
    """The number of the next plan line of a case."""
    return 1 + (session.scalar(select(func.max(PlanLine.position)).where(PlanLine.case_id == case_id)) or 0)


def arrived_on(session: Session, case_id: UUID) -> date | None:
    """The day of the confirmed arrival."""
    wanted = select(func.min(CaseEvent.happened_on)).where(CaseEvent.case_id == case_id)
    return session.scalar(wanted.where(CaseEvent.kind == EventKind.ARRIVED))


def find_rate(session: Session, currency: str, on: date) -> Rate | None:
    """The latest rate on or before a day; the euro's own is always one."""
    if currency == EURO:
        return euro_rate(on)
    wanted = select(ExchangeRate).where(ExchangeRate.currency == currency, ExchangeRate.on <= on)
    found = session.scalars(wanted.order_by(ExchangeRate.on.desc()).limit(1)).first()
    return Rate(found.currency, found.per_euro, found.on, found.source) if found else None


def list_rates(session: Session) -> list[ExchangeRate]:
    """The newest rates first."""
    newest = select(ExchangeRate).order_by(ExchangeRate.on.desc(), ExchangeRate.currency)
    return list(session.scalars(newest.limit(RATES_SHOWN)))


def list_currencies(session: Session) -> list[str]:
    """Currencies that have a rate."""
    return list(session.scalars(select(ExchangeRate.currency).distinct().order_by(ExchangeRate.currency)))


def get_file(session: Session, actor: Actor, file_id: UUID) -> EvidenceFile:
    """A file with its pieces, for whoever may see its case."""
    wanted = select(EvidenceFile).where(EvidenceFile.id == file_id).options(selectinload(EvidenceFile.chunks))
    found = session.scalars(wanted).first()
    if found is None:
        raise NotFound
    get_case(session, actor, found.case_id)
    return found


def read_content(session: Session, file: EvidenceFile) -> bytes:
    """The bytes of a file; Unreadable when a piece was changed, moved or taken away."""
    key, last = key_ring(session).reading(file.id), len(file.chunks) - 1
    return b"".join(
        key.open(chunk.sealed, chunk.place(is_last=position == last)) for position, chunk in enumerate(file.chunks)
    )
