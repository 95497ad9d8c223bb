"""Hand-overs inside an office: an offer, its answer, and who the counsellor is afterwards."""

from uuid import UUID

from returns_app.accounts.queries import list_colleagues
from returns_app.cases.models import CaseHandover, ReturnCase
from returns_app.cases.queries import find_open_offer, get_offer, get_own_case
from returns_app.cases.rules import ENDED, DeclineReason, EventKind, HandoverState, check_offer
from returns_app.cases.service.changes import add_event
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork


def offer_case(work: UnitOfWork, case_id: UUID, to_id: UUID, note: str = "") -> CaseHandover:
    """Offer a case to a colleague; nothing changes until they accept."""
    case = get_own_case(work.session, work.actor, case_id)
    if case.stage in ENDED:
        raise RuleBroken("cases.ended", N_("This case has ended: its facts are kept as they are."))
    has_open = find_open_offer(work.session, case_id) is not None
    check_offer(from_id=work.actor.account_id, to_id=to_id, counsellor_id=case.counsellor_id, has_open=has_open)
    if to_id not in {one.id for one in list_colleagues(work.session, work.actor, Role.COUNSELLOR)}:
        raise Malformed("cases.offer_stranger", N_("Choose a counsellor of your office."), field="to_id")
    offer = CaseHandover(case_id=case_id, organisation_id=case.organisation_id, from_id=case.counsellor_id, to_id=to_id)
    offer.state, offer.offered_on, offer.note = HandoverState.OPEN, work.today, note.strip()
    work.add(offer)
    _tell(work, case, HandoverState.OPEN)
    return offer


def accept_offer(work: UnitOfWork, offer_id: UUID) -> ReturnCase:
    """The colleague takes the case over and is its counsellor from now on; sent twice, it happens once."""
    offer = get_offer(work.session, work.actor, offer_id)
    case = get_own_case(work.session, work.actor, offer.case_id)
    if offer.state is HandoverState.ACCEPTED:
        return case
    _still_open(offer)
    offer.state, offer.answered_on = HandoverState.ACCEPTED, work.today
    case.counsellor_id = offer.to_id
    work.session.flush()
    _tell(work, case, HandoverState.ACCEPTED)
    return case


def decline_offer(work: UnitOfWork, offer_id: UUID, reason: DeclineReason) -> None:
    """The colleague says no; the one who offered sees why."""
    offer = get_offer(work.session, work.actor, offer_id)
    if offer.state is HandoverState.DECLINED:
        return
    _still_open(offer)
    offer.state, offer.answered_on, offer.decline_reason = HandoverState.DECLINED, work.today, reason.value
    _tell(work, get_own_case(work.session, work.actor, offer.case_id), HandoverState.DECLINED, reason.value)


def take_back(work: UnitOfWork, case_id: UUID) -> None:
    """Take an open offer back: nothing has happened yet."""
    case = get_own_case(work.session, work.actor, case_id)
    offer = find_open_offer(work.session, case_id)
    if offer is not None:
        offer.state, offer.answered_on = HandoverState.TAKEN_BACK, work.today
        _tell(work, case, HandoverState.TAKEN_BACK)


def _still_open(offer: CaseHandover) -> None:
    if offer.state is not HandoverState.OPEN:
        raise RuleBroken(
            "cases.offer_gone", N_("This offer is no longer open. Reload the page to see what came of it.")
        )


def _tell(work: UnitOfWork, case: ReturnCase, state: HandoverState, reason: str = "") -> None:
    details = {"state": state.value, "reason": reason}
    add_event(work, case, EventKind.HANDED_OVER, happened_on=work.today, details=details)
    action = Action.HANDOVER_OFFERED if state is HandoverState.OPEN else Action.HANDOVER_ANSWERED
    work.record(action, case_id=case.id, **details)
