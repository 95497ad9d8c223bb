"""The one way a list goes out: marked, sealed for its reader, on record, and kept for a day for whoever made it."""

from collections.abc import Sequence
from typing import TypeAlias
from uuid import UUID, uuid4

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.clock import utc_now
from returns_app.db.unit_of_work import unit_of_work
from returns_app.exports.rules import ExportAsked, FileKind, SealedList, check_export
from returns_app.exports.service import keep_export
from returns_app.web.filters import moment
from returns_app.web.routing import current_actor
from returns_app.web.sealed_files import Reader, seal_for
from returns_app.web.sheets import Value, write_csv, write_xlsx

Rows: TypeAlias = Sequence[tuple[UUID, Sequence[Value]]]
"""The case that a row tells about, and the row."""


def send_list(asked: ExportAsked, head: Sequence[str], rows: Rows) -> ResponseReturnValue:
    """Make and keep a file whose rows belong to cases, show where it can be fetched; call it inside `form.refusals()`."""
    check_export(asked)
    made = _sealed(asked, head, rows)  # before the unit of work: a passphrase takes its time
    with unit_of_work(current_actor()) as work:
        keep_export(work, asked, made)
    flash(_("The file is ready. Fetch it within 24 hours."), "good")
    return redirect(url_for("exports.list_files"))


def _sealed(asked: ExportAsked, head: Sequence[str], rows: Rows) -> SealedList:
    actor, number = current_actor(), uuid4()
    mark = _(
        "Restricted: personal data. Exported %(at)s by %(name)s, %(organisation)s, export %(number)s. Delete it when it is "
        "no longer needed.",
        at=moment(utc_now()), name=actor.name, organisation=actor.organisation_name, number=str(number)[:8],
    )  # fmt: skip
    write = write_xlsx if asked.kind is FileKind.XLSX else write_csv
    sealed = seal_for(
        write(head, [row for _case, row in rows], mark=mark), Reader(asked.passphrase, asked.recipient.strip())
    )
    return SealedList(
        number, f"{asked.what}-{str(number)[:8]}.{asked.kind}.age", tuple(case_id for case_id, _row in rows), sealed
    )
