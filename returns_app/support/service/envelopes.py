"""Envelopes from the tariff, and the row that every plan line and delivery has to lock."""

from itertools import groupby
from operator import attrgetter
from uuid import UUID

from sqlalchemy import select

from returns_app.core.money import ZERO
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.programmes.rules import TariffLine
from returns_app.support import queries
from returns_app.support.models import SupportAccount, SupportEnvelope
from returns_app.support.rules import Component


def grant_envelopes(work: UnitOfWork, case: queries.Case, lines: tuple[TariffLine, ...]) -> None:
    """What each member may receive, as the approval sets it; the caller records the approval."""
    before = {(one.person_id, one.component): one for one in _granted_before(work, case.id)}
    accounts = lock_accounts(work, case.id)  # a case that was opened again keeps what was planned and delivered
    for line in lines:
        kept = before.get((line.person_id, Component(line.component)))
        if kept is None:
            work.add(_envelope(work, case.id, line))
        else:
            kept.ceiling, kept.tariff, kept.granted_on = line.amount, line.tariff, work.today
    by_component = attrgetter("component")
    for component, parts in groupby(sorted(lines, key=by_component), key=by_component):
        ceiling = sum((line.amount for line in parts), ZERO)
        if Component(component) in accounts:
            accounts[Component(component)].ceiling, accounts[Component(component)].ended_on = ceiling, None
            continue
        sums = {"ceiling": ceiling, "planned": ZERO, "approved": ZERO, "delivered": ZERO, "proven": ZERO}
        work.add(SupportAccount(case_id=case.id, component=Component(component), **sums))


def lock_accounts(work: UnitOfWork, case_id: UUID) -> dict[Component, SupportAccount]:
    """The sums of a case as they are now; until this work ends nobody else plans or delivers in this case."""
    wanted = select(SupportAccount).where(SupportAccount.case_id == case_id).order_by(SupportAccount.component)
    found = work.session.scalars(wanted.with_for_update().execution_options(populate_existing=True))
    return {account.component: account for account in found}


def _granted_before(work: UnitOfWork, case_id: UUID) -> list[SupportEnvelope]:
    return list(work.session.scalars(select(SupportEnvelope).where(SupportEnvelope.case_id == case_id)))


def _envelope(work: UnitOfWork, case_id: UUID, line: TariffLine) -> SupportEnvelope:
    return SupportEnvelope(
        case_id=case_id,
        person_id=line.person_id,
        component=Component(line.component),
        ceiling=line.amount,
        tariff=line.tariff,
        granted_on=work.today,
    )
