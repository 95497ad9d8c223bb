"""Reading uploads, and finding the plan lines that the rows of one name."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import visible_cases
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, system_actor
from returns_app.db.session import db, scope
from returns_app.support.models import Delivery, DeliveryUpload, PlanLine
from returns_app.support.rules import LineStatus

IN_ONE_QUESTION = 500
MOST_OFFERED = 2000


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A plan line as a spreadsheet names it."""

    id: UUID
    case_id: UUID
    reference: str
    position: int
    is_approved: bool


def find_named_lines(session: Session, actor: Actor, references: Collection[str]) -> dict[tuple[str, int], NamedLine]:
    """The lines of the cases that the actor may see, by reference and number."""
    found: dict[tuple[str, int], NamedLine] = {}
    wanted = sorted(references)
    for start in range(0, len(wanted), IN_ONE_QUESTION):
        part = wanted[start : start + IN_ONE_QUESTION]
        cases = visible_cases(actor).where(ReturnCase.reference.in_(part)).with_only_columns(ReturnCase.id)
        rows = select(PlanLine.id, PlanLine.case_id, ReturnCase.reference, PlanLine.position, PlanLine.status)
        rows = rows.join(ReturnCase, ReturnCase.id == PlanLine.case_id).where(PlanLine.case_id.in_(cases))
        for line_id, case_id, reference, position, status in session.execute(rows):
            line = NamedLine(line_id, case_id, reference, position, status is LineStatus.APPROVED)
            found[reference, position] = line
    return found


def find_booked_keys(session: Session, keys: Collection[UUID]) -> set[UUID]:
    """Which rows were booked before."""
    wanted, found = sorted(keys), set[UUID]()
    for start in range(0, len(wanted), IN_ONE_QUESTION):
        part = wanted[start : start + IN_ONE_QUESTION]
        found.update(session.scalars(select(Delivery.request_key).where(Delivery.request_key.in_(part))))
    return found


def list_open_lines(session: Session, actor: Actor) -> list[tuple[str, PlanLine]]:
    """Approved lines with something left, for the template."""
    mine = visible_cases(actor).with_only_columns(ReturnCase.id)
    wanted = select(ReturnCase.reference, PlanLine).join(ReturnCase, ReturnCase.id == PlanLine.case_id)
    is_open = (PlanLine.status == LineStatus.APPROVED, PlanLine.delivered < PlanLine.planned)
    rows = session.execute(
        wanted.where(PlanLine.case_id.in_(mine), *is_open)
        .order_by(ReturnCase.reference, PlanLine.position)
        .limit(MOST_OFFERED)
    )
    return [(reference, line) for reference, line in rows]


def get_upload(session: Session, actor: Actor, upload_id: UUID) -> DeliveryUpload:
    """An upload of the actor's own organisation."""
    wanted = select(DeliveryUpload).where(DeliveryUpload.id == upload_id)
    if not actor.is_system:
        wanted = wanted.where(DeliveryUpload.organisation_id == actor.organisation_id)
    found = session.scalars(wanted.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound
    return found


def find_sender(upload_id: UUID) -> DeliveryUpload:
    """The upload as the house reads it, to act for who sent it."""
    with scope(system_actor("uploads")):
        session = db.session()
        found = session.get_one(DeliveryUpload, upload_id)
        session.expunge(found)
        session.rollback()
    return found
