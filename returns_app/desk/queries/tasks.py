"""Reading the queues of tasks: overdue, due within a week, later; and what is open in one case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from returns_app.accounts.models import Account
from returns_app.cases.models import CaseAuthor, ReturnCase
from returns_app.cases.queries import visible_cases
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.db.unit_of_work import today
from returns_app.desk.rules import QueueCode
from returns_app.people.models import Person
from returns_app.work.models import Task
from returns_app.work.queries import is_for, is_open
from returns_app.work.rules import TaskKind

PAGE = 25
MOST_IN_CALENDAR = 1_000
WEEK = timedelta(days=7)
OpenTask: TypeAlias = Task


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task of a queue, with its case where it has one."""

    task: Task
    case: ReturnCase | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One page of a queue of tasks."""

    rows: list[TaskRow]
    number: int
    total: int
    total_is_floor: bool

    @property
    def first(self) -> int:
        """The place of the first task on this page."""
        return (self.number - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The place of the last task on this page."""
        return (self.number - 1) * PAGE + len(self.rows)

    @property
    def has_next(self) -> bool:
        """True when more follow."""
        return self.last < self.total


def tasks_waiting(actor: Actor, code: QueueCode, day: date | None = None) -> Select[Task]:
    """The open tasks of one queue that the actor can do, those due on `day` alone when one is given."""
    wanted = _mine(actor).where(_TERMS[code](today()))
    return wanted.where(Task.due_on == day) if day else wanted


def list_tasks(session: Session, actor: Actor, wanted: Select[Task], *, page: int, total: int, most: int) -> TaskPage:
    """One page of a queue, the most urgent first."""
    del actor
    number = min(max(page, 1), max(1, -(-min(total, most) // PAGE)))
    in_order = wanted.order_by(Task.due_on.is_(None), Task.due_on, Task.id)
    rows = in_order.add_columns(ReturnCase, Account.name).options(*_row_parts())
    found = session.execute(
        rows.outerjoin(Account, Account.id == Task.owner_id).limit(PAGE).offset((number - 1) * PAGE)
    )
    return TaskPage([TaskRow(*row) for row in found], number, min(total, most), total > most)


def count_tasks(session: Session, wanted: Select[Task], most: int) -> int:
    """How many, counted no further than needed."""
    ids = wanted.with_only_columns(Task.id).limit(most + 1).subquery()
    return session.scalar(select(func.count()).select_from(ids)) or 0


def week_of(session: Session, actor: Actor) -> dict[date, int]:
    """How many tasks are due on each of the next seven days."""
    day = today()
    wanted = _mine(actor).where(_TERMS[QueueCode.DUE_SOON](day)).with_only_columns(Task.due_on, func.count())
    counted = {due: number for due, number in session.execute(wanted.group_by(Task.due_on)) if due}
    return {day + timedelta(days=n): counted.get(day + timedelta(days=n), 0) for n in range(WEEK.days)}


def next_due(session: Session, actor: Actor) -> TaskRow | None:
    """The next task that has a deadline."""
    wanted = _mine(actor).where(Task.due_on >= today()).order_by(Task.due_on, Task.id).limit(1)
    found = session.execute(wanted.add_columns(ReturnCase)).first()
    return TaskRow(found[0], found[1], None) if found else None


def tasks_with_deadline(session: Session, actor: Actor) -> list[TaskRow]:
    """Every open task that has a deadline: for a calendar."""
    wanted = _mine(actor).where(Task.due_on.is_not(None)).order_by(Task.due_on, Task.id).limit(MOST_IN_CALENDAR)
    return [TaskRow(task, case, None) for task, case in session.execute(wanted.add_columns(ReturnCase))]


def tasks_of_case(session: Session, actor: Actor, case_id: UUID) -> list[TaskRow]:
    """What the actor's organisation has to do in a case, in one question; the caller has checked the case."""
    wanted = _OPEN_IN_CASE if actor.is_system else _OPEN_OF_HOUSE
    rows = session.execute(wanted, {"case_id": case_id, "organisation_id": actor.organisation_id})
    return [TaskRow(task, None, name) for task, name in rows]


# Kept: every page of a case asks it.
_OPEN_IN_CASE = (
    select(Task, Account.name)
    .outerjoin(Account, Account.id == Task.owner_id)
    .where(Task.case_id == bindparam("case_id"), Task.ended_at.is_(None))
    .order_by(Task.due_on.is_(None), Task.due_on, Task.opened_at)
)
_OPEN_OF_HOUSE = _OPEN_IN_CASE.where(Task.organisation_id == bindparam("organisation_id"))


def get_house_task(session: Session, actor: Actor, task_id: UUID) -> TaskRow:
    """A task of a case that the actor's organisation works on (colleagues stand in for one another), or one's own."""
    in_sight = and_(Task.case_id.is_not(None), _of_house(actor), _case_condition(actor))
    wanted = select(Task, ReturnCase).outerjoin(ReturnCase, ReturnCase.id == Task.case_id).where(Task.id == task_id)
    found = session.execute(wanted.where(or_(and_(Task.case_id.is_(None), is_for(actor)), in_sight))).first()
    if found is None:
        raise NotFound
    return TaskRow(found[0], found[1], None)


def _mine(actor: Actor) -> Select[Task]:
    joined = select(Task).outerjoin(ReturnCase, ReturnCase.id == Task.case_id)
    return joined.where(
        is_for(actor), is_open(), or_(Task.case_id.is_(None), _case_condition(actor)), ~_own_work(actor)
    )


def _case_condition(actor: Actor) -> ColumnElement[bool]:
    condition = visible_cases(actor).whereclause
    return true() if condition is None else condition


def _of_house(actor: Actor) -> ColumnElement[bool]:
    return true() if actor.is_system else Task.organisation_id == actor.organisation_id


def _own_work(actor: Actor) -> ColumnElement[bool]:
    """Nobody is asked to decide about facts of their own."""
    wrote = exists().where(CaseAuthor.case_id == Task.case_id, CaseAuthor.account_id == actor.account_id)
    is_own_change = and_(Task.kind == TaskKind.DECIDE_CHANGE, Task.opened_by == actor.account_id)
    own_facts = or_(ReturnCase.counsellor_id == actor.account_id, wrote)
    return or_(and_(Task.kind == TaskKind.DECIDE, own_facts), func.coalesce(is_own_change, false()))


def _row_parts() -> Sequence[ORMOption]:
    names = joinedload(ReturnCase.principal).load_only(Person.protection)
    return (names.options(selectinload(Person.names)),)


_TERMS: dict[QueueCode, Callable[[date], ColumnElement[bool]]] = {
    QueueCode.OVERDUE: lambda day: Task.due_on < day,
    QueueCode.DUE_SOON: lambda day: Task.due_on.between(day, day + WEEK - timedelta(days=1)),
    QueueCode.LATER: lambda day: or_(Task.due_on.is_(None), Task.due_on >= day + WEEK),
}
