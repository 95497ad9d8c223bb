"""Tasks: opened by what happens in a case, closed by it, moved with a reason."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, NotFound, RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.work import queries
from returns_app.work.models import Task, TaskExtension
from returns_app.work.rules import (
    BY_DECISION,
    SIMPLE,
    DeadlineRule,
    Duty,
    Extension,
    ExtensionReason,
    NoticeKind,
    TaskEnd,
    TaskKind,
    check_extension,
    deadline_table,
    due_after_pause,
    due_day,
    find_rule,
)
from returns_app.work.service.notices import plan_reminders, tell, tell_of_new

UNDO = timedelta(minutes=10)


def open_task(work: UnitOfWork, duty: Duty, *, is_new: bool = False) -> Task:
    """Somebody has to do something; the same duty is open once. The house writes it for whoever it is, without a look.

    `is_new`: the case is made in this unit, so nothing can be open in it.
    """
    found = None if is_new else queries.find_open(work.session, duty.key)
    if found is not None:
        return found
    state = duty.member_state or work.actor.member_state or ""
    due_on = duty.due_on or _due_on(duty, state, duty.since or work.today)
    task = Task(
        key=duty.key, kind=duty.kind, organisation_id=duty.organisation_id, member_state=state, role=duty.role,
        owner_id=duty.owner_id, case_id=duty.case_id, subject_id=duty.subject_id, opened_at=work.now,
        opened_by=work.actor.account_id, first_due_on=due_on, due_on=due_on,
    )  # fmt: skip
    task.sealed_by = duty.case_id or task.id
    task.note = duty.note
    work.add(task)
    work.record(
        Action.TASK_OPENED, case_id=duty.case_id, task=task.id, kind=duty.kind, due=due_on and due_on.isoformat()
    )
    if duty.is_told:
        tell_of_new(work, task)
    else:
        plan_reminders(work)
    return task


def close_tasks(
    work: UnitOfWork,
    kinds: Collection[TaskKind] = (),
    *,
    case_id: UUID | None,
    subject_id: UUID | None = None,
    is_general: bool = False,
    end: TaskEnd | Callable[[TaskKind], TaskEnd] = TaskEnd.DONE,
) -> int:
    """What was asked for has happened, or is not needed any more: close such tasks of a case (all kinds by default).

    `is_general` leaves those alone that are about something besides the case.
    """
    found = queries.list_open(work.session, case_id=case_id, kinds=kinds, subject_id=subject_id)
    found = [task for task in found if not is_general or task.subject_id is None]
    for task in found:
        _end(work, task, end(task.kind) if callable(end) else end)
    return len(found)


def complete_task(work: UnitOfWork, task_id: UUID) -> Task:
    """Tick off a simple task; ticked off twice, it ended once."""
    task = queries.get_task(work.session, work.actor, task_id)
    if task.kind not in SIMPLE:
        raise RuleBroken("work.not_simple", N_("This task ends by itself when what it asks for is done in the case."))
    if task.ended_at is None:
        _end(work, task, TaskEnd.DONE)
    return task


def reopen_task(work: UnitOfWork, task_id: UUID) -> Task:
    """Undo a tick, for a few minutes, by whoever ticked."""
    task = queries.get_task(work.session, work.actor, task_id)
    if task.ended_at is None:
        return task
    is_own = task.ended_by == work.actor.account_id and task.kind in SIMPLE
    if not is_own or task.ended_at < work.now - UNDO or queries.find_open(work.session, task.key):
        raise RuleBroken(
            "work.undo_late", N_("This task can't be opened again. Write a new one if it is still needed.")
        )
    task.ended_at = task.ended_by = task.end = None
    work.record(Action.TASK_REOPENED, case_id=task.case_id, task=task.id, kind=task.kind)
    return task


def extend_task(work: UnitOfWork, task_id: UUID, extension: Extension) -> Task:
    """Move a deadline with a reason; what it was before stays on record."""
    task = queries.get_task(work.session, work.actor, task_id)
    if task.ended_at is not None:
        raise NotFound
    if task.version != extension.version:
        raise Conflict("work.stale", N_("Somebody else changed this task in the meantime. Nothing was overwritten."))
    if task.kind in BY_DECISION:
        sentence = N_("How long support lasts is decided by two people. Propose an extension on the decision page.")
        raise RuleBroken("work.by_decision", sentence)
    check_extension(extension, due_on=task.due_on, today=work.today, latest=latest_day(task))
    return _move(work, task, extension)


def move_deadlines(work: UnitOfWork, case_id: UUID, kind: TaskKind, until: date, text: str) -> int:
    """A decision moves a deadline; how many open tasks it moved."""
    found = queries.list_open(work.session, case_id=case_id, kinds=[kind])
    for task in found:
        extension = Extension(task.version, until, ExtensionReason.DECIDED, text)
        check_extension(extension, due_on=task.due_on, today=work.today, latest=None)
        _move(work, task, extension)
    return len(found)


def pause_tasks(work: UnitOfWork, case_id: UUID) -> int:
    """The case stands still, and with it the clock of every task whose term may: the table of deadlines says which."""
    found = [task for task in queries.list_open(work.session, case_id=case_id) if task.paused_on is None]
    found = [task for task in found if (rule := _rule_of(task)) and rule.pausable]
    for task in found:
        task.paused_on = work.today
    if found:
        work.record(Action.TASKS_PAUSED, case_id=case_id, tasks=len(found))
    return len(found)


def resume_tasks(work: UnitOfWork, case_id: UUID) -> int:
    """The clock goes on: as much time is left as there was when it stopped; what was before stays on record."""
    found = [task for task in queries.list_open(work.session, case_id=case_id) if task.paused_on]
    for task in found:
        _resume(work, task)
    if found:
        work.record(Action.TASKS_RESUMED, case_id=case_id, tasks=len(found))
    return len(found)


def hand_over_tasks(work: UnitOfWork, case_id: UUID, before: UUID, after: UUID) -> int:
    """Whoever takes a case over takes its open tasks along."""
    found = [task for task in queries.list_open(work.session, case_id=case_id) if task.owner_id == before]
    for task in found:
        task.owner_id = after
    if found:
        tell(work, NoticeKind.CASE_GIVEN, [after], found[0].organisation_id, case_id=case_id)
        work.record(Action.TASKS_HANDED_OVER, case_id=case_id, tasks=len(found), to=after)
    return len(found)


def latest_day(task: Task) -> date | None:
    """The last day to which a deadline can be moved; None where nothing limits it."""
    if task.first_due_on is None:
        return None
    rule = _rule_of(task)
    longest = rule.longest_extension if rule else None
    return None if longest is None else task.first_due_on + timedelta(days=longest)


def _rule_of(task: Task) -> DeadlineRule | None:
    return find_rule(deadline_table(), task.kind.value, task.member_state, task.opened_at.date())


def _due_on(duty: Duty, member_state: str, since: date) -> date | None:
    rule = find_rule(deadline_table(), duty.kind.value, member_state, since)
    return due_day(rule, since, member_state) if rule else None


def _end(work: UnitOfWork, task: Task, end: TaskEnd) -> None:
    task.ended_at, task.ended_by, task.end = work.now, work.actor.account_id, end
    work.record(Action.TASK_CLOSED, case_id=task.case_id, task=task.id, kind=task.kind, end=end)


def _move(work: UnitOfWork, task: Task, extension: Extension) -> Task:
    _note_move(work, task, extension.until, extension.reason, extension.text.strip())
    details = {"task": task.id, "kind": task.kind, "until": extension.until.isoformat(), "reason": extension.reason}
    work.record(Action.TASK_EXTENDED, case_id=task.case_id, **details)
    return task


def _note_move(work: UnitOfWork, task: Task, until: date, reason: ExtensionReason, text: str) -> None:
    moved = TaskExtension(
        task_id=task.id, moved_at=work.now, moved_by=work.actor.account_id, before=task.due_on, until=until,
        reason=reason, sealed_by=task.sealed_by,
    )  # fmt: skip
    moved.text = text
    work.add(moved)
    task.due_on = until


def _resume(work: UnitOfWork, task: Task) -> None:
    rule, since, before = _rule_of(task), task.paused_on, task.due_on
    task.paused_on = None
    if rule is None or since is None or before is None or since == work.today:
        return
    stood = (since, work.today)
    after = due_after_pause(rule, before, stood, task.member_state)
    _note_move(work, task, after, ExtensionReason.STOOD_STILL, " – ".join(day.isoformat() for day in stood))
    if task.first_due_on is not None:  # the longest extension counts from there
        task.first_due_on = due_after_pause(rule, task.first_due_on, stood, task.member_state)
