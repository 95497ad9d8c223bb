"""The register of processors and recipients."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.safeguards import labels, queries, service
from returns_app.safeguards.forms import RecipientForm
from returns_app.safeguards.views.blueprint import pages
from returns_app.web.routing import current_actor


@pages.get("/data-protection/recipients", allow=Permission.PRIVACY_READ)
def list_recipients() -> ResponseReturnValue:
    """Who may receive personal data, and on what ground."""
    found = queries.list_recipients(db.session(), _own(), today())
    return render_template("safeguards/recipients.html", recipients=found, labels=labels)


@pages.form("/data-protection/recipients/new", allow=Permission.PRIVACY_MANAGE)
def record_recipient() -> ResponseReturnValue:
    """Record on what ground an organisation receives."""
    form = RecipientForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.record_recipient(work, _own(), form.entry())
            flash(_("The register is up to date. What it allows holds from now on."), "good")
            return redirect(url_for("safeguards.list_recipients"))
    return form.page("safeguards/record_recipient.html")


def _own() -> UUID:
    owner = current_actor().organisation_id
    assert owner is not None  # noqa: S101  (whoever is signed in has one)
    return owner
