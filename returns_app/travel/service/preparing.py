"""A plain departure is prepared in one go: the documents that were missing, and one booking for everybody."""

from dataclasses import replace
from uuid import UUID

from returns_app.cases.rules import EventKind
from returns_app.cases.service import add_event
from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.travel import queries
from returns_app.travel.rules import BookingState, Preparation, check_beginning, check_booking
from returns_app.travel.service.documents import going_case, keep_documents
from returns_app.travel.service.journeys import keep_booking


def prepare_departure(work: UnitOfWork, case_id: UUID, entry: Preparation) -> bool:
    """Keep what was missing; what is there already stays as it is, so that sent twice it is kept once."""
    case = going_case(work, case_id)
    known = {one.request_key for one in queries.list_documents(work.session, case_id)}
    papers = [one for one in entry.documents if one.request_key not in known]
    for paper in papers:
        check_beginning(paper, (), work.today)
    booked = queries.booked_journeys(work.session, case_id, BookingState.ASKED, BookingState.CONFIRMED)
    seats = tuple(one for one in entry.booking.person_ids if one not in booked) if entry.booking else ()
    if not papers and not seats:
        return False
    keep_documents(work, case, papers)
    if entry.booking is not None and seats:
        check_booking(entry.booking, work.today)
        keep_booking(work, case, replace(entry.booking, person_ids=seats))
    details = {"step": "prepared", "documents": len(papers), "persons": len(seats)}
    add_event(work, case, EventKind.TRAVEL, happened_on=work.today, details=details)
    work.record(Action.DEPARTURE_PREPARED, case_id=case_id, documents=len(papers), seats=len(seats))
    return True
