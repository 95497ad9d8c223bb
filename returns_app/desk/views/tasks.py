"""Tasks by hand: a next step, a tick with its undo, a deadline that moves; and the table of deadlines."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.accounts.queries import list_colleagues
from returns_app.cases.queries import get_case
from returns_app.core.permissions import GRANTS, Actor, Permission, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.desk import labels, queries
from returns_app.desk.forms import ExtensionForm, NextStepForm
from returns_app.desk.queries import Case, TaskRow
from returns_app.desk.views.blueprint import pages
from returns_app.web.routing import current_actor, local_path
from returns_app.work import service
from returns_app.work.labels import UNITS
from returns_app.work.queries import list_extensions
from returns_app.work.rules import Duty, TaskKind, deadline_table


@pages.form("/cases/<uuid:case_id>/tasks/new", allow=Permission.TASK_WRITE)
def add_task(case_id: UUID) -> ResponseReturnValue:
    """Write down a next step."""
    actor = current_actor()
    case = get_case(db.session(), actor, case_id)
    form = NextStepForm()
    form.owner_id.choices = _colleagues(actor)
    if form.validate_on_submit() and _is_offered(form):
        with form.refusals(), unit_of_work(actor) as work:
            service.open_task(work, _duty(actor, case, form))
            flash(_("The next step is noted."))
            return redirect(url_for("desk.show_case", case_id=case_id))
    return form.page("desk/add_task.html", case=case)


@pages.post("/tasks/<uuid:task_id>/done", allow=Permission.TASK_WRITE)
def complete_task(task_id: UUID) -> ResponseReturnValue:
    """Tick a task off; for a few minutes it can be undone."""
    row = _in_sight(task_id)
    if row.task.ended_at is not None:
        flash(_("This task was completed in the meantime. The list is refreshed."), "info")
        return redirect(_back())
    with unit_of_work(current_actor()) as work:
        service.complete_task(work, task_id)
    flash(_("The task is done."))
    return redirect(_back(done=str(task_id)))


@pages.post("/tasks/<uuid:task_id>/reopen", allow=Permission.TASK_WRITE)
def reopen_task(task_id: UUID) -> ResponseReturnValue:
    """Undo a tick."""
    _in_sight(task_id)
    with unit_of_work(current_actor()) as work:
        service.reopen_task(work, task_id)
    flash(_("The task is open again."))
    return redirect(_back())


@pages.form("/tasks/<uuid:task_id>/extension", allow=Permission.TASK_WRITE)
def extend_task(task_id: UUID) -> ResponseReturnValue:
    """Move a deadline, with a reason that stays on record."""
    session, actor = db.session(), current_actor()
    row = _in_sight(task_id)
    form = ExtensionForm(data={"version": row.task.version, "until": row.task.due_on})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(actor) as work:
            service.extend_task(work, task_id, form.extension())
            flash(_("The deadline is moved."))
            return redirect(url_for("desk.show_case", case_id=row.case.id) if row.case else "/")
    row = _in_sight(task_id)
    return form.page(
        "desk/extend_task.html", row=row, name=labels.TASK_NAMES[row.task.kind], latest=service.latest_day(row.task),
        extensions=list_extensions(session, task_id), reasons=labels.EXTENSION_REASONS,
    )  # fmt: skip


@pages.get("/deadlines", allow=Permission.TASK_WRITE)
def show_deadlines() -> ResponseReturnValue:
    """The table of deadlines with its sources."""
    names = {kind.value: label for kind, label in labels.TASK_NAMES.items()}
    terms = {rule: UNITS[rule.unit](rule.length) for rule in deadline_table()}
    return render_template("desk/deadlines.html", rules=deadline_table(), names=names, terms=terms)


def _in_sight(task_id: UUID) -> TaskRow:
    return queries.get_house_task(db.session(), current_actor(), task_id)


def _duty(actor: Actor, case: Case, form: NextStepForm) -> Duty:
    assert actor.organisation_id is not None  # noqa: S101  (whoever sees a case has one)
    return Duty(
        TaskKind.FOLLOW_UP, actor.organisation_id, _role(actor), case.id, form.owner_id.data or actor.account_id,
        UUID(form.request_key.data), case.member_state, due_on=form.due_on.data, note=form.note.data,
    )  # fmt: skip


def _role(actor: Actor) -> Role:
    return next(role for role in Role if role in actor.roles and Permission.TASK_WRITE in GRANTS[role])


def _colleagues(actor: Actor) -> list[tuple[str, str]]:
    found = list_colleagues(db.session(), actor, _role(actor))
    return [(str(one.id), one.name) for one in found if one.id != actor.account_id]


def _is_offered(form: NextStepForm) -> bool:
    if form.owner_id.data and str(form.owner_id.data) not in {code for code, _name in form.owner_id.pairs()}:
        form.refuse(_("Choose one of the listed answers."), "owner_id")
        return False
    return True


def _back(done: str | None = None) -> str:
    """The page the button stood on: a case, or a queue of My work."""
    case_id = request.form.get("case_id", "")
    if case_id:
        return local_path(f"/cases/{case_id}")
    return url_for("desk.my_work", queue=request.form.get("queue", "overdue"), done=done)
