"""The register of breaches and its clock."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.clock import utc_now
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.privacy import labels, service
from returns_app.privacy.forms import BreachForm, BreachNewsForm
from returns_app.privacy.queries import breaches as queries
from returns_app.privacy.rules.breaches import deadline
from returns_app.privacy.views.blueprint import pages
from returns_app.web.routing import current_actor


@pages.get("/data-protection/breaches", allow=Permission.PRIVACY_READ)
def list_breaches() -> ResponseReturnValue:
    """Every breach, open ones first."""
    found = queries.list_breaches(db.session(), current_actor())
    return render_template(
        "privacy/breaches.html", breaches=found, labels=labels, deadline=deadline, moment_now=utc_now()
    )


@pages.form("/data-protection/breaches/new", allow=Permission.PRIVACY_MANAGE)
def record_breach() -> ResponseReturnValue:
    """Record a breach."""
    form = BreachForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            made = service.record_breach(work, form.entry())
            work.session.flush()
            return redirect(url_for("privacy.change_breach", breach_id=made.id))
    return form.page("privacy/record_breach.html")


@pages.form("/data-protection/breaches/<uuid:breach_id>", allow=Permission.PRIVACY_MANAGE)
def change_breach(breach_id: UUID) -> ResponseReturnValue:
    """Whom was told, what was done."""
    breach = queries.get_breach(db.session(), current_actor(), breach_id)
    told = {
        "authority_told": breach.authority_told_at,
        "people_told": breach.people_told_at,
        "is_closed": breach.closed_at,
    }
    form = BreachNewsForm(obj=breach, data={name: moment is not None for name, moment in told.items()})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.change_breach(work, breach_id, form.news())
            flash(_("The register of breaches is up to date."), "good")
            return redirect(url_for("privacy.list_breaches"))
    until = deadline(breach.known_at)
    return form.page("privacy/breach.html", breach=breach, labels=labels, until=until, is_late=utc_now() > until)
