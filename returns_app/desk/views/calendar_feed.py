"""The deadlines of one account for a calendar program: a secret address, references, no names."""

from flask import make_response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Permission
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import record_read, settings
from returns_app.desk import labels, queries
from returns_app.desk.queries import TaskRow
from returns_app.desk.views.blueprint import pages
from returns_app.web.routing import Access
from returns_app.work.queries import find_feed_actor
from returns_app.work.rules import CalendarEntry, calendar_text


@pages.get("/calendar/<token>/tasks.ics", allow=Access.PUBLIC)
def read_calendar(token: str) -> ResponseReturnValue:
    """Everything open that has a deadline."""
    actor = find_feed_actor(db.session(), token)
    if actor is None or not actor.may(Permission.TASK_WRITE):
        raise NotFound
    with scope(actor):
        rows = queries.tasks_with_deadline(db.session(), actor)
        record_read(actor, Action.FEED_READ, shown=len(rows))
        text = _text(actor, rows)
    answer = make_response(text)
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    return answer


def _text(actor: Actor, rows: list[TaskRow]) -> str:
    with force_locale(actor.locale):
        return calendar_text(_("Returns: deadlines"), [_entry(row) for row in rows])


def _entry(row: TaskRow) -> CalendarEntry:
    task = row.task
    assert task.due_on is not None  # noqa: S101  (asked for by it)
    reference = row.case.reference if row.case else ""
    page = url_for("desk.show_case", case_id=task.case_id) if task.case_id else "/"
    summary = f"{labels.TASK_NAMES[task.kind]} {reference}".strip()
    return CalendarEntry(task.id, task.due_on, summary, f"{settings().public_url}{page}", task.version, task.opened_at)
