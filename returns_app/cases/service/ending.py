"""Access of partners ends with the work, and goes on when the case goes on; how an offer is answered."""

from returns_app.cases.models import PartnerOffer, ReturnCase
from returns_app.cases.queries.partners import READER, agreed_end, arrived_on, live_partners, open_partner_offers
from returns_app.cases.rules import ENDED, OfferState, Stage, last_day_of_access
from returns_app.core.actions import Action
from returns_app.db.session import scope
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.work.rules import TaskEnd, TaskKind
from returns_app.work.service import close_tasks


def end_partners(work: UnitOfWork, case: ReturnCase) -> None:
    """The work has ended: open offers are taken back, and access ends on its day."""
    last = last_day_of_access(case.stage, work.today, arrived_on(work.session, case.id))
    with scope(READER):
        for offer in open_partner_offers(work.session, case.id):
            answer_offer(work, offer, OfferState.TAKEN_BACK)
        for access in live_partners(work.session, case.id, work.today):
            if access.ends_on is None or access.ends_on > last:
                access.ends_on = last
                work.record(
                    Action.CASE_SHARED,
                    case_id=case.id,
                    organisation=access.organisation_id,
                    ended=True,
                    last=last.isoformat(),
                )
        work.session.flush()


def keep_partners(work: UnitOfWork, case: ReturnCase, before: Stage) -> None:
    """A closed case that goes on goes on for the partners who still see it."""
    if before not in ENDED or case.stage in ENDED:
        return
    with scope(READER):
        for access in live_partners(work.session, case.id, work.today):
            access.ends_on = agreed_end(work.session, case.id, access.organisation_id)
        work.session.flush()


def answer_offer(work: UnitOfWork, offer: PartnerOffer, state: OfferState) -> None:
    """What came of an offer; the tasks about it end."""
    offer.state, offer.answered_on, offer.answered_by = state, work.today, work.actor.account_id
    end = TaskEnd.NOT_NEEDED if state is OfferState.TAKEN_BACK else TaskEnd.DONE
    close_tasks(work, [TaskKind.ANSWER_OFFER], case_id=None, subject_id=offer.id, end=lambda _kind: end)
    close_tasks(work, [TaskKind.PARTNER_SILENT], case_id=offer.case_id, subject_id=offer.id)
    reason = offer.reason.value if offer.reason else ""
    work.record(Action.PARTNER_ANSWERED, case_id=offer.case_id, offer=offer.id, state=state, reason=reason)
