"""The circumstances of a family: asked once, corrected with history, two writers choose question by question."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases import queries, service
from returns_app.cases.forms import CircumstancesForm, circumstances_form
from returns_app.cases.page import case_frame
from returns_app.cases.rules import Circumstances
from returns_app.cases.views.blueprint import pages
from returns_app.cases.views.drafts import restored
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.web.routing import current_actor

TAB = "cases.show_people"


@pages.form("/cases/<uuid:case_id>/circumstances", allow=Permission.CASE_WRITE)
def record_circumstances(case_id: UUID) -> ResponseReturnValue:
    """Record what was established about the family."""
    case = queries.get_own_case(db.session(), current_actor(), case_id)
    name = f"facts.{case_id}"
    draft = queries.find_draft(db.session(), current_actor(), name)
    form = _form(case_id, draft)
    if form.validate_on_submit():
        with form.refusals():
            return _save(form, case_id, name)
    if isinstance(form.refusal, Conflict):
        return form.conflict_page(_stored(case_id), theirs_label=_("Stored meanwhile"))
    case = queries.get_own_case(db.session(), current_actor(), case_id)
    record_read(current_actor(), Action.CASE_READ, case_id=case_id, part="circumstances")
    return form.page(
        "cases/circumstances.html", **case_frame(case, current_actor(), TAB), draft=draft, draft_form=name,
    )  # fmt: skip


def _form(case_id: UUID, draft: dict[str, Any] | None) -> CircumstancesForm:
    if request.method == "POST":
        return CircumstancesForm()
    return CircumstancesForm(**restored(draft)) if draft else _stored(case_id)


def _stored(case_id: UUID) -> CircumstancesForm:
    found = queries.find_circumstances(db.session(), case_id)
    return circumstances_form(found.said if found else Circumstances(), found.version if found else 0)


def _save(form: CircumstancesForm, case_id: UUID, draft: str) -> ResponseReturnValue:
    with unit_of_work(current_actor()) as work:
        changed = service.record_circumstances(work, case_id, form.said(), form.version.data)
        service.drop_draft(work, draft)
    if changed:
        flash(_("The circumstances were saved. What stood there before is kept in the timeline."), "good")
    else:
        flash(_("Nothing was changed: every answer was already stored like that."), "info")
    return redirect(url_for(TAB, case_id=case_id))
