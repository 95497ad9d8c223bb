"""Reading travel documents of a case that was found through `cases.queries`."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.core.errors import NotFound
from returns_app.travel.models import TravelDocument, TravelDocumentStep
from returns_app.travel.rules import CHAIN, DocumentState


def list_documents(session: Session, case_id: UUID) -> list[TravelDocument]:
    """Documents of a family, those that go on before those that ended."""
    found = select(TravelDocument).where(TravelDocument.case_id == case_id)
    rows = session.scalars(found.order_by(TravelDocument.begun_on.desc(), TravelDocument.id))
    return sorted(rows, key=lambda one: not CHAIN[one.state])


def steps_of(session: Session, case_id: UUID) -> dict[UUID, list[TravelDocumentStep]]:
    """Steps by document, in the order in which they were recorded."""
    found: dict[UUID, list[TravelDocumentStep]] = defaultdict(list)
    wanted = select(TravelDocumentStep).where(TravelDocumentStep.case_id == case_id)
    for step in session.scalars(wanted.order_by(TravelDocumentStep.recorded_at, TravelDocumentStep.happened_on)):
        found[step.document_id].append(step)
    return found


def get_document(session: Session, case_id: UUID, document_id: UUID) -> TravelDocument:
    """One document of a case."""
    row = session.get(TravelDocument, document_id)
    if row is None or row.case_id != case_id:
        raise NotFound
    return row


def find_sent_document(session: Session, request_key: UUID) -> TravelDocument | None:
    """The document that an earlier sending of the same form began."""
    return session.scalars(select(TravelDocument).where(TravelDocument.request_key == request_key)).one_or_none()


def last_happened(session: Session, document: TravelDocument) -> date:
    """The day of the last step that has happened; a planned interview is not one."""
    steps = steps_of(session, document.case_id)[document.id]
    return max((one.happened_on for one in steps if one.state is not DocumentState.PLANNED), default=document.begun_on)
