"""Reading evidence files and findings about them."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from returns_app.cases.models import ReturnCase
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Permission
from returns_app.db.encrypted import key_ring
from returns_app.support.models import Delivery, EvidenceFile, SupportFinding
from returns_app.support.queries.sight import case_of_line
from returns_app.support.rules import FindingKind, FindingStatus

MOST_FINDINGS = 200


def get_file(session: Session, actor: Actor, file_id: UUID) -> EvidenceFile:
    """A file with its pieces, for whoever may see its case."""
    wanted = select(EvidenceFile).where(EvidenceFile.id == file_id).options(selectinload(EvidenceFile.chunks))
    found = session.scalars(wanted).first()
    if found is None:
        raise NotFound
    of_line = session.scalars(select(Delivery.line_id).where(Delivery.file_id == file_id)).first()
    case_of_line(session, actor, found.case_id, of_line or file_id)
    return found


def read_content(session: Session, file: EvidenceFile) -> bytes:
    """The bytes of a file; Unreadable when a piece was changed, moved or taken away."""
    key, last = key_ring(session).reading(file.id), len(file.chunks) - 1
    return b"".join(
        key.open(chunk.sealed, chunk.place(is_last=position == last)) for position, chunk in enumerate(file.chunks)
    )


def small_place(file_id: UUID) -> str:
    """What the seal of a small picture is bound to."""
    return f"evidence_file|small|{file_id}"


def read_small(session: Session, file: EvidenceFile) -> bytes:
    """The small picture of a file; NotFound where there is none."""
    if file.small is None:
        raise NotFound
    return key_ring(session).reading(file.id).open(file.small, small_place(file.id))


def _findings(actor: Actor) -> Select[SupportFinding]:
    """An authority reads the findings about its own cases; nobody else reads any."""
    if actor.is_system:
        return select(SupportFinding)
    mine = SupportFinding.organisation_id == actor.organisation_id
    return select(SupportFinding).where(mine if actor.may(Permission.SUPPORT_REVIEW) else false())


def list_findings(session: Session, actor: Actor) -> list[tuple[SupportFinding, str, str]]:
    """Open findings first, with the references of both cases."""
    one, other = aliased(ReturnCase), aliased(ReturnCase)
    mine = _findings(actor).with_only_columns(SupportFinding.id)
    wanted = select(SupportFinding, one.reference, other.reference).where(SupportFinding.id.in_(mine))
    wanted = wanted.join(one, one.id == SupportFinding.case_id).join(other, other.id == SupportFinding.other_case_id)
    is_open = SupportFinding.status == FindingStatus.OPEN
    found = session.execute(wanted.order_by(is_open.desc(), SupportFinding.found_at.desc()).limit(MOST_FINDINGS))
    return [(finding, reference, theirs) for finding, reference, theirs in found]


def get_finding(session: Session, actor: Actor, finding_id: UUID) -> SupportFinding:
    """One finding the actor may answer."""
    found = session.scalars(_findings(actor).where(SupportFinding.id == finding_id)).first()
    if found is None:
        raise NotFound
    return found


def count_findings(session: Session, actor: Actor, case_id: UUID) -> int:
    """Open findings about one case."""
    wanted = _findings(actor).where(SupportFinding.case_id == case_id, SupportFinding.status == FindingStatus.OPEN)
    return session.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def owner_of(session: Session, case_id: UUID) -> UUID | None:
    """The authority whose case it is, as the house reads it."""
    return session.scalar(select(ReturnCase.organisation_id).where(ReturnCase.id == case_id))


class Side(NamedTuple):
    """One of two cases with the same evidence."""

    reference: str
    case_id: UUID
    principal_id: UUID


def sides_of(session: Session, case_ids: Collection[UUID]) -> list[Side]:
    """The cases of a finding, as the house reads them."""
    wanted = select(ReturnCase.reference, ReturnCase.id, ReturnCase.principal_id).where(ReturnCase.id.in_(case_ids))
    return [Side(*row) for row in session.execute(wanted)]


def kinds_between(session: Session, one: UUID, other: UUID) -> list[FindingKind]:
    """What was found to be the same in two cases and is not explained, in a fixed order."""
    pair = (SupportFinding.case_id.in_((one, other)), SupportFinding.other_case_id.in_((one, other)))
    wanted = select(SupportFinding.kind).where(*pair, SupportFinding.status != FindingStatus.EXPLAINED).distinct()
    return sorted(session.scalars(wanted))


def list_files(session: Session, case_id: UUID) -> list[EvidenceFile]:
    """The files of a case with their pieces, in the order they came."""
    wanted = select(EvidenceFile).where(EvidenceFile.case_id == case_id).options(selectinload(EvidenceFile.chunks))
    return list(session.scalars(wanted.order_by(EvidenceFile.stored_at, EvidenceFile.id)))
