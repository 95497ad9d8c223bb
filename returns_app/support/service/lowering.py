"""A decision lowers what was granted, or ends it: envelopes, sums and plan lines in one transaction."""

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from returns_app.core.actions import Action
from returns_app.core.money import ZERO
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.support.models import SupportAccount, SupportEnvelope
from returns_app.support.queries import floors_of
from returns_app.support.rules import Component, check_cut, spread
from returns_app.support.service.envelopes import lock_accounts
from returns_app.support.service.giving_way import make_room


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


def drop_members(work: UnitOfWork, case_id: UUID, people: Collection[UUID]) -> None:
    """Nothing more is given for some members: their envelopes go, but for what was delivered or ordered already."""
    accounts = lock_accounts(work, case_id)
    if not accounts:
        return
    floors = floors_of(work.session, case_id)
    parts = list(work.session.scalars(select(SupportEnvelope).where(SupportEnvelope.case_id == case_id)))
    for component, account in accounts.items():
        of_this = [part for part in parts if part.component is component]
        gone = [part for part in of_this if part.person_id in people]
        staying = sum((part.ceiling for part in of_this if part not in gone), ZERO)
        ceiling = min(account.ceiling, max(staying, floors[component].bound))
        make_room(work, account, ceiling)
        account.ceiling = ceiling
        shares = spread(ceiling - staying, [part.ceiling for part in gone])
        for part, share in zip(gone, shares, strict=True):
            part.ceiling = share
    work.record(Action.SUPPORT_LOWERED, case_id=case_id, people=len(people))


def _lower(work: UnitOfWork, account: SupportAccount, ceiling: Decimal) -> None:
    make_room(work, account, ceiling)
    account.ceiling = ceiling
    wanted = select(SupportEnvelope).where(SupportEnvelope.case_id == account.case_id)
    parts = list(
        work.session.scalars(wanted.where(SupportEnvelope.component == account.component).order_by(SupportEnvelope.id))
    )
    for part, share in zip(parts, spread(ceiling, [part.ceiling for part in parts]), strict=True):
        part.ceiling = share
