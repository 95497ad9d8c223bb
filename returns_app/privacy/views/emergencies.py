"""Emergency access: asking for it, the page it opens, and what the officer says of it."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.clock import utc_now
from returns_app.core.errors import Refusal, RuleBroken
from returns_app.core.permissions import Permission
from returns_app.counselling.labels import VULNERABILITIES
from returns_app.counselling.rules import Vulnerability
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.privacy import labels, service
from returns_app.privacy.forms import EmergencyForm, JudgeForm
from returns_app.privacy.queries import emergencies as queries
from returns_app.privacy.rules.emergencies import emergency_term
from returns_app.privacy.views.blueprint import pages
from returns_app.privacy.views.oversight import oversight_page
from returns_app.web.i18n import say
from returns_app.web.routing import current_actor


@pages.form("/emergency-access", allow=Permission.EMERGENCY_OPEN)
def open_emergency() -> ResponseReturnValue:
    """Say which case and what can't wait."""
    form, actor = EmergencyForm(), current_actor()
    if form.validate_on_submit():
        with form.refusals():
            try:
                with unit_of_work(actor) as work:
                    opened = service.open_emergency(work, form.entry()).id
            except Refusal as refusal:
                record_read(actor, Action.EMERGENCY_REFUSED, code=refusal.code)
                raise
            return redirect(url_for("privacy.show_emergency", access_id=opened))
    mine = queries.list_mine(db.session(), actor, utc_now())
    term = emergency_term(today())
    return form.page("privacy/emergency.html", mine=mine, term=term, labels=labels, moment_now=utc_now())


@pages.get("/emergency-access/<uuid:access_id>", allow=Permission.EMERGENCY_OPEN)
def show_emergency(access_id: UUID) -> ResponseReturnValue:
    """The few facts, while it lasts."""
    actor = current_actor()
    try:
        with unit_of_work(actor) as work:
            access = service.note_look(work, access_id)
    except RuleBroken as over:
        flash(say(over.message), "warn")
        return redirect(url_for("privacy.open_emergency"))
    sheet = queries.sheet_of(db.session(), access.case_id)
    needs = [
        _(", ").join(str(VULNERABILITIES[Vulnerability(code)]) for code in one.vulnerabilities) for one in sheet.people
    ]
    return render_template("privacy/emergency_sheet.html", sheet=sheet, access=access, labels=labels, needs=needs)


@pages.post("/data-protection/oversight/emergencies/<uuid:emergency_id>", allow=Permission.PRIVACY_MANAGE)
def judge_emergency(emergency_id: UUID) -> ResponseReturnValue:
    """Justified or not, with words."""
    queries.get_to_judge(db.session(), current_actor(), emergency_id)
    form = JudgeForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.judge_emergency(work, emergency_id, form.verdict.data, form.words.data or "")
            flash(_("Noted. Whoever used the access is told."), "good")
            return redirect(url_for("privacy.show_oversight"))
    return make_response(oversight_page(form, emergency_id), form.refusal.status if form.refusal else 422)
