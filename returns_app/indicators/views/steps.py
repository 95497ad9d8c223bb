"""Steps of a case with authorities: the list and one more."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.queries import get_own_case
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.indicators import service
from returns_app.indicators.forms import StepForm
from returns_app.indicators.queries.steps import list_steps
from returns_app.indicators.rules.steps import ANSWER_NAMES, STEP_NAMES
from returns_app.indicators.views.blueprint import pages
from returns_app.people.display import display_name
from returns_app.web.routing import current_actor


@pages.form("/cases/<uuid:case_id>/steps", allow=Permission.TRAVEL_RECORD)
def record_step(case_id: UUID) -> ResponseReturnValue:
    """Decisions, requests to authorities and their answers, each with its day."""
    case = get_own_case(db.session(), current_actor(), case_id)
    names = [(str(member.person_id), display_name(member.person)) for member in case.members]
    form = StepForm(names, data={"happened_on": today()})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.record_step(work, case_id, form.entry())
            flash(_("The step is recorded."))
            return redirect(url_for("indicators.record_step", case_id=case_id))
    record_read(current_actor(), Action.CASE_READ, case_id=case_id, part="steps")
    steps = list_steps(db.session(), case_id)
    return form.page(
        "indicators/steps.html", case=case, steps=steps, names=dict(names), step_names=STEP_NAMES, answers=ANSWER_NAMES
    )
