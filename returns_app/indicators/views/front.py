"""The front page of figures: six tiles, four drawings with their tables, each as a file too; of the newest release.

Working figures, which move with every case, are a page of their own for the restricted role.
"""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.indicators import drawing, service
from returns_app.indicators.queries.front import Front, get_front, get_working
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.views.blueprint import attachment, pages
from returns_app.web.routing import current_actor


@pages.get("/indicators", allow=Permission.FIGURES_READ)
def show_front() -> ResponseReturnValue:
    """Figures at a glance: the newest release."""
    return _page(_noted(get_front(db.session(), current_actor()), "front"), is_working=False)


@pages.get("/indicators/working", allow=Permission.FIGURES_RESTRICTED)
def show_working() -> ResponseReturnValue:
    """Figures at a glance as they stand now."""
    return _page(_noted(get_working(db.session(), current_actor(), today()), "working"), is_working=True)


@pages.get("/indicators/drawings/<kind>", allow=Permission.FIGURES_READ)
def download_drawing(kind: str) -> ResponseReturnValue:
    """The numbers of one drawing, with what it takes to read them."""
    return _file(kind, get_front(db.session(), current_actor()), "front")


@pages.get("/indicators/working/drawings/<kind>", allow=Permission.FIGURES_RESTRICTED)
def download_working_drawing(kind: str) -> ResponseReturnValue:
    """The same of the working figures."""
    return _file(kind, get_working(db.session(), current_actor(), today()), "working")


@pages.post("/indicators/refresh", allow=Permission.FIGURES_RESTRICTED)
def refresh() -> ResponseReturnValue:
    """Read the events that came since the last time."""
    actor = current_actor()
    if actor.organisation_id is None:
        raise NotFound
    with unit_of_work(actor) as work:
        read = service.refresh_figures(work, actor.organisation_id)
    flash(_("The figures are up to date: %(count)s records were read.", count=read))
    return redirect(url_for("indicators.show_working"))


def _page(front: Front | None, *, is_working: bool) -> ResponseReturnValue:
    made = {"charts": [], "tiles": [], "heat": ([], [])} if front is None else {
        "tiles": drawing.tiles(front, current_actor()), "charts": drawing.charts(front), "heat": drawing.heat(front),
    }  # fmt: skip
    return render_template(
        "indicators/front.html", front=front, is_working=is_working, **made,
        caveats=[(code, WORDS[code]) for code in drawing.CAVEATS],
        file="indicators.download_working_drawing" if is_working else "indicators.download_drawing",
    )  # fmt: skip


def _file(kind: str, front: Front | None, what: str) -> Response:
    if kind not in drawing.DRAWINGS or front is None:
        raise NotFound
    content = drawing.sheet(kind, front)
    _noted(front, f"{what}-drawing-{kind}")
    return attachment(content, f"returns-{kind}-{front.release or today().isoformat()}.csv", "text/csv; charset=utf-8")


def _noted(front: Front | None, what: str) -> Front | None:
    record_read(current_actor(), Action.FIGURES_READ, channel="protected", figure=what, by="", year=today().year)
    return front
