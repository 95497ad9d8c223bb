"""Having a stored file scanned for malware: outside any transaction, the word of the scanner stored with the job's end."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import Effect, TryLater, calls_out
from returns_app.support import queries
from returns_app.support.models import EvidenceFile
from returns_app.support.rules import FindingKind
from returns_app.support.scanning import NoScanner, Verdict, scan
from returns_app.support.service.findings import open_finding

SCAN_FILE = "support.scan_file"


def scan_key(file_id: UUID) -> str:
    """A file is scanned once."""
    return f"scan:{file_id}"


@calls_out(SCAN_FILE)
def scan_file(payload: dict[str, Any]) -> Effect | None:
    """Ask the scanner about a file."""
    file_id = UUID(payload["file_id"])
    with scope(system_actor("scanner")):
        wanted = select(EvidenceFile).where(EvidenceFile.id == file_id).options(selectinload(EvidenceFile.chunks))
        file = db.session().scalars(wanted).first()
        content = queries.read_content(db.session(), file) if file else b""
        db.session().rollback()
    try:
        verdict = scan(content)
    except NoScanner as fault:
        raise TryLater from fault
    return lambda work: _keep(work, file_id, verdict)


def _keep(work: UnitOfWork, file_id: UUID, verdict: Verdict) -> None:
    file = work.session.get(EvidenceFile, file_id)
    if file is None:
        return
    file.is_scanned, file.is_infected = True, verdict is Verdict.INFECTED
    if file.is_infected:
        open_finding(work, FindingKind.MALWARE, (file.case_id, file.id), (file.case_id, file.id))
    work.record(Action.FILE_SCANNED, case_id=file.case_id, file=file.id, verdict=verdict.value)
