"""Reading tasks (one's own, those of one's role, those of a case), notices, and who is told how."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from returns_app.accounts.models import Account
from returns_app.accounts.queries import token_hash
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Role
from returns_app.work.models import CalendarFeed, MailChoice, Notice, Task, TaskExtension
from returns_app.work.rules import ExtensionReason, MailMode, TaskKind

MOST_NOTICES = 100

# The pages and the rooms above name the type of a task without touching the tables of `work`.
OpenTask: TypeAlias = Task


def visible_tasks(actor: Actor) -> Select[Task]:
    """Tasks the actor has to do: named for them, or for everybody with their role in their organisation."""
    return select(Task) if actor.is_system else select(Task).where(is_for(actor))


def is_for(actor: Actor) -> ColumnElement[bool]:
    """The condition of `visible_tasks`."""
    if actor.account_id is None or not actor.roles:
        return false()
    of_role = and_(
        Task.owner_id.is_(None), Task.organisation_id == actor.organisation_id, Task.role.in_(sorted(actor.roles))
    )
    return or_(Task.owner_id == actor.account_id, of_role)


def is_open() -> ColumnElement[bool]:
    """Neither ended nor waiting."""
    return and_(Task.ended_at.is_(None), Task.paused_on.is_(None))


def count_open(session: Session, actor: Actor) -> int:
    """How many tasks wait for the actor."""
    open_ones = visible_tasks(actor).where(is_open()).with_only_columns(func.count())
    return session.scalar(open_ones) or 0


def get_task(session: Session, actor: Actor, task_id: UUID) -> Task:
    """A task of the actor's, or of a case of their organisation: colleagues stand in for one another. Else NotFound.

    Whether the case itself is in sight is for the page to ask: this room knows no cases.
    """
    of_house = and_(Task.case_id.is_not(None), Task.organisation_id == actor.organisation_id)
    wanted = select(Task) if actor.is_system else select(Task).where(or_(is_for(actor), of_house))
    found = session.scalars(wanted.where(Task.id == task_id)).first()
    if found is None:
        raise NotFound
    return found


def open_tasks_of(session: Session, case_id: UUID) -> list[Task]:
    """What is open in a case, the most urgent first; the caller has checked that the case may be seen."""
    wanted = select(Task).where(Task.case_id == case_id, Task.ended_at.is_(None))
    return list(session.scalars(wanted.order_by(Task.due_on.is_(None), Task.due_on, Task.opened_at)))


def find_open(session: Session, key: str) -> Task | None:
    """The open task of this key."""
    return session.scalars(_OF_KEY, {"key": key}).first()


_OF_KEY = select(Task).where(Task.key == bindparam("key"), Task.ended_at.is_(None))


def list_open(
    session: Session, *, case_id: UUID | None, kinds: Collection[TaskKind] = (), subject_id: UUID | None = None
) -> list[Task]:
    """Open tasks of a case, of some kinds, about one subject."""
    wanted = _open_of(is_of_case=case_id is not None, has_kinds=bool(kinds), has_subject=subject_id is not None)
    return list(session.scalars(wanted, {"case_id": case_id, "kinds": list(kinds), "subject_id": subject_id}))


@cache  # every step of a case asks it
def _open_of(*, is_of_case: bool, has_kinds: bool, has_subject: bool) -> Select[Task]:
    of_case = Task.case_id == bindparam("case_id") if is_of_case else Task.case_id.is_(None)
    wanted = select(Task).where(Task.ended_at.is_(None), of_case)
    if has_kinds:
        wanted = wanted.where(Task.kind.in_(bindparam("kinds", expanding=True)))
    return wanted.where(Task.subject_id == bindparam("subject_id")) if has_subject else wanted


def list_extensions(session: Session, task_id: UUID) -> list[TaskExtension]:
    """How often a deadline was moved, newest first."""
    wanted = select(TaskExtension).where(TaskExtension.task_id == task_id)
    return list(session.scalars(wanted.order_by(TaskExtension.moved_at.desc())))


def list_standstills(session: Session, task_ids: Collection[UUID]) -> dict[UUID, TaskExtension]:
    """By task the newest move of its deadline because the case stood still."""
    if not task_ids:
        return {}
    wanted = select(TaskExtension).where(
        TaskExtension.task_id.in_(task_ids), TaskExtension.reason == ExtensionReason.STOOD_STILL
    )
    return {one.task_id: one for one in session.scalars(wanted.order_by(TaskExtension.moved_at))}


def list_due(session: Session, days: Collection[date]) -> list[Task]:
    """Open tasks that are due on one of these days, whoever has to do them: for the house."""
    return list(session.scalars(select(Task).where(is_open(), Task.due_on.in_(sorted(days)))))


def accounts_with_role(session: Session, organisation_id: UUID, role: Role) -> list[UUID]:
    """Active accounts of an organisation that hold a role."""
    wanted = select(Account.id, Account.roles).where(Account.organisation_id == organisation_id)
    return [
        account_id
        for account_id, roles in session.execute(wanted.where(Account.deactivated_at.is_(None)))
        if role in roles
    ]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice and the task it tells of."""

    notice: Notice
    task: Task | None


def list_notices(session: Session, actor: Actor) -> list[NoticeRow]:
    """The actor's newest notices."""
    wanted = (
        select(Notice, Task).outerjoin(Task, Task.id == Notice.task_id).where(Notice.account_id == actor.account_id)
    )
    rows = session.execute(wanted.order_by(Notice.created_at.desc(), Notice.id).limit(MOST_NOTICES))
    return [NoticeRow(notice, task) for notice, task in rows]


def count_unread(session: Session, actor: Actor) -> int:
    """How many notices the actor has not seen."""
    wanted = (
        select(func.count()).select_from(Notice).where(Notice.account_id == actor.account_id, Notice.read_at.is_(None))
    )
    return session.scalar(wanted) or 0


def list_unmailed(session: Session, account_id: UUID) -> list[Notice]:
    """What an account was not mailed yet and has not seen."""
    wanted = select(Notice).where(Notice.account_id == account_id, Notice.mailed_at.is_(None), Notice.read_at.is_(None))
    return list(session.scalars(wanted.order_by(Notice.created_at)))


def find_recipient(session: Session, account_id: UUID) -> Account | None:
    """Who gets an e-mail; nobody whose account was closed."""
    return session.scalars(select(Account).where(Account.id == account_id, Account.deactivated_at.is_(None))).first()


def mail_mode(session: Session, actor: Actor) -> MailMode:
    """How the actor wants to hear of notices."""
    return session.scalar(select(MailChoice.mode).where(MailChoice.account_id == actor.account_id)) or MailMode.AT_ONCE


def has_feed(session: Session, actor: Actor) -> bool:
    """True when a calendar program may read the actor's deadlines."""
    return session.get(CalendarFeed, actor.account_id) is not None


def find_feed_actor(session: Session, token: str) -> Actor | None:
    """Whose deadlines this secret address shows."""
    wanted = select(Account).options(joinedload(Account.organisation)).where(Account.deactivated_at.is_(None))
    wanted = wanted.join(CalendarFeed, CalendarFeed.account_id == Account.id)
    found = session.scalars(wanted.where(CalendarFeed.token_hash == token_hash(token))).first()
    return found.as_actor() if found else None
