"""The files somebody made, for a day."""

from uuid import UUID

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from returns_app.core.actions import Action
from returns_app.core.clock import utc_now
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read
from returns_app.exports import labels, queries
from returns_app.web.routing import Pages, current_actor

pages = Pages("exports", __name__, template_folder="templates")


@pages.get("/exports", allow=Permission.CASE_EXPORT)
def list_files() -> ResponseReturnValue:
    """The reader's own exports, and those that can still be fetched."""
    found = queries.list_own(db.session(), current_actor(), utc_now())
    return render_template("exports/list.html", exports=found, labels=labels)


@pages.get("/exports/<uuid:file_id>/file", allow=Permission.CASE_EXPORT)
def fetch_file(file_id: UUID) -> ResponseReturnValue:
    """The file as it was sealed: only its reader opens it."""
    actor = current_actor()
    file, content = queries.fetch_file(db.session(), actor, file_id, utc_now())
    record_read(actor, Action.EXPORT_FETCHED, export=file.export_id)
    answer = make_response(content)
    answer.headers["Content-Type"] = "application/octet-stream"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer
