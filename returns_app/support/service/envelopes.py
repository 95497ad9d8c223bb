"""Envelopes from the tariff, and the row that every plan line and delivery has to lock."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from returns_app.core.actions import Action
from returns_app.core.money import ZERO
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.programmes.rules import TariffLine
from returns_app.support import queries
from returns_app.support.models import SupportAccount, SupportEnvelope
from returns_app.support.rules import Component
from returns_app.support.service.giving_way import make_room


def grant_envelopes(work: UnitOfWork, case: queries.Case, lines: tuple[TariffLine, ...]) -> None:
    """What each member may receive, as the approval sets it; the caller records the approval."""
    accounts = lock_accounts(work, case.id)  # a case that was opened again keeps what was planned and ordered
    _grant_members(work, case.id, lines)
    sums = {Component(part): ZERO for part in (*accounts, *(line.component for line in lines))}
    for line in lines:
        sums[Component(line.component)] += line.amount
    for component, ceiling in sums.items():
        if component in accounts:
            _grant_again(work, accounts[component], ceiling)
        else:
            nothing = {"planned": ZERO, "approved": ZERO, "delivered": ZERO, "proven": ZERO}
            work.add(SupportAccount(case_id=case.id, component=component, ceiling=ceiling, **nothing))


def _grant_members(work: UnitOfWork, case_id: UUID, lines: tuple[TariffLine, ...]) -> None:
    """Envelopes as the tariff of today has them; whoever no longer travels keeps none."""
    before = {(one.person_id, one.component): one for one in _granted_before(work, case_id)}
    for line in lines:
        kept = before.pop((line.person_id, Component(line.component)), None)
        if kept is None:
            work.add(_envelope(work, case_id, line))
        else:
            kept.ceiling, kept.tariff, kept.granted_on = line.amount, line.tariff, work.today
    for gone in before.values():
        gone.ceiling = ZERO


def _grant_again(work: UnitOfWork, account: SupportAccount, ceiling: Decimal) -> None:
    """A lower tariff: what was only planned gives way; what was delivered or ordered stays, above the tariff if need be."""
    work.session.flush()
    bound = queries.floors_of(work.session, account.case_id)[account.component].bound
    granted = max(ceiling, bound)
    make_room(work, account, granted)
    account.ceiling, account.ended_on = granted, None
    if granted > ceiling:
        _granted_before(work, account.case_id, account.component)[0].ceiling += granted - ceiling
        kept = {"component": account.component.value, "tariff": str(ceiling), "kept": str(granted)}
        work.record(Action.GRANT_KEPT, case_id=account.case_id, **kept)


def lock_accounts(work: UnitOfWork, case_id: UUID) -> dict[Component, SupportAccount]:
    """The sums of a case as they are now; until this work ends nobody else plans or delivers in this case."""
    wanted = select(SupportAccount).where(SupportAccount.case_id == case_id).order_by(SupportAccount.component)
    found = work.session.scalars(wanted.with_for_update().execution_options(populate_existing=True))
    return {account.component: account for account in found}


def _granted_before(work: UnitOfWork, case_id: UUID, component: Component | None = None) -> list[SupportEnvelope]:
    wanted = select(SupportEnvelope).where(SupportEnvelope.case_id == case_id).order_by(SupportEnvelope.id)
    if component is not None:
        wanted = wanted.where(SupportEnvelope.component == component)
    return list(work.session.scalars(wanted))


def _envelope(work: UnitOfWork, case_id: UUID, line: TariffLine) -> SupportEnvelope:
    return SupportEnvelope(
        case_id=case_id,
        person_id=line.person_id,
        component=Component(line.component),
        ceiling=line.amount,
        tariff=line.tariff,
        granted_on=work.today,
    )
