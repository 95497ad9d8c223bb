"""Keeping evidence: checked, sealed in pieces under a key of its own, once per case."""

from hashlib import sha256
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from returns_app.core.actions import Action
from returns_app.db.data_keys import Exchange, seals
from returns_app.db.encrypted import key_ring, key_store
from returns_app.db.unit_of_work import UnitOfWork, settings
from returns_app.jobs.service import promise
from returns_app.support.models import EvidenceChunk, EvidenceFile, PictureBand
from returns_app.support.queries import small_place
from returns_app.support.rules import CheckedFile, Upload, bands, check_evidence
from returns_app.support.scanning import is_configured
from returns_app.support.service.scans import SCAN_FILE, scan_key

PIECE = 256 * 1024


def store_file(work: UnitOfWork, case_id: UUID, upload: Upload) -> EvidenceFile:
    """Keep a file of a case the caller has looked up; the same content is kept once per case."""
    checked = check_evidence(upload, settings().max_upload_mib, strips=not settings().evidence_keeps_place)
    content_index = key_store().index("evidence_file.content", sha256(checked.content).hexdigest())
    known = _find_same(work, case_id, content_index)
    if known is not None:
        return known
    file = work.add(_file(work, case_id, checked, content_index))
    work.session.flush()
    _seal(work, file, checked.content)
    if checked.picture is not None:
        _keep_looks(work, file, checked.picture.small, checked.picture.fingerprint)
    work.session.flush()
    if is_configured():
        promise(work, SCAN_FILE, {"file_id": str(file.id)}, key=scan_key(file.id))
    work.record(Action.FILE_STORED, case_id=case_id, file=file.id, size=file.size, media_type=file.media_type)
    return file


def _find_same(work: UnitOfWork, case_id: UUID, content_index: bytes) -> EvidenceFile | None:
    same = (EvidenceFile.case_id == case_id, EvidenceFile.content_index == content_index)
    return work.session.scalars(select(EvidenceFile).where(*same)).first()


def _file(work: UnitOfWork, case_id: UUID, checked: CheckedFile, content_index: bytes) -> EvidenceFile:
    return EvidenceFile(
        case_id=case_id,
        name=checked.name,
        media_type=checked.media_type,
        size=len(checked.content),
        content_index=content_index,
        is_scanned=False,
        stored_by=work.actor.account_id,
        stored_at=work.now,
    )


def _keep_looks(work: UnitOfWork, file: EvidenceFile, small: bytes, fingerprint: int) -> None:
    file.small = key_ring(work.session).writing(file.id).seal(small, small_place(file.id))
    file.picture = f"{fingerprint:016x}"
    for band, value in enumerate(bands(fingerprint)):
        value_bi = key_store().index(f"picture.{band}", f"{value:04x}")
        work.add(PictureBand(file_id=file.id, band=band, value_bi=value_bi))


def _seal(work: UnitOfWork, file: EvidenceFile, content: bytes) -> None:
    key = key_ring(work.session).writing(file.id)
    starts = range(0, len(content), PIECE)
    for position, start in enumerate(starts):
        chunk = EvidenceChunk(file_id=file.id, position=position)
        chunk.sealed = key.seal(content[start : start + PIECE], chunk.place(is_last=position == len(starts) - 1))
        work.add(chunk)


@seals
def seal_files_anew(session: Session, exchange: Exchange) -> int:
    """The small picture and the pieces of each file, one file after the other."""
    small = select(EvidenceFile.id, EvidenceFile.small).where(EvidenceFile.id.in_(exchange.keys))
    done = 0
    for file_id, sealed in session.execute(small).all():
        if sealed:
            fresh = exchange.reseal(file_id, sealed, small_place(file_id))
            session.execute(update(EvidenceFile).where(EvidenceFile.id == file_id).values(small=fresh))
        done += bool(sealed) + _seal_pieces_anew(session, exchange, file_id)
    return done


def _seal_pieces_anew(session: Session, exchange: Exchange, file_id: UUID) -> int:
    wanted = select(EvidenceChunk).where(EvidenceChunk.file_id == file_id).order_by(EvidenceChunk.position)
    pieces = session.scalars(wanted).all()
    for piece in pieces:
        piece.sealed = exchange.reseal(file_id, piece.sealed, piece.place(is_last=piece is pieces[-1]))
    session.flush()
    return len(pieces)
