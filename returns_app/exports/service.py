"""Keeping the register of exports."""

from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import Denied
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.exports.models import ListExport
from returns_app.exports.rules import ExportAsked, check_export


def record_export(work: UnitOfWork, asked: ExportAsked, rows: int) -> UUID:
    """Put the export on record before the file goes out; its number stands in the file."""
    check_export(asked)
    if work.actor.organisation_id is None or work.actor.account_id is None:
        raise Denied("exports.nobody", N_("Files are given to people of an organisation only."))
    kept = ListExport(
        organisation_id=work.actor.organisation_id, account_id=work.actor.account_id, exported_at=work.now,
        what=asked.what, filters=asked.filters, kind=asked.kind, rows=rows, reason=asked.reason,
    )  # fmt: skip
    kept.text = asked.text.strip()
    work.add(kept)
    work.record(Action.LIST_EXPORTED, export=kept.id, what=asked.what, rows=rows, reason=asked.reason, kind=asked.kind)
    return kept.id
