"""Reading exports: everybody their own, and nobody another's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session, undefer

from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.db.encrypted import key_ring
from returns_app.exports.models import ExportFile, ListExport

MOST = 50


@dataclass(frozen=True, slots=True)
class OwnExport:
    """An export of the reader's, and its file while it can be fetched."""

    export: ListExport
    file: ExportFile | None


def visible_files(actor: Actor, now: datetime) -> Select[ExportFile]:
    """The files the actor made within the last day."""
    if actor.account_id is None:
        return select(ExportFile).where(false())
    return select(ExportFile).where(ExportFile.account_id == actor.account_id, ExportFile.expires_at > now)


def list_own(session: Session, actor: Actor, now: datetime) -> list[OwnExport]:
    """The actor's exports, the newest first."""
    wanted = select(ListExport).where(ListExport.account_id == actor.account_id)
    exports = session.scalars(wanted.order_by(ListExport.exported_at.desc(), ListExport.id).limit(MOST)).all()
    files = {file.export_id: file for file in session.scalars(visible_files(actor, now))}
    return [OwnExport(export, files.get(export.id)) for export in exports]


def fetch_file(session: Session, actor: Actor, file_id: UUID, now: datetime) -> tuple[ExportFile, bytes]:
    """A file and what is in it, still sealed for its reader; NotFound for others and when its day is over."""
    wanted = visible_files(actor, now).where(ExportFile.id == file_id).options(undefer(ExportFile.sealed))
    file = session.scalars(wanted).first()
    if file is None:
        raise NotFound
    return file, key_ring(session).reading(file.id).open(file.sealed, file.place)
