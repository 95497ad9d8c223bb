"""What a second partner sees of a case: the lines that were given to it, and what belongs to them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import get_case, get_delivering_case, given_lines
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.support.models import PlanLine
from returns_app.support.rules import LineStatus


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A line of another partner's case that the actor's organisation delivers."""

    case_id: UUID
    reference: str
    country: str
    line: PlanLine


def case_of_line(session: Session, actor: Actor, case_id: UUID, line_id: UUID) -> ReturnCase:
    """The case of a line, for whoever sees the case or was given this line; else NotFound."""
    try:
        return get_case(session, actor, case_id)
    except NotFound:
        if line_id not in given_lines(session, actor).get(case_id, frozenset()):
            raise
    return get_delivering_case(session, actor, case_id)


def list_given_lines(session: Session, actor: Actor) -> list[GivenLine]:
    """Every line that was given to the actor's organisation, by case."""
    ids = {one for lines in given_lines(session, actor).values() for one in lines}
    wanted = select(ReturnCase.id, ReturnCase.reference, ReturnCase.return_country, PlanLine)
    wanted = wanted.join(ReturnCase, ReturnCase.id == PlanLine.case_id).where(PlanLine.id.in_(ids))
    rows = session.execute(
        wanted.where(PlanLine.status != LineStatus.DROPPED).order_by(ReturnCase.reference, PlanLine.position)
    )
    return [GivenLine(*row) for row in rows]
