"""Planning a visit, and saying how it went."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from returns_app.cases.page import case_frame
from returns_app.cases.queries import find_draft, get_case
from returns_app.cases.service import drop_draft
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.followup import presenting, queries, service
from returns_app.followup.forms import VisitForm
from returns_app.followup.queries import Case, Visit
from returns_app.followup.views.blueprint import TAB, pages
from returns_app.web.routing import current_actor


@pages.form("/cases/<uuid:case_id>/follow-up/visits/new", allow=Permission.FOLLOWUP_WRITE)
def add_visit(case_id: UUID) -> ResponseReturnValue:
    """Plan a visit, or record one that took place."""
    return _visit(case_id, None)


@pages.form("/cases/<uuid:case_id>/follow-up/visits/<uuid:visit_id>", allow=Permission.FOLLOWUP_WRITE)
def change_visit(case_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """How it went, or another day."""
    return _visit(case_id, visit_id)


def _visit(case_id: UUID, visit_id: UUID | None) -> ResponseReturnValue:
    actor, draft = current_actor(), f"visit.{case_id}" + (f".{visit_id}" if visit_id else "")
    case = get_case(db.session(), actor, case_id)
    form = VisitForm(_members(case)) if request.method == "POST" else _fresh(case, _stored(case_id, visit_id), draft)
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(actor) as work:
            service.save_visit(work, case_id, form.entry(), visit_id)
            drop_draft(work, draft)
            flash(_("The visit is saved."), "good")
            return redirect(url_for(TAB, case_id=case_id))
    case = get_case(db.session(), actor, case_id)
    record_read(actor, Action.SURVEY_READ, case_id=case_id, visit=visit_id)
    _stored(case_id, visit_id)
    return form.page("followup/visit.html", **case_frame(case, actor, TAB), is_new=visit_id is None, draft_name=draft)


def _stored(case_id: UUID, visit_id: UUID | None) -> Visit | None:
    return queries.get_visit(db.session(), case_id, visit_id) if visit_id else None


def _members(case: Case) -> list[tuple[str, str]]:
    return [(str(person_id), name) for person_id, name in presenting.names_of(case).items()]


def _fresh(case: Case, row: Visit | None, name: str) -> VisitForm:
    draft = find_draft(db.session(), current_actor(), name)
    version = row.version if row else None
    if draft:
        typed = [(field, text) for field, text in draft.get("fields", []) if field not in {"version", "request_key"}]
        return VisitForm(_members(case), formdata=MultiDict([*typed, ("version", str(version or ""))]))
    if row is None:
        told = {"on": today(), "visitor": current_actor().name}
        return VisitForm(_members(case), formdata=None, data=told)
    told = {
        "version": version, "state": row.state, "on": row.on, "place": row.place, "place_text": row.place_text,
        "visitor": row.visitor, "person_id": row.person_id, "reason": row.reason, "findings": row.findings,
    }  # fmt: skip
    return VisitForm(_members(case), formdata=None, data=told)
