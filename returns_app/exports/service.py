"""Keeping the register of exports, and their files for a day."""

from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session, undefer

from returns_app.core.actions import Action
from returns_app.core.errors import Denied
from returns_app.core.text import N_
from returns_app.db.data_keys import Exchange, seals
from returns_app.db.encrypted import key_ring
from returns_app.db.key_epochs import destroy_subject_keys
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.exports.models import ExportedCase, ExportFile, ListExport
from returns_app.exports.rules import LASTS, ExportAsked, SealedList, check_export
from returns_app.jobs.service import Effect, calls_out, every_night

EXPIRE = "exports.expire"


def keep_export(work: UnitOfWork, asked: ExportAsked, made: SealedList) -> None:
    """Put the export on record and keep its file for a day; its number stands in the file."""
    check_export(asked)
    if work.actor.organisation_id is None or work.actor.account_id is None:
        raise Denied("exports.nobody", N_("Files are given to people of an organisation only."))
    kept = ListExport(
        id=made.number, organisation_id=work.actor.organisation_id, account_id=work.actor.account_id,
        exported_at=work.now, what=asked.what, filters=asked.filters, kind=asked.kind, rows=len(made.cases),
        reason=asked.reason,
    )  # fmt: skip
    kept.text = asked.text.strip()
    work.add(kept)
    work.session.flush()
    if made.cases:
        rows = [{"export_id": kept.id, "case_id": case_id} for case_id in dict.fromkeys(made.cases)]
        work.session.execute(insert(ExportedCase), rows)
    file = ExportFile(
        export_id=kept.id, organisation_id=kept.organisation_id, account_id=kept.account_id, name=made.name,
        size=len(made.content), expires_at=work.now + LASTS,
    )  # fmt: skip
    file.sealed = key_ring(work.session).writing(file.id).seal(made.content, file.place)
    work.add(file)
    work.record(
        Action.LIST_EXPORTED, export=kept.id, what=asked.what, rows=len(made.cases), reason=asked.reason, kind=asked.kind,
        sealed_for="recipient" if asked.recipient else "passphrase",
    )  # fmt: skip


def remove_expired(work: UnitOfWork) -> None:
    """Take away the files whose day is over, their keys first."""
    over = select(ExportFile.id, ExportFile.export_id).where(ExportFile.expires_at <= work.now)
    found = {file_id: export_id for file_id, export_id in work.session.execute(over)}  # noqa: C416  (rows are no pairs)
    if not found:
        return
    destroy_subject_keys(work, found)
    work.session.execute(delete(ExportFile).where(ExportFile.id.in_(found)))
    for export_id in found.values():
        work.record(Action.EXPORT_EXPIRED, export=export_id)


@every_night(EXPIRE)
@calls_out(EXPIRE)
def expire(_payload: dict[str, Any]) -> Effect:
    """Nobody is called: what to do stands ready for the job's own transaction."""
    return remove_expired


@seals
def seal_export_files_anew(session: Session, exchange: Exchange) -> int:
    """Files that still wait for their maker."""
    found = session.scalars(
        select(ExportFile).where(ExportFile.id.in_(exchange.keys)).options(undefer(ExportFile.sealed))
    )
    files = found.all()
    for file in files:
        file.sealed = exchange.reseal(file.id, file.sealed, file.place)
    session.flush()
    return len(files)
