"""Reading the family of a case that was found through `cases.queries`."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from returns_app.cases.models import CaseEvent, CaseMember, ReturnCase
from returns_app.cases.rules import BEFORE_DEPARTURE
from returns_app.core.errors import NotFound
from returns_app.core.partial_date import PartialDate
from returns_app.counselling.queries import members_of, undeclared_grown
from returns_app.db.unit_of_work import today
from returns_app.family.models import CasePlace, CaseSplit, FamilyRelation
from returns_app.family.rules import RelationKind, relations_by
from returns_app.programmes.rules import ADULT_AGE

# The service names the types without touching the tables of `cases`.
Case: TypeAlias = ReturnCase
Member: TypeAlias = CaseMember
Event: TypeAlias = CaseEvent
AHEAD_YEARS = 1  # a departure is rarely planned further ahead


@dataclass(frozen=True, slots=True)
class Relative:
    """One member as the page shows them."""

    member: CaseMember
    age: int | None
    relations: tuple[tuple[RelationKind, UUID], ...]
    came_of_age: bool
    unsigned: bool  # became an adult on the way and has not signed yet
    is_departed: bool


def list_relations(session: Session, case: ReturnCase) -> list[FamilyRelation]:
    """What members of a case are to each other, wherever it was recorded; ended ones last."""
    people = [member.person_id for member in case.members]
    wanted = select(FamilyRelation).where(FamilyRelation.person_id.in_(people), FamilyRelation.other_id.in_(people))
    order = (FamilyRelation.ended_on.is_not(None), FamilyRelation.recorded_at, FamilyRelation.id)
    return list(session.scalars(wanted.order_by(*order)))


def live_pairs(session: Session, case: ReturnCase) -> list[tuple[UUID, RelationKind, UUID]]:
    """The relations that hold."""
    return [one.pair for one in list_relations(session, case) if one.ended_on is None]


def list_relatives(session: Session, case: ReturnCase, departed: Collection[UUID]) -> list[Relative]:
    """Everybody who is or was in the case, those who still are first."""
    pairs, unsigned = live_pairs(session, case), set(undeclared_grown(session, case))
    grown = {one.person_id for one in members_of(session, case) if one.came_of_age}
    ordered = sorted(case.members, key=lambda member: (member.left_on is not None, member.position))
    return [
        Relative(
            one, one.person.born.age_on(today()), tuple(relations_by(pairs, one.person_id)), one.person_id in grown,
            one.person_id in unsigned, one.person_id in departed,
        )
        for one in ordered
    ]  # fmt: skip


def list_splits(session: Session, case_id: UUID) -> list[tuple[CaseSplit, ReturnCase, bool]]:
    """Cases that came out of this one, and the one it came out of (then the last is true)."""
    wanted = select(CaseSplit).where(or_(CaseSplit.case_id == case_id, CaseSplit.to_case_id == case_id))
    splits = list(session.scalars(wanted.order_by(CaseSplit.split_on)))
    ids = {split.to_case_id if split.case_id == case_id else split.case_id for split in splits}
    cases = {one.id: one for one in session.scalars(select(ReturnCase).where(ReturnCase.id.in_(ids)))}
    return [
        (split, cases[other], split.to_case_id == case_id)
        for split in splits
        for other in (split.to_case_id if split.case_id == case_id else split.case_id,)
        if other in cases
    ]


def list_places(session: Session, case_id: UUID) -> list[CasePlace]:
    """Places of a case, filled and removed ones too."""
    return list(session.scalars(select(CasePlace).where(CasePlace.case_id == case_id).order_by(CasePlace.position)))


def get_place(session: Session, case_id: UUID, place_id: UUID) -> CasePlace:
    """A place of this case, or NotFound."""
    found = session.scalars(select(CasePlace).where(CasePlace.id == place_id, CasePlace.case_id == case_id)).first()
    if found is None:
        raise NotFound
    return found


def grown_up_cases(session: Session, day: date) -> Iterator[tuple[ReturnCase, tuple[UUID, ...]]]:
    """Cases on their way to a departure in which somebody became an adult and has not signed for themselves."""
    people = joinedload(ReturnCase.members).joinedload(CaseMember.person)
    wanted = select(ReturnCase).where(ReturnCase.stage.in_(BEFORE_DEPARTURE), ReturnCase.members_count > 1)
    for case in session.scalars(wanted.options(people).order_by(ReturnCase.id)).unique():
        if any(_may_grow_up(member.person.born, case.opened_on, day) for member in case.present):
            unsigned = undeclared_grown(session, case)
            if unsigned:
                yield case, unsigned


def _may_grow_up(born: PartialDate, opened_on: date, day: date) -> bool:
    then, soon = born.age_on(opened_on), born.age_on(day)
    return then is not None and soon is not None and then < ADULT_AGE <= soon + AHEAD_YEARS
