"""The list of cases: filters, an order, one page; counting stops at a thousand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from returns_app.accounts.models import Account
from returns_app.cases.models import ReturnCase
from returns_app.cases.queries.cases import sight_day, visible_cases
from returns_app.cases.rules import Stage
from returns_app.core.countries import third_countries
from returns_app.core.permissions import Actor
from returns_app.db.encrypted import SubjectKey
from returns_app.people.candidates import SEALED_NAME, open_name
from returns_app.people.models import Person, PersonName
from returns_app.people.rules import Protection

PAGE = 25
MOST_COUNTED = 1_000
LAST_PAGE = MOST_COUNTED // PAGE


class CaseSort(StrEnum):
    """What the list can be ordered by."""

    CHANGED = "changed"
    OPENED = "opened"
    REFERENCE = "reference"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which part of the list to show, in which order."""

    stage: Stage | None = None
    country: str = ""
    counsellor_id: UUID | None = None
    sort: CaseSort = CaseSort.CHANGED
    descending: bool = True
    page: int = 1


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One row of the list; `name` is the first name of the main applicant, in clear."""

    id: UUID
    reference: str
    organisation_id: UUID
    member_state: str
    return_country: str
    stage: Stage
    counsellor: str
    members_count: int
    is_protected: bool
    opened_on: date
    changed_at: datetime
    principal_id: UUID
    protection: Protection
    name: str = ""


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of cases and how many there are, as far as that was counted."""

    cases: list[ListedCase]
    number: int
    total: int
    total_is_floor: bool
    has_next: bool

    @property
    def first(self) -> int:
        """The place of the first case on this page."""
        return (self.number - 1) * PAGE + 1 if self.cases else 0

    @property
    def last(self) -> int:
        """The place of the last case on this page."""
        return (self.number - 1) * PAGE + len(self.cases)


def list_cases(session: Session, actor: Actor, wanted: CaseFilter) -> CasePage:
    """One page of what the actor may see."""
    number = min(max(wanted.page, 1), LAST_PAGE)
    rows, everything = _questions(actor, replace(wanted, page=number), sight_day(actor))
    cases = [listed_of(session, row) for row in session.execute(rows)]
    total = _total(session, everything, number, len(cases))
    more = len(cases) > PAGE and number < LAST_PAGE
    return CasePage(cases[:PAGE], number, min(total, MOST_COUNTED), total > MOST_COUNTED, more)


@lru_cache(256)
def _questions(actor: Actor, wanted: CaseFilter, _day: date | None) -> tuple[Any, Select[int]]:
    """What is asked for the page and for the count; putting it together takes as long as asking, so it is kept for the day."""
    query = visible_cases(actor)
    for condition in conditions_of(wanted):
        query = query.where(condition)
    counted = select(func.count()).select_from(query.with_only_columns(literal(1)).limit(MOST_COUNTED + 1).subquery())
    place = (wanted.page - 1) * PAGE
    if wanted.sort is CaseSort.STAGE:
        query = _first_of_each_stage(query, wanted, place + PAGE + 1)
    rows = query.with_only_columns(*_COLUMNS, *SEALED_NAME).join(ReturnCase.counsellor).join(ReturnCase.principal)
    rows = rows.outerjoin(PersonName, and_(PersonName.person_id == Person.id, PersonName.position == 0))
    rows = rows.outerjoin(SubjectKey, SubjectKey.id == Person.id)
    return rows.order_by(*_order(wanted)).limit(PAGE + 1).offset(place), counted


# Columns instead of objects: building twenty-five cases with their persons costs more than finding them.
_COLUMNS = (
    ReturnCase.id, ReturnCase.reference, ReturnCase.organisation_id, ReturnCase.member_state, ReturnCase.return_country,
    ReturnCase.stage, Account.name, ReturnCase.members_count, ReturnCase.is_protected, ReturnCase.opened_on,
    ReturnCase.changed_at, ReturnCase.principal_id, Person.protection,
)  # fmt: skip


_WIDTH = len(_COLUMNS)
_PRINCIPAL = [column.key for column in _COLUMNS].index("principal_id")


def columns_of() -> tuple[Any, ...]:
    """What a row of the list is read from, before the parts of its sealed name."""
    return _COLUMNS


def listed_of(session: Session, row: Any) -> ListedCase:  # noqa: ANN401  (a row of the columns above)
    """A row with its name in clear."""
    name = open_name(session, row[_PRINCIPAL], row[_WIDTH:])
    values: tuple[Any, ...] = (*row[:_WIDTH], name)
    return ListedCase(*values)


def list_return_countries(session: Session, actor: Actor) -> tuple[str, ...]:
    """The countries of return among the actor's own cases, found by a few steps along the index; all for a partner."""
    own = ReturnCase.organisation_id == actor.organisation_id
    first = select(func.min(ReturnCase.return_country).label("code")).where(own).cte("step", recursive=True)
    after = select(func.min(ReturnCase.return_country)).where(own, ReturnCase.return_country > first.c.code)
    steps = first.union_all(select(after.scalar_subquery()).where(first.c.code.is_not(None)))
    return tuple(code for code in session.scalars(select(steps.c.code)) if code) or third_countries()


def _first_of_each_stage(query: Select[ReturnCase], wanted: CaseFilter, most: int) -> Select[ReturnCase]:
    """Enough cases of every stage to fill the page: each stage is read along its index instead of sorting them all."""
    newest = ReturnCase.changed_at.desc() if wanted.descending else ReturnCase.changed_at.asc()
    parts = (
        query.where(ReturnCase.stage == stage).with_only_columns(ReturnCase.id).order_by(newest).limit(most)
        for stage in Stage
    )
    found = union_all(*(select(part.subquery()) for part in parts))
    return select(ReturnCase).where(ReturnCase.id.in_(found))


def conditions_of(wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    """What a filter asks for."""
    if wanted.stage:
        yield ReturnCase.stage == wanted.stage
    if wanted.country:
        yield ReturnCase.return_country == wanted.country
    if wanted.counsellor_id:
        yield ReturnCase.counsellor_id == wanted.counsellor_id


def _order(wanted: CaseFilter) -> list[Any]:
    orders: dict[CaseSort, list[Any]] = {
        CaseSort.CHANGED: [ReturnCase.changed_at],
        CaseSort.OPENED: [ReturnCase.opened_on, ReturnCase.reference],
        CaseSort.REFERENCE: [ReturnCase.reference],
        CaseSort.STAGE: [_ladder(), ReturnCase.changed_at],
    }
    columns = orders[wanted.sort]
    return [column.desc() if wanted.descending else column.asc() for column in columns]


def _ladder() -> ColumnElement[int]:
    return case({stage.value: place for place, stage in enumerate(Stage)}, value=ReturnCase.stage)


def _total(session: Session, counted: Select[int], number: int, found: int) -> int:
    if found <= PAGE and (found or number == 1):
        return (number - 1) * PAGE + found
    return session.scalar(counted) or 0
