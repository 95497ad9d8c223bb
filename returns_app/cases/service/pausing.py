"""On hold, suspended, and going on."""

from dataclasses import replace
from uuid import UUID

from returns_app.cases.models import CasePause
from returns_app.cases.queries import get_own_case, list_pauses
from returns_app.cases.rules import EventKind, PauseEntry, PauseKind, check_pause
from returns_app.cases.service.changes import add_event
from returns_app.cases.service.duties import duty_of
from returns_app.core.actions import Action
from returns_app.core.errors import Denied, RuleBroken
from returns_app.core.permissions import Permission, Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.work.rules import TaskKind
from returns_app.work.service import close_tasks, open_task, pause_tasks, resume_tasks


def pause_case(work: UnitOfWork, case_id: UUID, entry: PauseEntry) -> None:
    """Let a case stand still, and with it every term that may; somebody looks again on the day that is named."""
    _may(work, entry.kind)
    case = get_own_case(work.session, work.actor, case_id)
    check_pause(entry, stage=case.stage, now=case.paused, today=work.today)
    pause = CasePause(case_id=case_id, kind=entry.kind, reason=entry.reason, since=work.today)
    pause.review_on, pause.begun_by, pause.text = entry.review_on, work.actor.account_id, entry.text.strip()
    work.add(pause)
    case.paused = entry.kind
    details = {"kind": entry.kind.value, "reason": entry.reason.value}
    add_event(work, case, EventKind.PAUSED, happened_on=work.today, details=details, text=entry.text.strip())
    work.record(Action.CASE_PAUSED, case_id=case_id, **details)
    pause_tasks(work, case_id)
    role = Role.APPROVER if entry.kind is PauseKind.SUSPENSION else Role.COUNSELLOR
    looking = duty_of(work, case, TaskKind.LOOK_AGAIN, role, since=work.today)
    open_task(work, replace(looking, due_on=entry.review_on))


def resume_case(work: UnitOfWork, case_id: UUID) -> None:
    """Let it go on; whoever suspended it does not lift the suspension alone. Sent twice, it happens once."""
    case = get_own_case(work.session, work.actor, case_id)
    open_ones = [pause for pause in list_pauses(work.session, case_id) if pause.ended_on is None]
    if not open_ones:
        return
    pause = open_ones[0]
    _may(work, pause.kind)
    if pause.kind is PauseKind.SUSPENSION and pause.begun_by == work.actor.account_id:
        raise RuleBroken("cases.own_suspension", N_("You suspended this case. A different colleague lifts it."))
    pause.ended_on, pause.ended_by = work.today, work.actor.account_id
    case.paused = PauseKind.NONE
    details = {"kind": pause.kind.value, "days": (work.today - pause.since).days}
    add_event(work, case, EventKind.RESUMED, happened_on=work.today, details=details)
    work.record(Action.CASE_RESUMED, case_id=case_id, **details)
    close_tasks(work, [TaskKind.LOOK_AGAIN], case_id=case_id)
    resume_tasks(work, case_id)


def _may(work: UnitOfWork, kind: PauseKind) -> None:
    needed = Permission.CASE_SUSPEND if kind is PauseKind.SUSPENSION else Permission.CASE_PAUSE
    if not work.actor.may(needed):
        raise Denied("cases.suspend", N_("Only an approver suspends a case or lifts a suspension."))
