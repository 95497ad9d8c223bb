"""Asking somebody, or recording that nobody answered."""

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
from returns_app.followup import labels, presenting, queries, service
from returns_app.followup.forms import MissForm, SurveyForm, survey_form
from returns_app.followup.queries import Round
from returns_app.followup.rules import Template, template_of, template_on
from returns_app.followup.views.blueprint import TAB, pages
from returns_app.web.routing import current_actor


@pages.form("/cases/<uuid:case_id>/follow-up/<uuid:round_id>/survey", allow=Permission.FOLLOWUP_WRITE)
def answer_survey(case_id: UUID, round_id: UUID) -> ResponseReturnValue:
    """Ask the questions; what is typed is kept while it is typed."""
    actor, draft = current_actor(), f"survey.{round_id}"
    get_case(db.session(), actor, case_id)
    row = queries.get_round(db.session(), case_id, round_id)
    template = _version_of(row)
    form = survey_form(template) if request.method == "POST" else _fresh(row, template, draft)
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(actor) as work:
            service.record_survey(work, case_id, round_id, form.entry())
            drop_draft(work, draft)
            flash(_("The survey is saved."), "good")
            return redirect(url_for(TAB, case_id=case_id))
    case = get_case(db.session(), actor, case_id)
    record_read(actor, Action.SURVEY_READ, case_id=case_id, round=round_id)
    return form.page(
        "followup/survey.html", **case_frame(case, actor, TAB), row=queries.get_round(db.session(), case_id, round_id),
        survey=template, labels=labels, name=presenting.names_of(case).get(row.person_id, ""), draft_name=draft,
    )  # fmt: skip


@pages.form("/cases/<uuid:case_id>/follow-up/<uuid:round_id>/no-answer", allow=Permission.FOLLOWUP_WRITE)
def record_miss(case_id: UUID, round_id: UUID) -> ResponseReturnValue:
    """Nobody answered, and why."""
    actor = current_actor()
    get_case(db.session(), actor, case_id)
    row = queries.get_round(db.session(), case_id, round_id)
    form = MissForm(data={"version": row.version, "tried_on": today()})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(actor) as work:
            service.record_miss(work, case_id, round_id, form.entry())
            flash(_("Recorded. The reminder is done; answers that come later can still be added."))
            return redirect(url_for(TAB, case_id=case_id))
    case = get_case(db.session(), actor, case_id)
    row = queries.get_round(db.session(), case_id, round_id)
    record_read(actor, Action.SURVEY_READ, case_id=case_id, round=round_id)
    name = presenting.names_of(case).get(row.person_id, "")
    return form.page("followup/miss.html", **case_frame(case, actor, TAB), row=row, labels=labels, name=name)


def _version_of(row: Round) -> Template:
    """Answers that were given are changed under their own version; new ones come under that of today."""
    sheet = queries.sheets_of(db.session(), row.case_id).get(row.id)
    return template_of(sheet.template) if sheet else template_on(today())


def _fresh(row: Round, template: Template, name: str) -> SurveyForm:
    draft = find_draft(db.session(), current_actor(), name)
    if draft:
        typed = [(field, text) for field, text in draft.get("fields", []) if field not in {"version", "request_key"}]
        return survey_form(template, formdata=MultiDict([*typed, ("version", str(row.version))]))
    sheet = queries.sheets_of(db.session(), row.case_id).get(row.id)
    if sheet is None:
        return survey_form(template, formdata=None, data={"version": row.version, "held_on": today()})
    told = {
        "version": row.version, "held_on": sheet.held_on, "mode": sheet.mode, "respondent": sheet.respondent,
        "is_independent": sheet.is_independent, "note": sheet.note,
    }  # fmt: skip
    return survey_form(template, sheet.given, formdata=None, data=told)
