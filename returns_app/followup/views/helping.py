"""What became of help that was needed."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_frame
from returns_app.cases.queries import get_case
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.followup import labels, presenting, queries, service
from returns_app.followup.forms import HelpAnswerForm
from returns_app.followup.views.blueprint import TAB, pages
from returns_app.web.routing import current_actor


@pages.form("/cases/<uuid:case_id>/follow-up/help/<uuid:help_id>", allow=Permission.FOLLOWUP_WRITE)
def end_need(case_id: UUID, help_id: UUID) -> ResponseReturnValue:
    """Referred, helped, not wanted or not possible."""
    actor = current_actor()
    get_case(db.session(), actor, case_id)
    need = queries.get_need(db.session(), case_id, help_id)
    form = HelpAnswerForm(data={"version": need.version})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(actor) as work:
            service.end_need(work, case_id, help_id, form.answer())
            flash(_("Recorded. The task is done."))
            return redirect(url_for(TAB, case_id=case_id))
    case = get_case(db.session(), actor, case_id)
    need = queries.get_need(db.session(), case_id, help_id)
    record_read(actor, Action.SURVEY_READ, case_id=case_id, need=help_id)
    name = presenting.names_of(case).get(need.person_id, "")
    return form.page("followup/help.html", **case_frame(case, actor, TAB), need=need, labels=labels, name=name)
