"""The one way a list goes out: on record first, then as a marked file."""

from collections.abc import Sequence

from flask import make_response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.clock import utc_now
from returns_app.db.unit_of_work import unit_of_work
from returns_app.exports.rules import ExportAsked, FileKind
from returns_app.exports.service import record_export
from returns_app.web.filters import moment
from returns_app.web.routing import current_actor
from returns_app.web.sheets import Value, write_csv, write_xlsx

TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
}


def send_list(asked: ExportAsked, head: Sequence[str], rows: Sequence[Sequence[Value]]) -> ResponseReturnValue:
    """Record the export, then answer with the file; call it inside `form.refusals()`."""
    actor = current_actor()
    with unit_of_work(actor) as work:
        number = record_export(work, asked, len(rows))
    mark = _(
        "Restricted: personal data. Exported %(at)s by %(organisation)s, export %(number)s. Delete it when it is no longer needed.",
        at=moment(utc_now()), organisation=actor.organisation_name, number=str(number)[:8],
    )  # fmt: skip
    write = write_xlsx if asked.kind is FileKind.XLSX else write_csv
    answer = make_response(write(head, rows, mark=mark))
    answer.headers["Content-Type"] = TYPES[asked.kind]
    answer.headers["Content-Disposition"] = f'attachment; filename="{asked.what}-{str(number)[:8]}.{asked.kind}"'
    return answer
