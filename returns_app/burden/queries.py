"""Reading sums of burden as medians over cases."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from returns_app.burden.models import CaseBurden
from returns_app.burden.rules import Middle, Part, middle_of


@dataclass(frozen=True, slots=True)
class BurdenLine:
    """One part of the work, or the whole case when `part` is None."""

    part: Part | None
    cases: int
    fields: Middle | None
    minutes: Middle | None


def list_burden(session: Session, organisation_id: UUID, since: date) -> list[BurdenLine]:
    """The whole case first, then each part that was counted in cases begun in or after the month of `since`."""
    recent = (CaseBurden.organisation_id == organisation_id, CaseBurden.month >= since.replace(day=1))
    lines = [_line(session, part, recent) for part in (None, *Part)]
    return [line for line in lines if line.cases]


def _line(session: Session, part: Part | None, recent: tuple[ColumnElement[bool], ...]) -> BurdenLine:
    sums = select(
        func.sum(CaseBurden.fields).label("fields"),
        func.sum(CaseBurden.seconds).label("seconds"),
    ).where(*recent, CaseBurden.part == part if part else true())
    of_case = sums.group_by(CaseBurden.case_id).subquery()
    fields = _counts(session, of_case.c.fields)
    minutes = _counts(session, (of_case.c.seconds + 59) // 60)
    return BurdenLine(part, sum(times for _, times in fields), middle_of(fields), middle_of(minutes))


def _counts(session: Session, value: ColumnElement[int]) -> list[tuple[int, int]]:
    """How often each value occurs: a hundred thousand cases come back as some hundreds of rows."""
    return [(int(found), times) for found, times in session.execute(select(value, func.count()).group_by(value))]
