"""Which marks stand on a case."""

from collections.abc import Collection
from functools import cache
from uuid import UUID

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from returns_app.safeguards.models import SubjectMark
from returns_app.safeguards.rules import MarkKind


def standing_marks(session: Session, case_id: UUID) -> list[SubjectMark]:
    """Marks not lifted, the oldest first."""
    return list(session.scalars(_STANDING, {"case_id": case_id}))


_STANDING = (
    select(SubjectMark)
    .where(SubjectMark.case_id == bindparam("case_id"), SubjectMark.lifted_at.is_(None))
    .order_by(SubjectMark.set_at)
)


def standing_kinds(session: Session, case_id: UUID) -> list[MarkKind]:
    """The kinds of the marks not lifted, the oldest first: what every page of a case shows."""
    return list(session.scalars(_STANDING_KINDS, {"case_id": case_id}))


_STANDING_KINDS = _STANDING.with_only_columns(SubjectMark.kind)


def list_marks(session: Session, case_id: UUID) -> list[SubjectMark]:
    """Every mark, lifted ones too."""
    return list(session.scalars(select(SubjectMark).where(SubjectMark.case_id == case_id).order_by(SubjectMark.set_at)))


def is_hold(session: Session, organisation_id: UUID, mark_id: UUID) -> bool:
    """True when this mark of the organisation is a legal hold."""
    wanted = select(SubjectMark.id).where(SubjectMark.id == mark_id, SubjectMark.organisation_id == organisation_id)
    return session.scalar(wanted.where(SubjectMark.kind == MarkKind.HOLD)) is not None


def held_cases(session: Session, case_ids: Collection[UUID]) -> set[UUID]:
    """Those of these cases that are kept for a legal claim."""
    held = select(SubjectMark.case_id).where(SubjectMark.kind == MarkKind.HOLD, SubjectMark.lifted_at.is_(None))
    return set(session.scalars(held.where(SubjectMark.case_id.in_(case_ids))))


def is_restricted(
    session: Session, whole: Collection[UUID], cases: Collection[UUID] = (), people: Collection[UUID] = ()
) -> bool:
    """True when what is touched may only be kept.

    `whole` are cases touched as such: anybody's mark in them counts. `cases` and `people` belong to rows about one
    person: there a mark on that person counts, or one on everybody.
    """
    wanted = {"whole": list(whole), "cases": list(cases), "people": list(people)}
    return session.scalar(_restrictions(), wanted) is not None


@cache  # asked before every write: putting it together takes longer than asking it
def _restrictions() -> Select[UUID]:
    about = or_(
        SubjectMark.case_id.in_(bindparam("whole", expanding=True)),
        SubjectMark.case_id.in_(bindparam("cases", expanding=True)) & SubjectMark.person_id.is_(None),
        SubjectMark.person_id.in_(bindparam("people", expanding=True)),
    )
    standing = select(SubjectMark.id).where(SubjectMark.kind == MarkKind.RESTRICTION, SubjectMark.lifted_at.is_(None))
    return standing.where(about).limit(1)
