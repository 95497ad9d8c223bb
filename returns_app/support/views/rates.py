"""Exchange rates: one by one, or a published file."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.support import labels, queries, service
from returns_app.support.forms import RateFileForm, RateForm
from returns_app.support.views.blueprint import pages
from returns_app.web.forms import Form
from returns_app.web.routing import current_actor


@pages.form("/exchange-rates", allow=Permission.RATE_SET)
def list_rates() -> ResponseReturnValue:
    """Exchange rates, and one more."""
    form = RateForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.record_rate(work, form.entry())
            flash(_("Rate recorded. What was booked before stays as it was booked."))
            return redirect(url_for("support.list_rates"))
    return _page(form, form, RateFileForm(formdata=None))


@pages.post("/exchange-rates/import", allow=Permission.RATE_SET)
def import_rates() -> ResponseReturnValue:
    """Every rate of a published file that is not known yet."""
    form = RateFileForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            number = service.import_rates(work, form.content())
            said = ngettext("%(num)s new rate recorded.", "%(num)s new rates recorded.", number)
            flash(said if number else _("The file holds no rate that was not known yet."))
            return redirect(url_for("support.list_rates"))
    return _page(form, RateForm(formdata=None), form)


def _page(form: Form, single: RateForm, file: RateFileForm) -> ResponseReturnValue:
    rates = queries.list_rates(db.session())
    return form.page("support/rates.html", rates=rates, labels=labels, single=single, file=file)
