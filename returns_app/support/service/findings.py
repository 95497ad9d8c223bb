"""Findings: the same invoice, file or photo in another case of the same authority, opened by the house, answered by finance."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from returns_app.cases.rules import OPEN_REVIEW
from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import handles, promise
from returns_app.support import queries
from returns_app.support.models import Delivery, EvidenceFile, PictureBand, SupportFinding
from returns_app.support.rules import FindingKind, FindingStatus, check_finding, looks_the_same

LOOK_FOR_DOUBLES = "support.look_for_doubles"
MOST_LOOKED_AT = 50
SAME_VALUE = "same_value"
EVIDENCE = {
    FindingKind.SAME_INVOICE: "invoice", FindingKind.SAME_FILE: "file", FindingKind.SAME_PICTURE: "picture",
}  # fmt: skip
"""What a reviewer sees of the two cases: the field that agrees."""


def promise_look(work: UnitOfWork, delivery_id: UUID) -> None:
    """Look, as the house, whether the evidence of a delivery was used before."""
    promise(work, LOOK_FOR_DOUBLES, {"delivery_id": str(delivery_id)})


@handles(LOOK_FOR_DOUBLES)
def look_for_doubles(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Everything that the evidence of one delivery has in common with another case's."""
    delivery = work.session.get(Delivery, UUID(payload["delivery_id"]))
    if delivery is None:
        return
    file = work.session.get(EvidenceFile, delivery.file_id) if delivery.file_id else None
    for other in _same_invoice(work, delivery):
        open_finding(work, FindingKind.SAME_INVOICE, (delivery.case_id, delivery.id), (other.case_id, other.id))
    for kind, same in _same_files(work, file) if file else ():
        assert file is not None  # noqa: S101  (the loop is empty without one)
        open_finding(work, kind, (file.case_id, file.id), (same.case_id, same.id))


def open_finding(
    work: UnitOfWork, kind: FindingKind, subject: tuple[UUID, UUID], other: tuple[UUID, UUID]
) -> SupportFinding | None:
    """A question to finance, asked once; cases of two authorities are never held against each other here."""
    owner = queries.owner_of(work.session, subject[0])
    if owner != queries.owner_of(work.session, other[0]) or _is_known(work, kind, subject[1], other[1]):
        return None
    places = {"case_id": subject[0], "subject_id": subject[1], "other_case_id": other[0], "other_id": other[1]}
    finding = work.add(
        SupportFinding(kind=kind, status=FindingStatus.OPEN, organisation_id=owner, found_at=work.now, **places)
    )
    work.session.flush()
    work.record(Action.FINDING_OPENED, case_id=subject[0], finding=finding.id, kind=kind.value)
    if kind in EVIDENCE and subject[0] != other[0]:
        _promise_review(work, finding)
    return finding


def _promise_review(work: UnitOfWork, finding: SupportFinding) -> None:
    """One piece of evidence in two cases may be one return paid twice (D7): reviewers of the authority look at both."""
    earlier, later = sorted(queries.sides_of(work.session, (finding.case_id, finding.other_case_id)))
    kinds = queries.kinds_between(work.session, finding.case_id, finding.other_case_id)
    payload = {
        "case_id": str(later.case_id), "person_id": str(later.principal_id), "claim": earlier.reference,
        "components": [
            {"field": EVIDENCE[kind], "verdict": "agrees", "note": SAME_VALUE, "weight": 0.0} for kind in kinds if kind in EVIDENCE
        ],
    }  # fmt: skip
    promise(work, OPEN_REVIEW, payload, key=f"{OPEN_REVIEW}|{finding.id}")


def answer_finding(work: UnitOfWork, finding_id: UUID, status: FindingStatus, note: str) -> SupportFinding:
    """Finance looked at it: there is an explanation, or it is as it seems."""
    finding = queries.get_finding(work.session, work.actor, finding_id)
    check_finding(finding.status, note)
    finding.status, finding.note = status, note
    finding.answered_by, finding.answered_at = work.actor.account_id, work.now
    work.record(Action.FINDING_ANSWERED, case_id=finding.case_id, finding=finding.id, status=status.value)
    return finding


def _same_invoice(work: UnitOfWork, delivery: Delivery) -> Iterator[Delivery]:
    """Partial deliveries of one line may share an invoice; anything else may not."""
    if delivery.invoice_bi is None:
        return
    same = (Delivery.invoice_bi == delivery.invoice_bi, Delivery.line_id != delivery.line_id)
    wanted = select(Delivery).where(*same, Delivery.reversal_of.is_(None)).limit(MOST_LOOKED_AT)
    yield from work.session.scalars(wanted)


def _same_files(work: UnitOfWork, file: EvidenceFile) -> Iterator[tuple[FindingKind, EvidenceFile]]:
    elsewhere = select(EvidenceFile).where(EvidenceFile.case_id != file.case_id)
    equal = list(work.session.scalars(elsewhere.where(EvidenceFile.content_index == file.content_index)))
    yield from ((FindingKind.SAME_FILE, other) for other in equal)
    if not file.picture:
        return
    mine = select(PictureBand.value_bi).where(PictureBand.file_id == file.id)
    alike = select(PictureBand.file_id).where(PictureBand.value_bi.in_(mine), PictureBand.file_id != file.id)
    for other in work.session.scalars(elsewhere.where(EvidenceFile.id.in_(alike)).limit(MOST_LOOKED_AT)):
        if other not in equal and looks_the_same(int(file.picture, 16), int(other.picture, 16)):
            yield FindingKind.SAME_PICTURE, other


def _is_known(work: UnitOfWork, kind: FindingKind, one: UUID, other: UUID) -> bool:
    pair = (SupportFinding.subject_id.in_((one, other)), SupportFinding.other_id.in_((one, other)))
    return work.session.scalar(select(SupportFinding.id).where(SupportFinding.kind == kind, *pair)) is not None
