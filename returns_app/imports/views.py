"""Cases from a file: template, preview, progress, cancel, the refused rows."""

import json
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.imports import queries, service
from returns_app.imports.forms import FileForm
from returns_app.imports.labels import STATES, TONES
from returns_app.imports.rules import COLUMNS, ImportState, rows_of
from returns_app.web.i18n import say
from returns_app.web.routing import Pages, current_actor
from returns_app.web.sheets import read_table, write_csv, write_xlsx

pages = Pages("imports", __name__, template_folder="templates")
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 200
EXAMPLE = (
    "A-001", "principal", "Amina", "Example", "1991-03-14", "document", "F", "NG", "passport", "NG", "X0000000",
    "+31600000000", "no", "NG", "VOL_ASSISTED", "NL-EURP", "v3", "en", "2026-03-02",
)  # fmt: skip


@pages.form("/case-imports", allow=Permission.CASE_IMPORT)
def list_imports() -> ResponseReturnValue:
    """Send a file; it is looked at and nothing is opened yet."""
    form = FileForm()
    if form.validate_on_submit() and form.file.data is not None:
        with form.refusals():
            rows = rows_of(read_table(form.file.data.read()))
            with unit_of_work(current_actor()) as work:
                kept = service.receive_file(work, rows)
            return redirect(url_for("imports.show_import", import_id=kept.id))
    found = queries.list_imports(db.session(), current_actor())
    return form.page("imports/list.html", found=found, states=STATES, tones=TONES, columns=COLUMNS)


@pages.get("/case-imports/template.csv", allow=Permission.CASE_IMPORT)
def download_template() -> ResponseReturnValue:
    """The columns, and a row to write over."""
    return _file(write_csv(COLUMNS, [EXAMPLE]), "text/csv; charset=utf-8", "cases.csv")


@pages.get("/case-imports/<uuid:import_id>", allow=Permission.CASE_IMPORT)
def show_import(import_id: UUID) -> ResponseReturnValue:
    """What was found in the file, and how far it is."""
    kept = queries.get_import(db.session(), current_actor(), import_id)
    problems = [(row, column, say(sentence, **params)) for row, column, sentence, params in kept.problems[:MOST_SHOWN]]
    page = render_template(
        "imports/show.html", kept=kept, problems=problems, states=STATES, tones=TONES, most=MOST_SHOWN,
        is_running=kept.state is ImportState.RUNNING, is_ready=kept.state is ImportState.READY,
    )  # fmt: skip
    answer = make_response(page)
    if kept.state is ImportState.RUNNING:
        answer.headers["Refresh"] = "2"  # progress without script
    return answer


@pages.post("/case-imports/<uuid:import_id>/start", allow=Permission.CASE_IMPORT)
def start_import(import_id: UUID) -> ResponseReturnValue:
    """Open the good cases in the background."""
    with unit_of_work(current_actor()) as work:
        service.start_import(work, import_id)
    return redirect(url_for("imports.show_import", import_id=import_id))


@pages.post("/case-imports/<uuid:import_id>/cancel", allow=Permission.CASE_IMPORT)
def cancel_import(import_id: UUID) -> ResponseReturnValue:
    """Stop after the batch under way."""
    with unit_of_work(current_actor()) as work:
        service.cancel_import(work, import_id)
    flash(_("Cancelled. What was opened stays open; nothing more is opened."))
    return redirect(url_for("imports.show_import", import_id=import_id))


@pages.get("/case-imports/<uuid:import_id>/refused.xlsx", allow=Permission.CASE_IMPORT)
def download_refused(import_id: UUID) -> ResponseReturnValue:
    """The rows that need attention, with the reason beside them, to correct and send again."""
    kept = queries.get_import(db.session(), current_actor(), import_id)
    why: dict[int, list[str]] = {}
    for row, column, sentence, params in kept.problems:
        why.setdefault(row, []).append(f"{column}: {say(sentence, **params)}")
    rows: list[Any] = json.loads(kept.content or "[]")
    refused = [
        [*(cells.get(name, "") for name in COLUMNS), " ".join(why[number])] for number, cells in rows if number in why
    ]
    record_read(current_actor(), Action.CASES_LISTED, file=kept.id, shown=len(refused))
    return _file(write_xlsx([*COLUMNS, _("what to correct")], refused), SHEET, "refused.xlsx")


def _file(data: bytes, kind: str, name: str) -> ResponseReturnValue:
    answer = make_response(data)
    answer.headers["Content-Type"] = kind
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
