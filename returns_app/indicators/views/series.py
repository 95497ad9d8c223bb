"""Series from elsewhere: the list, one series by country and period, the import."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import settings, unit_of_work
from returns_app.indicators import service
from returns_app.indicators.forms import SeriesForm
from returns_app.indicators.queries.series import get_series, list_series, table_of
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.views.blueprint import pages
from returns_app.web.routing import current_actor


@pages.get("/indicators/series", allow=Permission.FIGURES_READ)
def show_series_list() -> ResponseReturnValue:
    """Every imported file with its provenance."""
    return render_template("indicators/series.html", found=list_series(db.session()))


@pages.get("/indicators/series/<uuid:series_id>", allow=Permission.FIGURES_READ)
def show_series(series_id: UUID) -> ResponseReturnValue:
    """One series: the greatest numbers of its last period as a heat table, with its breaks and warnings."""
    session = db.session()
    series = get_series(session, series_id)
    return render_template("indicators/one_series.html", one=series, table=table_of(session, series), words=WORDS)


@pages.form("/indicators/series/import", allow=Permission.FIGURES_IMPORT)
def import_series() -> ResponseReturnValue:
    """Bring in a file and say where it is from."""
    form = SeriesForm(most_mib=settings().max_upload_mib)
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            series = service.import_series(work, form.entry())
            flash(
                _("%(count)s numbers of %(dataset)s are imported.", count=series.observations, dataset=series.dataset)
            )
            return redirect(url_for("indicators.show_series", series_id=series.id))
    return form.page("indicators/import_series.html")
