"""Tasks follow the stage of a case."""

from datetime import date

from sqlalchemy import or_, select

from returns_app.cases.models import CaseAccess, ReturnCase
from returns_app.cases.rules import ENDED, AccessKind, PauseKind, Stage, duties_of, ends_with, how_ended
from returns_app.cases.service.ending import end_partners, keep_partners
from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import close_tasks, open_task, pause_tasks


def follow_stage(work: UnitOfWork, case: ReturnCase, before: Stage, *, since: date) -> None:
    """Close what the stage before asked for, open what this one asks for."""
    end_partners(work, case) if case.stage in ENDED else keep_partners(work, case, before)
    close_tasks(work, ends_with(case.stage), case_id=case.id, end=lambda kind: how_ended(kind, before, case.stage))
    begin_stage(work, case, since=since)
    if case.paused is not PauseKind.NONE:
        pause_tasks(work, case.id)


def begin_stage(work: UnitOfWork, case: ReturnCase, *, since: date, is_new: bool = False) -> None:
    """Open what the stage asks for; of a case that is made in this unit nothing is open yet."""
    for kind, role in duties_of(case.stage):
        open_task(work, duty_of(work, case, kind, role, since=since), is_new=is_new)


def duty_of(work: UnitOfWork, case: ReturnCase, kind: TaskKind, role: Role, *, since: date) -> Duty:
    """A task of this case for whoever holds the role in it."""
    partner = _partner(work, case) if role is Role.PARTNER else None
    if partner is not None:
        return Duty(kind, partner.organisation_id, role, case.id, member_state=case.member_state, since=since)
    if role is Role.PARTNER:
        role = Role.COUNSELLOR
    owner = case.counsellor_id if role is Role.COUNSELLOR else None
    return Duty(kind, case.organisation_id, role, case.id, owner, member_state=case.member_state, since=since)


def _partner(work: UnitOfWork, case: ReturnCase) -> CaseAccess | None:
    wanted = select(CaseAccess).where(CaseAccess.case_id == case.id, CaseAccess.kind == AccessKind.PARTNER)
    is_live = or_(CaseAccess.ends_on.is_(None), CaseAccess.ends_on >= work.today)
    return work.session.scalars(wanted.where(is_live).order_by(CaseAccess.since.desc())).first()
