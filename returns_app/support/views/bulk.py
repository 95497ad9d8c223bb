"""Many deliveries from a spreadsheet: template, preview, booking, the rows that were refused."""

from uuid import UUID

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.jobs.service import run_now
from returns_app.support import labels, queries, service
from returns_app.support.forms import UploadForm
from returns_app.support.rules.bulk import COLUMNS, Row, RowState, UploadStatus, count
from returns_app.support.views.blueprint import pages
from returns_app.web.i18n import say
from returns_app.web.routing import current_actor
from returns_app.web.sheets import Value, write_csv, write_xlsx

AT_ONCE = 200  # rows that are booked while the sender waits; more go to the worker
SHOWN = 300
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.form("/deliveries/uploads/new", allow=Permission.SUPPORT_DELIVER)
def upload_deliveries() -> ResponseReturnValue:
    """Choose a file; what was understood is shown before anything is booked."""
    form = UploadForm()
    if form.validate_on_submit():
        with form.refusals():
            rows = form.rows()
            with unit_of_work(current_actor()) as work:
                upload_id = service.keep_upload(work, rows).id
            return redirect(url_for("support.show_upload", upload_id=upload_id))
    return form.page("support/upload.html", columns=COLUMNS)


@pages.get("/deliveries/uploads/<uuid:upload_id>", allow=Permission.SUPPORT_DELIVER)
def show_upload(upload_id: UUID) -> ResponseReturnValue:
    """What was understood, what needs attention, how far it is booked."""
    upload = queries.get_upload(db.session(), current_actor(), upload_id)
    rows = service.rows_of(upload)
    record_read(current_actor(), Action.PLAN_READ, upload=upload_id, rows=len(rows))
    wrong = [row for row in rows if row.state in {RowState.WRONG, RowState.REFUSED}]
    noted = [row for row in rows if row.understood]
    counts = {state.value: count(rows, state) for state in RowState}
    page = UploadForm(formdata=None).page(
        "support/upload_preview.html", upload=upload, counts=counts, wrong=wrong[:SHOWN], noted=noted[:SHOWN],
        say=say, columns=labels.COLUMN_NAMES, is_booking=upload.status is UploadStatus.BOOKING,
    )  # fmt: skip
    answer = make_response(page)
    if upload.status is UploadStatus.BOOKING:
        answer.headers["Refresh"] = "3"  # how far it is, without script
    return answer


@pages.post("/deliveries/uploads/<uuid:upload_id>/booking", allow=Permission.SUPPORT_DELIVER)
def book_upload(upload_id: UUID) -> ResponseReturnValue:
    """Book the good rows; pressing twice changes nothing."""
    upload = queries.get_upload(db.session(), current_actor(), upload_id)
    if upload.status is UploadStatus.PREVIEW:
        total = upload.rows_total
        with unit_of_work(current_actor()) as work:
            service.begin_booking(work, upload_id)
        if total <= AT_ONCE:
            run_now(service.upload_key(upload_id))
    return redirect(url_for("support.show_upload", upload_id=upload_id))


@pages.post("/deliveries/uploads/<uuid:upload_id>/cancellation", allow=Permission.SUPPORT_DELIVER)
def cancel_upload(upload_id: UUID) -> ResponseReturnValue:
    """Book none, or no more."""
    with unit_of_work(current_actor()) as work:
        service.cancel_upload(work, upload_id)
    flash(_("Stopped. What was booked before stays booked."))
    return redirect(url_for("support.show_upload", upload_id=upload_id))


@pages.get("/deliveries/uploads/<uuid:upload_id>/refused.csv", allow=Permission.SUPPORT_DELIVER)
def refused_rows(upload_id: UUID) -> ResponseReturnValue:
    """The rows to mend, with the reason of each, in the columns of the template."""
    upload = queries.get_upload(db.session(), current_actor(), upload_id)
    wrong = [row for row in service.rows_of(upload) if row.state in {RowState.WRONG, RowState.REFUSED}]
    record_read(current_actor(), Action.PLAN_READ, upload=upload_id, rows=len(wrong))
    return _sent(write_csv([*COLUMNS, "problem"], map(_with_reason, wrong)), "text/csv", "refused.csv")


@pages.get("/deliveries/template.xlsx", allow=Permission.SUPPORT_DELIVER)
def template_xlsx() -> ResponseReturnValue:
    """The columns, with the open plan lines to fill in."""
    return _sent(write_xlsx(COLUMNS, _template_rows()), XLSX, "deliveries.xlsx")


@pages.get("/deliveries/template.csv", allow=Permission.SUPPORT_DELIVER)
def template_csv() -> ResponseReturnValue:
    """The same as text."""
    return _sent(write_csv(COLUMNS, _template_rows()), "text/csv", "deliveries.csv")


def _template_rows() -> list[list[Value]]:
    lines = queries.list_open_lines(db.session(), current_actor())
    record_read(current_actor(), Action.PLAN_READ, part="template", lines=len(lines))
    return [[reference, line.position, "", "", "", "", "", line.item] for reference, line in lines]


def _with_reason(row: Row) -> list[Value]:
    return [*row.cells, " ".join(say(problem.message, **problem.params) for problem in row.problems)]


def _sent(content: bytes, media_type: str, name: str) -> ResponseReturnValue:
    response = make_response(content)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
