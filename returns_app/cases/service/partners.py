"""Handing a case to a partner: offered by the counsellor, answered by the partner, told to an approver when it is silent."""

from typing import Any
from uuid import UUID

from returns_app.cases.models import PartnerOffer, ReturnCase
from returns_app.cases.queries import (
    find_open_partner_offer,
    get_own_case,
    get_received_offer,
    get_sent_offer,
    live_partners,
    silent_partner_offers,
)
from returns_app.cases.queries.partners import READER
from returns_app.cases.rules import (
    ENDED,
    OfferState,
    PartnerOfferEntry,
    Refused,
    check_offer_open,
    check_partner_offer,
    check_refused,
)
from returns_app.cases.service.ending import answer_offer
from returns_app.cases.service.sharing import check_partner, open_access
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.db.session import scope
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import Effect, calls_out, every_night
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import close_tasks, open_task

NIGHT = "cases.silent_partners"


def offer_to_partner(work: UnitOfWork, case_id: UUID, entry: PartnerOfferEntry) -> PartnerOffer:
    """Offer a case to a partner of the country of return; nothing is shared until it accepts."""
    case = get_own_case(work.session, work.actor, case_id)
    if case.stage in ENDED:
        raise RuleBroken("cases.ended", N_("This case has ended: its facts are kept as they are."))
    partner_id = check_partner(work, case, entry.organisation_id)
    has_access = any(one.organisation_id == partner_id for one in live_partners(work.session, case_id, work.today))
    has_open = find_open_partner_offer(work.session, case_id, partner_id) is not None
    check_partner_offer(entry, has_open=has_open, has_access=has_access, today=work.today)
    offer = PartnerOffer(case_id=case_id, owner_id=case.organisation_id, organisation_id=partner_id)
    offer.state, offer.offered_by, offer.offered_on = OfferState.OPEN, work.actor.account_id, work.today
    offer.lines = [str(one) for one in entry.lines]
    offer.with_contacts, offer.until, offer.note = entry.with_contacts, entry.until, entry.note.strip()
    work.add(offer)
    work.session.flush()
    close_tasks(work, [TaskKind.OFFER_AGAIN], case_id=case_id)
    with scope(READER):  # the task is the partner's, who does not see the case yet
        open_task(
            work,
            Duty(TaskKind.ANSWER_OFFER, partner_id, Role.PARTNER, subject_id=offer.id, member_state=case.member_state),
        )
        work.session.flush()
    work.record(Action.PARTNER_OFFERED, case_id=case_id, offer=offer.id, organisation=partner_id)
    return offer


def accept_partner_offer(work: UnitOfWork, offer_id: UUID) -> UUID:
    """The partner takes the case: from now on it sees what was offered, and nothing else; sent twice, it happens once."""
    offer = get_received_offer(work.session, work.actor, offer_id)
    if offer.state is OfferState.ACCEPTED:
        return offer.case_id
    check_offer_open(offer.state)
    with scope(READER):
        case = work.session.get_one(ReturnCase, offer.case_id)
        if case.stage in ENDED:
            raise RuleBroken("cases.offer_ended", N_("This case has ended in the meantime. Nothing was shared."))
        check_partner(work, case, offer.organisation_id)  # its ground may have ended since it was asked
        open_access(work, case, offer)
        answer_offer(work, offer, OfferState.ACCEPTED)
        work.session.flush()
    return offer.case_id


def decline_partner_offer(work: UnitOfWork, offer_id: UUID, said: Refused) -> None:
    """The partner says no; the counsellor reads why and finds another."""
    offer = get_received_offer(work.session, work.actor, offer_id)
    if offer.state is OfferState.DECLINED:
        return
    check_offer_open(offer.state)
    check_refused(said)
    with scope(READER):
        offer.reason, offer.answer = said.reason, said.note.strip()
        answer_offer(work, offer, OfferState.DECLINED)
        case = work.session.get_one(ReturnCase, offer.case_id)
        open_task(
            work,
            Duty(
                TaskKind.OFFER_AGAIN, case.organisation_id, Role.COUNSELLOR, case.id, case.counsellor_id,
                subject_id=offer.id, member_state=case.member_state,
            ),
        )  # fmt: skip
        work.session.flush()


def take_partner_offer_back(work: UnitOfWork, case_id: UUID, offer_id: UUID) -> None:
    """Take an open offer back: nothing has been shared."""
    case = get_own_case(work.session, work.actor, case_id)
    offer = get_sent_offer(work.session, case.id, offer_id)
    if offer.state is OfferState.TAKEN_BACK:
        return
    check_offer_open(offer.state)
    with scope(READER):
        answer_offer(work, offer, OfferState.TAKEN_BACK)
        work.session.flush()


@every_night(NIGHT)
@calls_out(NIGHT)
def night(_payload: dict[str, Any]) -> Effect:
    """Nobody is called: what to do stands ready for the job's own transaction."""
    return tell_of_silence


def tell_of_silence(work: UnitOfWork) -> None:
    """On the fifth day without an answer an approver hears of it; the offer stays open."""
    for offer in silent_partner_offers(work.session, work.today):
        offer.escalated_on = work.today
        case = work.session.get_one(ReturnCase, offer.case_id)
        open_task(
            work,
            Duty(
                TaskKind.PARTNER_SILENT, offer.owner_id, Role.APPROVER, offer.case_id, subject_id=offer.id,
                member_state=case.member_state,
            ),
        )  # fmt: skip
        work.record(Action.PARTNER_SILENT, case_id=offer.case_id, offer=offer.id)
