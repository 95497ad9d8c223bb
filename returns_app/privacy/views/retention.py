"""Retention: the dated rules, what the next run would erase, and asking for it."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.privacy import service
from returns_app.privacy.queries.retention import preview
from returns_app.privacy.views.blueprint import pages
from returns_app.web.forms import Form
from returns_app.web.routing import current_actor


@pages.get("/data-protection/retention", allow=Permission.PRIVACY_READ)
def show_retention() -> ResponseReturnValue:
    """The rules and the preview: counts and references, no names."""
    return _page(Form(formdata=None))


@pages.post("/data-protection/retention/runs", allow=Permission.PRIVACY_MANAGE)
def ask_run() -> ResponseReturnValue:
    """Ask for a run of what is due today; a second person confirms it."""
    form = Form()
    with form.refusals(), unit_of_work(current_actor()) as work:
        run = service.ask_retention_run(work, own())
        work.session.flush()
        flash(_("The run waits for a second person."), "good")
        return redirect(url_for("privacy.show_erasure", erasure_id=run.id))
    return _page(form)


def own() -> UUID:
    """The officer's organisation."""
    organisation_id = current_actor().organisation_id
    assert organisation_id is not None  # noqa: S101  (whoever is signed in has one)
    return organisation_id


def _page(form: Form) -> ResponseReturnValue:
    due = preview(db.session(), own(), today())
    record_read(current_actor(), Action.RETENTION_READ, due=len(due.cases))
    return form.page("privacy/retention.html", due=due)
