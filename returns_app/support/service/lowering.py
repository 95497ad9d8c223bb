"""A decision lowers what was granted, or ends it: envelopes, sums and plan lines in one transaction."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from returns_app.core.actions import Action
from returns_app.core.money import ZERO
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.support import queries
from returns_app.support.models import PlanLine, PlanVersion, SupportAccount, SupportEnvelope
from returns_app.support.queries import bound_of_lines, floors_of
from returns_app.support.rules import Component, LineStatus, PlanStatus, check_cut, give_way, spread
from returns_app.support.service.envelopes import lock_accounts


def reduce_support(work: UnitOfWork, case_id: UUID, cuts: dict[Component, Decimal]) -> None:
    """Lower some components; what is planned and not ordered yet gives way, the last line first."""
    accounts = lock_accounts(work, case_id)
    floors = floors_of(work.session, case_id)
    for component, by in cuts.items():
        check_cut(floors.get(component), by)
        _lower(work, accounts[component], accounts[component].ceiling - by)
    work.record(Action.SUPPORT_LOWERED, case_id=case_id, **{part.value: str(by) for part, by in cuts.items()})


def end_support(work: UnitOfWork, case_id: UUID) -> None:
    """Nothing is given any more but what was delivered or ordered before."""
    accounts = lock_accounts(work, case_id)
    floors = floors_of(work.session, case_id)
    for component, account in accounts.items():
        _lower(work, account, min(account.ceiling, floors[component].bound))
        account.ended_on = work.today
    kept = sum((account.ceiling for account in accounts.values()), ZERO)
    work.record(Action.SUPPORT_ENDED, case_id=case_id, kept=str(kept))


def _lower(work: UnitOfWork, account: SupportAccount, ceiling: Decimal) -> None:
    lines = [line for line in queries.list_lines(work.session, account.case_id) if line.component is account.component]
    bound = bound_of_lines(work.session, account.case_id)
    kept = give_way([line.money.committed for line in lines], [bound[line.id] for line in lines], ceiling)
    for line, most in zip(lines, kept, strict=True):
        if most < line.money.committed:
            _cut(work, account, line, most)
    account.ceiling = ceiling
    wanted = select(SupportEnvelope).where(SupportEnvelope.case_id == account.case_id)
    parts = list(
        work.session.scalars(wanted.where(SupportEnvelope.component == account.component).order_by(SupportEnvelope.id))
    )
    for part, share in zip(parts, spread(ceiling, [part.ceiling for part in parts]), strict=True):
        part.ceiling = share


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
