"""Evidence files, sent so that they can do nothing."""

from io import BytesIO
from uuid import UUID

from flask import send_file
from flask.typing import ResponseReturnValue

from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Permission
from returns_app.core.text import N_
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read
from returns_app.support import queries
from returns_app.support.views.blueprint import pages
from returns_app.web.routing import current_actor

SANDBOX = "default-src 'none'; sandbox"


@pages.get("/support/files/<uuid:file_id>", allow=Permission.SUPPORT_READ)
def download_file(file_id: UUID) -> ResponseReturnValue:
    """An evidence file, never shown inside a page of this house."""
    file = queries.get_file(db.session(), current_actor(), file_id)
    if file.is_infected:
        sentence = N_("The malware scanner refused this file. It is kept as evidence and never opened.")
        raise RuleBroken("support.file_infected", sentence)
    content = queries.read_content(db.session(), file)
    record_read(current_actor(), Action.FILE_READ, case_id=file.case_id, file=file.id, size=file.size)
    response = send_file(BytesIO(content), mimetype=file.media_type, as_attachment=True, download_name=file.name)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Malware-Scan"] = "done" if file.is_scanned else "none"
    return response


@pages.get("/support/files/<uuid:file_id>/thumbnail", allow=Permission.SUPPORT_READ)
def show_thumbnail(file_id: UUID) -> ResponseReturnValue:
    """A small copy of a photo, made anew from its pixels: the file itself is not opened."""
    file = queries.get_file(db.session(), current_actor(), file_id)
    small = queries.read_small(db.session(), file)
    record_read(current_actor(), Action.FILE_READ, case_id=file.case_id, file=file.id, part="thumbnail")
    response = send_file(BytesIO(small), mimetype="image/jpeg")
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
