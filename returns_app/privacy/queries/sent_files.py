"""Rows about somebody in files that were sent in: they hold many people, so they are read and not found by a key."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.cases.models import CaseAccess, ReturnCase
from returns_app.imports.models import CaseImport
from returns_app.imports.rules import key_of
from returns_app.people import normal_forms
from returns_app.people.models import PersonIdentifier, PersonName
from returns_app.support.models import DeliveryUpload

if TYPE_CHECKING:
    from returns_app.privacy.queries.holdings import Scope


@dataclass(frozen=True, slots=True)
class Traces:
    """By what a row is known to be about a case or a person."""

    reference: str
    request_key: UUID | None
    organisation_id: UUID
    names: tuple[tuple[str, ...], ...]
    numbers: frozenset[str]

    def is_delivery(self, case: str, cells: list[str]) -> bool:
        """True when a row of deliveries names the case, or spells a name or number."""
        return (bool(self.reference) and case == self.reference) or self.tells(cells)

    def is_opening(self, cells: dict[str, str]) -> bool:
        """True when a row of a file with cases is the one from which the case was opened, or spells a name or number."""
        named = cells.get("case", "")
        is_same = self.request_key is not None and bool(named)
        return (is_same and key_of(self.organisation_id, named) == self.request_key) or self.tells([*cells.values()])

    def tells(self, cells: list[str]) -> bool:
        """True when all words of a full name, or one of the numbers, stand in these cells."""
        words = " ".join(cells).casefold()
        if any(all(word in words for word in name) for name in self.names):
            return True
        return bool(self.numbers) and any(normal_forms.identifier(cell) in self.numbers for cell in cells if cell)


def traces_of(session: Session, scope: "Scope") -> Traces:
    """What rows about this scope say; read while its keys still exist."""
    case = session.get_one(ReturnCase, scope.case_id)
    names = session.scalars(select(PersonName).where(PersonName.person_id.in_(scope.people)))
    spelled = {tuple(name.full.casefold().split()) for name in names}
    known = session.scalars(select(PersonIdentifier).where(PersonIdentifier.person_id.in_(scope.people)))
    return Traces(
        case.reference if scope.is_whole else "", case.request_key if scope.is_whole else None, case.organisation_id,
        tuple(sorted(one for one in spelled if len(one) > 1)),
        frozenset(found for one in known if (found := normal_forms.identifier(one.number))),
    )  # fmt: skip


def uploads_with(
    session: Session, scope: "Scope", traces: Traces
) -> list[tuple[DeliveryUpload, list[dict[str, object]]]]:
    """Files of deliveries with rows about the scope, and the rows that stay; of whoever could ever see the case."""
    seen_by = select(CaseAccess.organisation_id).where(CaseAccess.case_id == scope.case_id)
    wanted = select(DeliveryUpload).where(
        DeliveryUpload.organisation_id.in_(seen_by) | (DeliveryUpload.organisation_id == traces.organisation_id)
    )
    found = []
    for upload in session.scalars(wanted):
        rows = json.loads(upload.rows or "[]")
        staying = [row for row in rows if not traces.is_delivery(str(row["case"]), row["cells"])]
        if len(staying) < len(rows):
            found.append((upload, staying))
    return found


def imports_with(session: Session, traces: Traces) -> list[tuple[CaseImport, list[tuple[int, dict[str, str]]]]]:
    """Files with cases that hold rows about the scope, and the rows that stay."""
    found = []
    for kept in session.scalars(select(CaseImport).where(CaseImport.organisation_id == traces.organisation_id)):
        rows = json.loads(kept.content or "[]")
        staying = [(number, cells) for number, cells in rows if not traces.is_opening(cells)]
        if len(staying) < len(rows):
            found.append((kept, staying))
    return found
