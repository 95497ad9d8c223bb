"""Notices: written in the transaction of what they tell of, mailed after it; and the daily look at the deadlines."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from returns_app.accounts.rules import Proposed
from returns_app.accounts.service import announces
from returns_app.core.actions import Action
from returns_app.core.permissions import GRANTS, Permission, Role
from returns_app.db.unit_of_work import UnitOfWork, settings
from returns_app.jobs.service import handles, promise
from returns_app.work import queries
from returns_app.work.models import MailChoice, Notice, Task
from returns_app.work.rules import MailMode, NoticeKind, deadline_table, find_rule, reminders_on

MAIL = "work.mail"
REMIND = "work.remind"
MORNING = time(6, 0)
GATHERED = 300  # seconds: what happens shortly after one another goes into one e-mail
TOLD_AT_ONCE = frozenset({Role.PARTNER, Role.PARTNER_COORDINATOR})  # a whole office is told; others see their queue

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def quietly() -> Iterator[None]:
    """Inside, nothing is mailed and no reminder is planned: a made-up history is told to nobody."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def tell(
    work: UnitOfWork, kind: NoticeKind, account_ids: Collection[UUID], organisation_id: UUID, *,
    case_id: UUID | None = None, task_id: UUID | None = None,
) -> None:  # fmt: skip
    """Let accounts of one organisation know; nobody is told of what they did themselves. The caller records what happened."""
    for account_id in account_ids:
        if account_id == work.actor.account_id:
            continue
        work.add(
            Notice(
                account_id=account_id, organisation_id=organisation_id, kind=kind, case_id=case_id, task_id=task_id,
                created_at=work.now,
            )
        )  # fmt: skip
        _promise_mail(work, account_id)


@announces
def tell_of_proposal(work: UnitOfWork, proposal: Proposed, permission: Permission) -> None:
    """Whoever could confirm what somebody proposed hears of it."""
    roles = [role for role in Role if permission in GRANTS[role]]
    who = {one for role in roles for one in queries.accounts_with_role(work.session, proposal.organisation_id, role)}
    tell(work, NoticeKind.PROPOSED, sorted(who), proposal.organisation_id)


def tell_of_task(work: UnitOfWork, task: Task, kind: NoticeKind) -> None:
    """Whose task it is hears of it: its owner, else everybody with its role in the organisation."""
    work.session.flush()  # the notice points to the task
    who = (
        [task.owner_id] if task.owner_id else queries.accounts_with_role(work.session, task.organisation_id, task.role)
    )
    tell(work, kind, who, task.organisation_id, case_id=task.case_id, task_id=task.id)


def tell_of_new(work: UnitOfWork, task: Task) -> None:
    """A task given by somebody else; a pooled one is told to partners, who have no reason to look otherwise."""
    plan_reminders(work)
    is_given = task.owner_id is not None and task.owner_id != work.actor.account_id
    if is_given or (task.owner_id is None and task.role in TOLD_AT_ONCE):
        tell_of_task(work, task, NoticeKind.TASK_GIVEN)


def read_notices(work: UnitOfWork) -> int:
    """The actor has seen the notices."""
    unread = update(Notice).where(Notice.account_id == work.actor.account_id, Notice.read_at.is_(None))
    number = len(work.session.execute(unread.values(read_at=work.now).returning(Notice.id)).all())
    if number:
        work.record(Action.NOTICES_READ, notices=number)
    return number


def choose_mail(work: UnitOfWork, mode: MailMode) -> None:
    """How the actor wants to hear of notices."""
    account_id = work.actor.account_id
    found = work.session.get(MailChoice, account_id)
    if found is None:
        work.add(MailChoice(account_id=account_id, mode=mode))
    else:
        found.mode = mode
    work.record(Action.MAIL_CHOSEN, mode=mode)


def plan_reminders(work: UnitOfWork) -> None:
    """Promise tomorrow morning's look at the deadlines, once."""
    if not _quiet.get():
        work.once((REMIND,), lambda: _promise_morning(work))


def _promise_morning(work: UnitOfWork) -> None:
    zone = ZoneInfo(settings().time_zone)
    at = datetime.combine(work.today + timedelta(days=1), MORNING, zone)
    wait = int((at.astimezone(UTC) - work.now).total_seconds())
    promise(work, REMIND, {}, key=f"{REMIND}|{at:%Y-%m-%d}", wait=max(wait, 0))


@handles(REMIND)
def remind(work: UnitOfWork, _payload: dict[str, object]) -> None:
    """Tell everybody whose deadline is near or has passed; then promise the next morning's look."""
    days = {work.today + timedelta(days=left) for rule in deadline_table() for left in rule.remind}
    told = 0
    for task in queries.list_due(work.session, days | {work.today + timedelta(days=1), work.today - timedelta(days=1)}):
        told += _remind_of(work, task)
    plan_reminders(work)
    work.record(Action.REMINDED, tasks=told)


def note_mailed(work: UnitOfWork, notice_ids: Collection[UUID]) -> None:
    """These notices went out."""
    work.session.execute(update(Notice).where(Notice.id.in_(notice_ids)).values(mailed_at=work.now))
    work.record(Action.NOTICES_MAILED, notices=len(notice_ids))


def _remind_of(work: UnitOfWork, task: Task) -> bool:
    assert task.due_on is not None  # noqa: S101  (found by it)
    rule = find_rule(deadline_table(), task.kind.value, task.member_state, task.opened_at.date())
    kind = reminders_on(rule, task.due_on, work.today)
    if kind is not None:
        tell_of_task(work, task, kind)
    return kind is not None


def _promise_mail(work: UnitOfWork, account_id: UUID) -> None:
    mode = MailMode.NEVER if _quiet.get() else _mode(work, account_id)
    if mode is MailMode.NEVER:
        return
    slot = int(work.now.timestamp()) // GATHERED if mode is MailMode.AT_ONCE else work.today.isoformat()
    wait = GATHERED if mode is MailMode.AT_ONCE else _until_evening(work)
    promise(work, MAIL, {"account_id": str(account_id)}, key=f"{MAIL}|{account_id}|{slot}", wait=wait)


def _mode(work: UnitOfWork, account_id: UUID) -> MailMode:
    return work.session.scalar(select(MailChoice.mode).where(MailChoice.account_id == account_id)) or MailMode.AT_ONCE


def _until_evening(work: UnitOfWork) -> int:
    zone = ZoneInfo(settings().time_zone)
    at = datetime.combine(work.today, time(17, 0), zone).astimezone(UTC)
    return max(int((at - work.now).total_seconds()), GATHERED)
