"""What support cost per fund and period, what of it can't be claimed and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import visible_cases
from returns_app.core.money import ZERO
from returns_app.core.permissions import Actor
from returns_app.programmes.models import Programme, ProgrammeVersion
from returns_app.support.models import Delivery, PlanLine, SupportFinding
from returns_app.support.queries.backward import recovered_in
from returns_app.support.rules import Answer, FindingStatus, FundingSource, Proof


@dataclass(frozen=True, slots=True)
class CostLine:
    """One fund of one programme: what was delivered, and what of it can be claimed."""

    funding_source: FundingSource
    programme: str
    cases: int
    deliveries: int
    delivered: Decimal
    unproven: Decimal
    questioned: Decimal
    is_recovery: bool = False  # money that came back: all its sums are below zero

    @property
    def claimable(self) -> Decimal:
        """Delivered, proven, and without a finding that is open or confirmed."""
        return self.delivered - self.unproven - self.questioned


@dataclass(frozen=True, slots=True)
class Sampled:
    """A delivery of a sample."""

    id: UUID
    case_id: UUID
    reference: str
    delivered_on: date
    amount_eur: Decimal
    answer: Answer | None = None
    asked_on: date | None = None


def cost_report(session: Session, actor: Actor, first: date, last: date) -> list[CostLine]:
    """The actor's own cases, by fund and programme; what was taken back is taken off on the day it was."""
    questioned = select(SupportFinding.subject_id).where(SupportFinding.status != FindingStatus.EXPLAINED)
    is_unproven = Delivery.proof != Proof.PROVEN
    is_questioned = (Delivery.proof == Proof.PROVEN) & (Delivery.id.in_(questioned) | Delivery.file_id.in_(questioned))
    wanted = (
        select(
            PlanLine.funding_source, Programme.code, func.count(Delivery.case_id.distinct()), func.count(),
            func.sum(Delivery.amount_eur), _sum_where(is_unproven), _sum_where(is_questioned),
        )
        .join(PlanLine, PlanLine.id == Delivery.line_id)
        .join(ReturnCase, ReturnCase.id == Delivery.case_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == ReturnCase.programme_version_id)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .where(*_mine(actor), Delivery.delivered_on.between(first, last))
        .group_by(PlanLine.funding_source, Programme.code)
        .order_by(PlanLine.funding_source, Programme.code)
    )  # fmt: skip
    costs = [CostLine(*row[:4], row[4] or ZERO, row[5] or ZERO, row[6] or ZERO) for row in session.execute(wanted)]
    back = [
        CostLine(one.funding_source, one.programme, one.cases, one.entries, -one.amount, ZERO, ZERO, is_recovery=True)
        for one in recovered_in(session, actor, first, last)
    ]
    return sorted((*costs, *back), key=lambda one: (one.funding_source, one.programme, one.is_recovery))


def _mine(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    mine = Delivery.case_id.in_(visible_cases(actor).with_only_columns(ReturnCase.id))
    return (mine,)


def _sum_where(condition: ColumnElement[bool]) -> ColumnElement[Decimal]:
    return func.sum(case((condition, Delivery.amount_eur), else_=ZERO))
