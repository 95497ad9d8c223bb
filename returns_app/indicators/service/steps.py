"""Records a dated step of a return: once, in order, by somebody who works on the case."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from returns_app.cases.queries import get_case
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.indicators.models import ReturnStep
from returns_app.indicators.rules.steps import StepEntry, StepKind, check_step


def record_step(work: UnitOfWork, case_id: UUID, entry: StepEntry) -> ReturnStep:
    """Something happened between the authorities: keep it with its day, for one person or the whole family."""
    case = get_case(work.session, work.actor, case_id)
    again = work.session.scalar(select(ReturnStep).where(ReturnStep.request_key == entry.request_key))
    if again is not None:
        return again
    if entry.person_id is not None and entry.person_id not in {member.person_id for member in case.members}:
        raise NotFound
    check_step(entry, _known(work, case_id, entry.person_id), work.today)
    step = work.add(
        ReturnStep(
            case_id=case_id, person_id=entry.person_id, kind=entry.kind, happened_on=entry.happened_on,
            ends_on=entry.ends_on, answer=entry.answer, request_key=entry.request_key,
            recorded_by=work.actor.account_id, recorded_at=work.now,
        )
    )  # fmt: skip
    work.record(Action.STEP_RECORDED, case_id=case_id, step=entry.kind.value)
    return step


def _known(work: UnitOfWork, case_id: UUID, person_id: UUID | None) -> dict[StepKind, date]:
    theirs = or_(ReturnStep.person_id.is_(None), ReturnStep.person_id == person_id)
    found = select(ReturnStep.kind, ReturnStep.happened_on).where(ReturnStep.case_id == case_id, theirs)
    rows = work.session.execute(found.order_by(ReturnStep.happened_on.desc()))
    return {row.kind: row.happened_on for row in rows}
