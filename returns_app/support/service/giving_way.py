"""A lower ceiling: what is planned and not ordered gives way, the last line first, and envelopes follow to the cent."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from returns_app.core.actions import Action
from returns_app.core.money import ZERO
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.support import queries
from returns_app.support.models import PlanLine, PlanVersion, SupportAccount
from returns_app.support.queries import bound_of_lines
from returns_app.support.rules import LineStatus, PlanStatus, give_way


def make_room(work: UnitOfWork, account: SupportAccount, ceiling: Decimal) -> None:
    """Lower plan lines of one component until they fit under `ceiling`, never below what was delivered or ordered."""
    lines = [line for line in queries.list_lines(work.session, account.case_id) if line.component is account.component]
    bound = bound_of_lines(work.session, account.case_id)
    kept = give_way([line.money.committed for line in lines], [bound[line.id] for line in lines], ceiling)
    for line, most in zip(lines, kept, strict=True):
        if most < line.money.committed:
            _cut(work, account, line, most)


def _cut(work: UnitOfWork, account: SupportAccount, line: PlanLine, most: Decimal) -> None:
    before = line.money
    line.planned = min(line.planned, most)
    if line.wanted is not None:
        line.wanted = None if line.wanted >= line.planned else line.wanted
    if line.planned == ZERO:
        line.status, line.wanted = LineStatus.DROPPED, None
    account.envelope = account.envelope.amend(before, line.money)
    _take_plans_back(work, line.case_id)
    work.record(Action.PLAN_LINE_CHANGED, case_id=line.case_id, line=line.id, amount_eur=line.planned)


def _take_plans_back(work: UnitOfWork, case_id: UUID) -> None:
    """A plan that waits for signatures is no longer the one that was sent."""
    waiting = select(PlanVersion).where(PlanVersion.case_id == case_id, PlanVersion.status == PlanStatus.SUBMITTED)
    for plan in work.session.scalars(waiting):
        plan.status, plan.ended_at = PlanStatus.TAKEN_BACK, work.now
