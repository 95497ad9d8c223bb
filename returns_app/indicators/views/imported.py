"""What imported series tell about decisions, forced returns and operations: A2 and D5 by nationality, restricted."""

from flask import render_template
from flask.typing import ResponseReturnValue

from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.indicators import files
from returns_app.indicators.presenting.imported import Sheet, sheets_of
from returns_app.indicators.queries.imported import get_imported, newest_sources
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.rules.compiling import Scope
from returns_app.indicators.rules.definitions import CATALOGUE
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.imported import imported_entries
from returns_app.indicators.rules.releases import Entry
from returns_app.indicators.views.blueprint import attachment, pages
from returns_app.web.routing import current_actor

YEARS_BACK = 12


@pages.get("/indicators/imported", allow=Permission.FIGURES_RESTRICTED)
def show_imported() -> ResponseReturnValue:
    """A2 and D5 of the own member state, period by period."""
    sources, entries = _entries("page")
    tables: list[Sheet] = sheets_of(entries)
    return render_template(
        "indicators/imported.html", tables=tables, sources=sorted(sources), words=WORDS, catalogue=CATALOGUE
    )


@pages.get("/indicators/imported/table.csv", allow=Permission.FIGURES_RESTRICTED)
def download_imported() -> ResponseReturnValue:
    """The same numbers as a file, each with its warnings."""
    _sources, entries = _entries("file")
    content = files.entries_csv(f"IMPORTED-{today().isoformat()}", entries)
    return attachment(content, f"restricted-imported-{today().isoformat()}.csv", "text/csv; charset=utf-8")


def _entries(channel: str) -> tuple[dict[str, str], list[Entry]]:
    session, day = db.session(), today()
    sources = newest_sources(session)
    found = get_imported(session, current_actor().member_state or "", sources)
    scope = Scope(str(day.year), Audience.RESTRICTED, day)
    record_read(
        current_actor(), Action.FIGURES_READ, channel=f"imported-{channel}", figure="A2 D5", by="", year=day.year
    )
    return sources, list(imported_entries(found, scope, registers(), YEARS_BACK))
