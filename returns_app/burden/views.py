"""The manager's page of burden, and the place where a sent form is counted."""

from uuid import UUID

from flask import g, has_request_context, render_template, request
from flask.typing import ResponseReturnValue

from returns_app.burden import service
from returns_app.burden.labels import PART
from returns_app.burden.queries import list_burden
from returns_app.burden.rules import FEWEST, part_of, read_effort
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import UnitOfWork, before_end, today
from returns_app.web.routing import Pages, current_actor

pages = Pages("burden", __name__, template_folder="templates")


@pages.get("/burden", allow=Permission.BURDEN_READ)
def show_burden() -> ResponseReturnValue:
    """Fields typed and minutes per case in the last twelve months: medians over cases, never of a person."""
    organisation_id, day = current_actor().organisation_id, today()
    if organisation_id is None:
        raise NotFound
    since = day.replace(year=day.year - 1, day=1)
    lines = list_burden(db.session(), organisation_id, since)
    return render_template("burden/burden.html", lines=lines, since=since, words=PART, fewest=FEWEST)


@before_end
def count_form(work: UnitOfWork) -> None:
    """What the page told about itself is added to the case that its action concerned, in the same transaction."""
    if not has_request_context() or g.get("effort_counted"):
        return
    effort, case_id = read_effort(request.form.get("effort_told")), _case_of(work)
    if effort is not None and case_id is not None:
        service.add_effort(work, case_id, part_of(request.endpoint), effort)
        g.effort_counted = True


def _case_of(work: UnitOfWork) -> UUID | None:
    """The case that the action names first; what writes nothing about a case asked nothing for one."""
    return next((event.case_id for event in work.events if event.case_id is not None), None)
