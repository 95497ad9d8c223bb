"""The front page of figures: six tiles, four drawings with their tables, each as a file too."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.indicators import drawing, service
from returns_app.indicators.queries.front import Front, get_front
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.views.blueprint import attachment, pages
from returns_app.web.routing import current_actor


@pages.get("/indicators", allow=Permission.FIGURES_READ)
def show_front() -> ResponseReturnValue:
    """Figures at a glance."""
    front = _front("front")
    return render_template(
        "indicators/front.html", front=front, tiles=drawing.tiles(front, current_actor()), charts=drawing.charts(front),
        heat=drawing.heat(front), caveats=[(code, WORDS[code]) for code in drawing.CAVEATS], year=today().year,
    )  # fmt: skip


@pages.get("/indicators/drawings/<kind>", allow=Permission.FIGURES_READ)
def download_drawing(kind: str) -> ResponseReturnValue:
    """The numbers of one drawing, with what it takes to read them."""
    if kind not in drawing.DRAWINGS:
        raise NotFound
    content = drawing.sheet(kind, _front(f"drawing-{kind}"))
    return attachment(content, f"returns-{kind}-{today().isoformat()}.csv", "text/csv; charset=utf-8")


@pages.post("/indicators/refresh", allow=Permission.FIGURES_READ)
def refresh() -> ResponseReturnValue:
    """Read the events that came since the last time."""
    actor = current_actor()
    if actor.organisation_id is None:
        raise NotFound
    with unit_of_work(actor) as work:
        read = service.refresh_figures(work, actor.organisation_id)
    flash(_("The figures are up to date: %(count)s records were read.", count=read))
    return redirect(url_for("indicators.show_front"))


def _front(what: str) -> Front:
    front = get_front(db.session(), current_actor(), today())
    record_read(current_actor(), Action.FIGURES_READ, channel="protected", figure=what, by="", year=today().year)
    return front
