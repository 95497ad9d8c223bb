"""The two answers to an application: yes and no; and the dry run of a draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Permission
from returns_app.decisions import service
from returns_app.decisions.forms import ApprovalForm, RefusalForm, VersionForm
from returns_app.decisions.views.blueprint import pages
from returns_app.decisions.views.showing import Sent, decision_page, done
from returns_app.web.filters import country, moment
from returns_app.web.routing import current_actor


@pages.post("/cases/<uuid:case_id>/decision/approval", allow=Permission.DECISION_DECIDE)
def approve(case_id: UUID) -> ResponseReturnValue:
    """Approve and reserve."""
    form = ApprovalForm()
    if form.validate_on_submit():
        with form.refusals(), _first_named():
            service.approve_case(current_actor(), case_id, form.answer())
            return done(case_id, _("Approved. The return is reserved and the envelopes are granted."))
    return decision_page(case_id, Sent(approval=form))


@pages.post("/cases/<uuid:case_id>/decision/refusal", allow=Permission.DECISION_DECIDE)
def refuse(case_id: UUID) -> ResponseReturnValue:
    """Refuse with reasons."""
    form = RefusalForm()
    if form.validate_on_submit():
        with form.refusals():
            service.refuse_case(current_actor(), case_id, form.answer())
            return done(case_id, _("Refused. The reasons are kept with the decision."))
    return decision_page(case_id, Sent(refusal=form))


@pages.post("/programmes/<uuid:programme_id>/draft/trial", allow=Permission.PROGRAMME_DRAFT)
def try_draft(programme_id: UUID) -> ResponseReturnValue:
    """Try the draft of a programme on earlier cases: counts, and nothing else."""
    form = VersionForm()
    with form.refusals():
        service.try_draft(current_actor(), programme_id, form.version.data)
        flash(_("Tried. The counts stand beside the draft."), "good")
    for problem in form.problems():
        flash(problem.message, "warn")
    return redirect(url_for("programmes.show_programme", programme_id=programme_id))


@contextmanager
def _first_named() -> Iterator[None]:
    """Say who reserved first, and when, as a reader knows states and times."""
    try:
        yield
    except RuleBroken as refusal:
        if refusal.code == "decisions.reserved_elsewhere":
            state, at = str(refusal.params["state"]), datetime.fromisoformat(str(refusal.params["time"]))
            refusal.params = {"state": country(state) or _("Another member state"), "time": moment(at)}
        raise
