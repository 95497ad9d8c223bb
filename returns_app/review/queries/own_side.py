"""The own half of a pair: the person and the return as this state knows them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import author_ids, get_case, member_of
from returns_app.cases.rules import ENDED, MemberRole, Stage
from returns_app.core.permissions import system_actor
from returns_app.db.session import scope
from returns_app.people.models import Person
from returns_app.review.models import Review

OwnPerson = Person  # pages name the type without touching the table
READER = system_actor("review")


@dataclass(frozen=True, slots=True)
class CaseSide:
    """What a reviewer is shown of the own side."""

    case: ReturnCase
    person: Person
    role: MemberRole
    opened_on: date
    ended_on: date | None
    stage: Stage


def own_side(session: Session, review: Review) -> CaseSide:
    """The file behind a pair that the actor may see; reviewers see no other file."""
    with scope(READER):
        case = get_case(session, READER, review.case_id)
        member = member_of(case, review.person_id)
        ended = case.stage_since if case.stage in ENDED else None
        return CaseSide(case, member.person, member.role, case.opened_on, ended, case.stage)


def touched_by(session: Session, review: Review) -> frozenset[UUID]:
    """Who worked on the file of this pair."""
    with scope(READER):
        case = get_case(session, READER, review.case_id)
        return author_ids(session, review.case_id) | {case.counsellor_id}
