"""Documents, needs and bookings for tests."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from returns_app.core.permissions import Actor
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.travel import queries, service
from returns_app.travel.models import TravelDocument
from returns_app.travel.rules import (
    AskedBy,
    BookingEntry,
    DocumentEntry,
    DocumentKind,
    DocumentState,
    DocumentStep,
    Framework,
    NeedEntry,
    NeedKind,
    Visa,
)
from tests import people
from tests.decisions import builders


def a_request(person_id: UUID, **changes: Any) -> DocumentEntry:
    """The authority asks the embassy of Nigeria for an emergency travel document, under the agreement."""
    said: dict[str, Any] = {
        "kind": DocumentKind.EMERGENCY, "state": DocumentState.SENT,
        "authority": "Embassy of Nigeria, The Hague", "framework": Framework.BILATERAL, "asked_by": AskedBy.AUTHORITY,
        "request_key": uuid4(),
    }  # fmt: skip
    said |= {} if "on" in changes else {"on": today() - timedelta(days=40)}
    return DocumentEntry(person_id, **(said | changes))


def a_booking(*who: UUID, **changes: Any) -> BookingEntry:
    """TK 1952 over Istanbul in ten days."""
    day = today() + timedelta(days=10)
    said: dict[str, Any] = {
        "carrier": "Turkish Airlines", "flight": "TK 1952", "from_place": "Schiphol", "to_place": "Lagos",
        "departs_on": day, "arrives_on": day, "reference": "X7Y2QP", "transits": {"TR": Visa.NEEDED}, "request_key": uuid4(),
    }  # fmt: skip
    return BookingEntry(who, **(said | changes))


def begin(actor: Actor, case_id: UUID, entry: DocumentEntry) -> UUID:
    """A document begins."""
    with unit_of_work(actor) as work:
        return service.begin_document(work, case_id, entry).id


def advance(actor: Actor, case_id: UUID, document_id: UUID, step: DocumentStep) -> None:
    """Its next step, seen from a fresh page."""
    version = document(case_id, document_id).version
    with unit_of_work(actor) as work:
        service.advance_document(work, case_id, document_id, step, version)


def document(case_id: UUID, document_id: UUID) -> TravelDocument:
    """The document as it stands."""
    db.session().rollback()
    with scope(people.SEEDER):
        return queries.get_document(db.session(), case_id, document_id)


def issue(on: date | None = None, *, days: int = 30) -> DocumentStep:
    """It was issued and is valid for some days."""
    day = on or today()
    return DocumentStep(DocumentState.ISSUED, day, "LP-2231", today() + timedelta(days=days))


def travel_ids(office: builders.Office, case_id: UUID) -> dict[str, UUID]:
    """A document, a need and a booking of a case, by the names they have in addresses."""
    person_id = builders.members(case_id)[0]
    with unit_of_work(office.counsellor) as work:
        paper = service.begin_document(work, case_id, a_request(person_id)).id
        need = service.record_need(work, case_id, NeedEntry(person_id, NeedKind.MEDICAL, uuid4(), "Seat in front")).id
        booked = queries.booked_journeys(work.session, case_id)[person_id].id
    return {"document_id": paper, "need_id": need, "booking_id": booked}
