"""Pages of travel documents."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_frame
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.travel import labels, queries, service
from returns_app.travel.forms import DocumentForm, DocumentStepForm
from returns_app.travel.rules import CHAIN
from returns_app.travel.views.blueprint import TAB, done, family, own_case, pages
from returns_app.web.routing import current_actor


@pages.form("/cases/<uuid:case_id>/travel/documents/new", allow=Permission.TRAVEL_PREPARE)
def add_document(case_id: UUID) -> ResponseReturnValue:
    """A document is there, is asked for, or is not needed."""
    names = family(own_case(case_id))
    asked_for = request.args.get("person", "") or (str(names[0][0]) if len(names) == 1 else "")
    form = DocumentForm(names, data={"person": asked_for, "on": today()})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.begin_document(work, case_id, form.entry())
            return done(case_id, _("The document is recorded."))
    return form.page("travel/document.html", **case_frame(own_case(case_id), current_actor(), TAB))


@pages.form("/cases/<uuid:case_id>/travel/documents/<uuid:document_id>", allow=Permission.TRAVEL_PREPARE)
def advance_document(case_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """The next step of a document."""
    own_case(case_id)
    row = queries.get_document(db.session(), case_id, document_id)
    again = [row.state] if request.method == "POST" else []  # the same page sent twice
    form = DocumentStepForm([*CHAIN[row.state], *again], data={"on": today(), "version": row.version})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.advance_document(work, case_id, document_id, form.entry(), form.version.data)
            return done(case_id, _("The step is recorded."))
    case = own_case(case_id)
    record_read(current_actor(), Action.CASE_READ, case_id=case_id, part="travel_document")
    return form.page(
        "travel/document_step.html", **case_frame(case, current_actor(), TAB), labels=labels,
        document=queries.get_document(db.session(), case_id, document_id), names=dict(family(case)),
        steps=queries.steps_of(db.session(), case_id)[document_id], can_go_on=bool(CHAIN[row.state]),
    )  # fmt: skip
