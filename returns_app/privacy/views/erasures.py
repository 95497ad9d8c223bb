"""Erasures: what waits for a second person, what runs, what was touched."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.jobs.service import run_now
from returns_app.privacy import labels, service
from returns_app.privacy.queries import requests as queries
from returns_app.privacy.views.blueprint import pages
from returns_app.web.forms import Form
from returns_app.web.routing import current_actor


@pages.get("/data-protection/erasures", allow=Permission.ERASURE_CONFIRM)
def list_erasures() -> ResponseReturnValue:
    """Every erasure, the newest first."""
    found = queries.list_erasures(db.session(), current_actor())
    return render_template("privacy/erasures.html", erasures=found, labels=labels)


@pages.get("/data-protection/erasures/<uuid:erasure_id>", allow=Permission.ERASURE_CONFIRM)
def show_erasure(erasure_id: UUID) -> ResponseReturnValue:
    """The report: how far it is and every place that was touched."""
    return _page(erasure_id, Form(formdata=None))


@pages.post("/data-protection/erasures/<uuid:erasure_id>/confirmation", allow=Permission.ERASURE_CONFIRM)
def confirm_erasure(erasure_id: UUID) -> ResponseReturnValue:
    """The second person says yes: it begins at once."""
    form = Form()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                key = service.confirm_erasure(work, erasure_id)
            run_now(key)
            flash(_("The erasure has begun. This page shows how far it is."), "good")
            return redirect(url_for("privacy.show_erasure", erasure_id=erasure_id))
    return _page(erasure_id, form)


@pages.post("/data-protection/erasures/<uuid:erasure_id>/cancellation", allow=Permission.ERASURE_CONFIRM)
def cancel_erasure(erasure_id: UUID) -> ResponseReturnValue:
    """Stop it: what is erased stays erased."""
    with unit_of_work(current_actor()) as work:
        service.cancel_erasure(work, erasure_id)
    flash(_("Nothing more is erased."), "good")
    return redirect(url_for("privacy.show_erasure", erasure_id=erasure_id))


def _page(erasure_id: UUID, form: Form) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    found = queries.get_erasure(session, actor, erasure_id)
    return form.page(
        "privacy/erasure.html", erasure=found, places=queries.places_of(session, erasure_id), labels=labels,
        held=[one for one in queries.list_erasure_cases(session, erasure_id) if one.is_held],
        may_confirm=found.asked_by != actor.account_id,
    )  # fmt: skip
