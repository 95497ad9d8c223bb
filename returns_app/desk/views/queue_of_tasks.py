"""A queue of tasks on My work: rows, the week ahead, what comes next when nothing waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.labels import STAGE_NAMES, STAGE_TONES
from returns_app.cases.page import shown_name
from returns_app.core.actions import Action
from returns_app.core.permissions import Actor
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.desk import labels, queries
from returns_app.desk.queries import MOST_COUNTED, TaskPage, TaskRow
from returns_app.desk.rules import QueueCode
from returns_app.desk.views.parts import QueueTab, pager_of
from returns_app.desk.views.tiles import primary_action, tiles_for
from returns_app.web import filters
from returns_app.web.navigation import may_open
from returns_app.web.routing import current_actor
from returns_app.work.rules import SIMPLE


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What the table of tasks says about a row."""

    queue: str
    day: date
    names: dict[UUID, str]

    def name(self, row: TaskRow) -> str:
        """What to do: the words somebody wrote, else those of its kind."""
        return task_name(row)

    def url(self, row: TaskRow) -> str:
        """The page on which it is done."""
        return task_url(row)

    def is_simple(self, row: TaskRow) -> bool:
        """True when it is ticked off in place."""
        return row.task.kind in SIMPLE


TASK_WORDS = TaskWords("", date.min, {})  # for the overview of a case, which says day and person itself


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of the week ahead."""

    day: date
    count: int
    url: str
    current: bool


def task_name(row: TaskRow) -> str:
    """What to do."""
    return row.task.note or str(labels.TASK_NAMES[row.task.kind])


def task_url(row: TaskRow) -> str:
    """Where it is done; for whoever may not open that page, the case."""
    page = labels.TASK_PAGES[row.task.kind]
    if row.task.case_id is None:
        return url_for(page) if row.task.kind in labels.OF_THE_HOUSE and may_open(current_actor(), page) else "/"
    return url_for(page if may_open(current_actor(), page) else "desk.show_case", case_id=row.task.case_id)


def task_queue(actor: Actor, code: QueueCode, counted: int, tabs: Sequence[QueueTab]) -> ResponseReturnValue:
    """The page of one queue of tasks."""
    session, chosen = db.session(), _day()
    wanted = queries.tasks_waiting(actor, code, chosen)
    total = queries.count_tasks(session, wanted, MOST_COUNTED) if chosen else counted
    number = request.args.get("page", 1, type=int)
    found = queries.list_tasks(session, actor, wanted, page=number, total=total, most=MOST_COUNTED)
    if found.rows:
        record_read(actor, Action.CASES_LISTED, queue=code.value, shown=len(found.rows))
    first = task_url(found.rows[0]) if found.rows else ""
    words = TaskWords(code.value, today(), _names(actor, found))
    return render_template(
        "desk/task_queue.html", code=code, found=found, tabs=tabs, words=words, labels=labels, pager=pager_of(found),
        week=_week(actor, chosen), primary=primary_action(actor, None, None, first), tiles=tiles_for(actor),
        empty_text=_empty(actor, code) if not found.rows else "", done=_undoable(), chosen=chosen, stage_names=STAGE_NAMES,
        stage_tones=STAGE_TONES,
    )  # fmt: skip


def _day() -> date | None:
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None


def _names(actor: Actor, found: TaskPage) -> dict[UUID, str]:
    return {row.case.id: shown_name(row.case, actor) for row in found.rows if row.case is not None}


def _week(actor: Actor, chosen: date | None) -> list[WeekDay]:
    queue = QueueCode.DUE_SOON.value
    return [
        WeekDay(day, number, url_for("desk.my_work", queue=queue, day=day.isoformat()), day == chosen)
        for day, number in queries.week_of(db.session(), actor).items()
    ]


def _empty(actor: Actor, code: QueueCode) -> str:
    """Why it is empty, and what comes next."""
    said = str(labels.EMPTY_QUEUES[code])
    row = queries.next_due(db.session(), actor) if code is QueueCode.OVERDUE else None
    if row is None or row.task.due_on is None:
        return said
    reference = row.case.reference if row.case else ""
    due = _(
        "Next due: %(day)s, %(task)s, %(case)s.", day=filters.day(row.task.due_on), task=task_name(row), case=reference
    )
    return f"{said} {due}"


def _undoable() -> UUID | None:
    """The task that was ticked off a moment ago."""
    try:
        return UUID(request.args.get("done", ""))
    except ValueError:
        return None
