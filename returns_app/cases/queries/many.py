"""Many cases at once: to take out as a file, or to hand to a colleague."""

from sqlalchemy import and_
from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries.cases import visible_cases
from returns_app.cases.queries.listing import CaseFilter, ListedCase, columns_of, conditions_of, listed_of
from returns_app.core.permissions import Actor
from returns_app.db.encrypted import SubjectKey
from returns_app.people.candidates import SEALED_NAME
from returns_app.people.models import Person, PersonName

MOST_EXPORTED = 50_000


def list_many(session: Session, actor: Actor, wanted: CaseFilter, *, most: int) -> list[ListedCase]:
    """The cases of a filter by reference, with the first name of each main applicant in clear."""
    query = visible_cases(actor)
    for condition in conditions_of(wanted):
        query = query.where(condition)
    rows = query.with_only_columns(*columns_of(), *SEALED_NAME).join(ReturnCase.counsellor).join(ReturnCase.principal)
    rows = rows.outerjoin(PersonName, and_(PersonName.person_id == Person.id, PersonName.position == 0))
    rows = rows.outerjoin(SubjectKey, SubjectKey.id == Person.id).order_by(ReturnCase.reference).limit(most)
    return [listed_of(session, row) for row in session.execute(rows)]
