"""The sliding scale, and what became of applications with the bounds of a household bootstrap: restricted, explained."""

from flask import render_template
from flask.typing import ResponseReturnValue

from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.indicators.forms.scale import ScaleForm
from returns_app.indicators.presenting.scale import named_places, outcome_rows, scale_caveats, scale_sheet
from returns_app.indicators.queries.spells import stored_spells
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.rules.definitions import CATALOGUE
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.scale import DRAWS, SCALES, Bounded, Place, outcomes_by_day, places_of
from returns_app.indicators.views.blueprint import attachment, pages
from returns_app.web.routing import current_actor


@pages.get("/indicators/scale", allow=Permission.FIGURES_RESTRICTED)
def show_scale() -> ResponseReturnValue:
    """Chances of the lowest, middle and highest third by country, and outcomes by day."""
    form = ScaleForm()
    places, outcomes = _read(form, "scale")
    indicator, measure = SCALES[form.scale.data]
    return render_template(
        "indicators/scale.html", form=form, places=named_places(places), outcomes=outcome_rows(outcomes), draws=DRAWS,
        one=CATALOGUE[indicator], measure=measure, words=WORDS, caveats=scale_caveats(form.scale.data, form.year.data, today()),
    )  # fmt: skip


@pages.get("/indicators/scale/table.csv", allow=Permission.FIGURES_RESTRICTED)
def download_scale() -> ResponseReturnValue:
    """The chances as a file, with their warnings on every line."""
    form = ScaleForm()
    places, _outcomes = _read(form, "scale-file")
    content = scale_sheet(form.scale.data, form.year.data, places, today())
    return attachment(content, f"restricted-scale-{form.scale.data}-{form.year.data}.csv", "text/csv; charset=utf-8")


def _read(form: ScaleForm, what: str) -> tuple[list[Place], list[Bounded]]:
    spells, day = stored_spells(db.session(), current_actor().organisation_id), today()
    figure = SCALES[form.scale.data][0]
    record_read(current_actor(), Action.FIGURES_READ, channel=what, figure=figure, by="citizen", year=form.year.data)
    places = places_of(spells, form.scale.data, form.year.data, day, registers().deadlines(day))
    return places, outcomes_by_day(spells, form.year.data, day)
