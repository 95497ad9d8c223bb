"""Sharing a case with a partner of the country of return, and ending that."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from returns_app.accounts.queries import list_partners
from returns_app.cases.models import CaseAccess, PartnerOffer, ReturnCase
from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import AccessKind, EventKind
from returns_app.cases.service.changes import add_event
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.safeguards.queries import may_receive


def open_access(work: UnitOfWork, case: ReturnCase, offer: PartnerOffer) -> CaseAccess:
    """Let a partner that accepted see what it was offered; done twice, it changes nothing."""
    access = _access(work, case, offer.organisation_id)
    if access is not None and access.ends_on is None:
        return access
    kind = AccessKind.DELIVERER if offer.lines else AccessKind.PARTNER
    if access is None:
        values = {"case_id": case.id, "organisation_id": offer.organisation_id, "owner_id": case.organisation_id}
        access = work.add(CaseAccess(**values, kind=kind, since=work.now))
    access.since, access.ends_on, access.kind = work.now, offer.until, kind
    access.with_contacts, access.lines = offer.with_contacts, offer.lines
    _tell(work, case, offer.organisation_id, ended=False)
    return access


def end_access(work: UnitOfWork, case_id: UUID, access_id: UUID) -> None:
    """A partner no longer sees the case, from this moment on."""
    case = get_own_case(work.session, work.actor, case_id)
    wanted = select(CaseAccess).where(CaseAccess.id == access_id, CaseAccess.case_id == case.id)
    access = work.session.scalars(wanted.where(CaseAccess.kind != AccessKind.OWNER)).first()
    if access is None:
        raise NotFound
    if access.ends_on is not None and access.ends_on < work.today:
        return
    access.ends_on = work.today - timedelta(days=1)  # the last day on which it was open
    _tell(work, case, access.organisation_id, ended=True)


def check_partner(work: UnitOfWork, case: ReturnCase, organisation_id: UUID) -> UUID:
    """A partner of the country of return, to which personal data may go today (GDPR chapter V)."""
    partners = list_partners(work.session, case.return_country)
    found = next((partner for partner in partners if partner.id == organisation_id), None)
    if found is None:
        sentence = N_("Choose one of the partner organisations of the country of return.")
        raise RuleBroken("cases.no_partner", sentence, field="organisation_id")
    may_receive(work.session, case.organisation_id, found.id, work.today).check()
    return found.id


def _access(work: UnitOfWork, case: ReturnCase, partner_id: UUID) -> CaseAccess | None:
    wanted = select(CaseAccess).where(CaseAccess.case_id == case.id, CaseAccess.organisation_id == partner_id)
    return work.session.scalars(wanted).first()


def _tell(work: UnitOfWork, case: ReturnCase, organisation_id: UUID, *, ended: bool) -> None:
    details = {"organisation": str(organisation_id), "ended": ended}
    add_event(work, case, EventKind.SHARED, happened_on=work.today, details=details)
    work.record(Action.CASE_SHARED, case_id=case.id, organisation=organisation_id, ended=ended)
