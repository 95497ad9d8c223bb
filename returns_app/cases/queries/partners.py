"""Offers to partners: what the sender reads, and the summary that is all a partner sees before it accepts."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Organisation
from returns_app.cases.models import CaseAccess, CaseEvent, PartnerOffer, ReturnCase
from returns_app.cases.queries.cases import PARTNER_ROLES, get_case
from returns_app.cases.rules import SILENT_AFTER, AccessKind, EventKind, OfferState
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, system_actor
from returns_app.db.session import scope
from returns_app.db.unit_of_work import today

READER = system_actor("partners")
MOST_OFFERS = 100


@dataclass(frozen=True, slots=True)
class OfferSummary:
    """A case as a partner sees it before it answers: nobody's name, nothing of the file."""

    id: UUID
    sender: str
    return_country: str
    people: int
    language: str
    offered_on: date
    answer_by: date
    until: date | None
    with_contacts: bool
    note: str | None
    lines: int


@dataclass(frozen=True, slots=True)
class SentOffer:
    """An offer as the sender sees it, with the partner's name."""

    offer: PartnerOffer
    partner: str


def list_sent_offers(session: Session, case_id: UUID) -> list[SentOffer]:
    """Every offer of a case, the newest first; the caller has checked that the case is its own."""
    wanted = select(PartnerOffer, Organisation.name).join(Organisation, Organisation.id == PartnerOffer.organisation_id)
    order = (PartnerOffer.offered_on.desc(), PartnerOffer.version)
    return [SentOffer(*row) for row in session.execute(wanted.where(PartnerOffer.case_id == case_id).order_by(*order))]


def find_open_partner_offer(session: Session, case_id: UUID, organisation_id: UUID) -> PartnerOffer | None:
    """The offer that a partner has not answered, if there is one."""
    mine = (PartnerOffer.case_id == case_id, PartnerOffer.organisation_id == organisation_id)
    return session.scalars(select(PartnerOffer).where(*mine, PartnerOffer.state == OfferState.OPEN)).first()


def open_partner_offers(session: Session, case_id: UUID) -> list[PartnerOffer]:
    """Offers of a case that wait for an answer."""
    wanted = select(PartnerOffer).where(PartnerOffer.case_id == case_id, PartnerOffer.state == OfferState.OPEN)
    return list(session.scalars(wanted))


def silent_partner_offers(session: Session, today: date) -> list[PartnerOffer]:
    """Offers without an answer for days, of which no approver heard; for the house."""
    late = (PartnerOffer.offered_on <= today - SILENT_AFTER, PartnerOffer.escalated_on.is_(None))
    return list(session.scalars(select(PartnerOffer).where(PartnerOffer.state == OfferState.OPEN, *late)))


def get_received_offer(session: Session, actor: Actor, offer_id: UUID) -> PartnerOffer:
    """An offer to the actor's organisation, or NotFound."""
    wanted = select(PartnerOffer).where(PartnerOffer.id == offer_id)
    if not actor.is_system:
        wanted = wanted.where(PartnerOffer.organisation_id == actor.organisation_id)
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound
    return found


def get_sent_offer(session: Session, case_id: UUID, offer_id: UUID) -> PartnerOffer:
    """An offer of this case, or NotFound; the caller has checked that the case is its own."""
    wanted = select(PartnerOffer).where(PartnerOffer.id == offer_id, PartnerOffer.case_id == case_id)
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound
    return found


def list_received_offers(session: Session, actor: Actor) -> list[OfferSummary]:
    """Open offers to the actor's organisation; the house reads the summary, since the case itself is not shared yet."""
    wanted = (
        select(
            PartnerOffer,
            ReturnCase.return_country,
            ReturnCase.members_count,
            ReturnCase.notice_language,
            Organisation.name,
        )
        .join(ReturnCase, ReturnCase.id == PartnerOffer.case_id)
        .join(Organisation, Organisation.id == PartnerOffer.owner_id)
        .where(PartnerOffer.organisation_id == actor.organisation_id, PartnerOffer.state == OfferState.OPEN)
        .order_by(PartnerOffer.offered_on, PartnerOffer.id)
        .limit(MOST_OFFERS)
    )
    with scope(READER):
        return [
            OfferSummary(
                offer.id, sender, country, people, language, offer.offered_on, offer.offered_on + SILENT_AFTER, offer.until,
                offer.with_contacts, offer.note, len(offer.lines),
            )
            for offer, country, people, language, sender in session.execute(wanted)
        ]  # fmt: skip


def sees_contacts(session: Session, actor: Actor, case: ReturnCase) -> bool:
    """Whether the case was shared with the contacts of the family."""
    if actor.is_system or case.organisation_id == actor.organisation_id:
        return True
    mine = (CaseAccess.case_id == case.id, CaseAccess.organisation_id == actor.organisation_id)
    return bool(session.scalar(select(CaseAccess.with_contacts).where(*mine)))


def live_partners(session: Session, case_id: UUID, today: date) -> list[CaseAccess]:
    """Accesses of partners that are open today."""
    wanted = select(CaseAccess).where(CaseAccess.case_id == case_id, CaseAccess.organisation_id != CaseAccess.owner_id)
    return [one for one in session.scalars(wanted) if one.ends_on is None or one.ends_on > today - timedelta(days=1)]


def agreed_end(session: Session, case_id: UUID, organisation_id: UUID) -> date | None:
    """Until when a partner was to see the case when it accepted; None where no day was named."""
    mine = (PartnerOffer.case_id == case_id, PartnerOffer.organisation_id == organisation_id)
    wanted = select(PartnerOffer.until).where(*mine, PartnerOffer.state == OfferState.ACCEPTED)
    return session.scalars(wanted.order_by(PartnerOffer.answered_on.desc()).limit(1)).first()


def arrived_on(session: Session, case_id: UUID) -> date | None:
    """The day of the confirmed arrival; None before it."""
    wanted = select(func.min(CaseEvent.happened_on)).where(CaseEvent.case_id == case_id)
    return session.scalar(wanted.where(CaseEvent.kind == EventKind.ARRIVED))


def given_lines(session: Session, actor: Actor) -> dict[UUID, frozenset[UUID]]:
    """Case -> the lines that were given to the actor's organisation, of cases it does not see otherwise."""
    wanted = select(CaseAccess.case_id, CaseAccess.lines).where(
        CaseAccess.organisation_id == actor.organisation_id, CaseAccess.kind == AccessKind.DELIVERER,
        or_(CaseAccess.ends_on.is_(None), CaseAccess.ends_on >= today()),
    )  # fmt: skip
    if not actor.has(*PARTNER_ROLES):
        return {}
    return {case_id: frozenset(UUID(one) for one in lines) for case_id, lines in session.execute(wanted)}


def get_delivering_case(session: Session, actor: Actor, case_id: UUID) -> ReturnCase:
    """The case of which some lines were given to the actor's organisation, or NotFound; the caller shows those alone."""
    if case_id not in given_lines(session, actor):
        raise NotFound
    return get_case(session, READER, case_id)
