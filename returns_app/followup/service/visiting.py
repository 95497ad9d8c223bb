"""Planning and recording monitoring visits."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from returns_app.cases.queries import get_case, member_of
from returns_app.cases.rules import EventKind
from returns_app.cases.service import add_event, duty_of
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.followup import queries
from returns_app.followup.models import MonitoringVisit
from returns_app.followup.queries import Case
from returns_app.followup.rules import HelpEntry, VisitEntry, VisitState, check_change, check_visit
from returns_app.followup.service.helping import note_needs
from returns_app.work.rules import TaskKind
from returns_app.work.service import close_tasks, open_task


def save_visit(work: UnitOfWork, case_id: UUID, entry: VisitEntry, visit_id: UUID | None = None) -> MonitoringVisit:
    """Plan one, or say how one went; sent twice, it is recorded once."""
    case = get_case(work.session, work.actor, case_id)
    known = queries.find_visit(work.session, entry.request_key) if visit_id is None else None
    if known is not None:
        return known
    check_visit(entry, _arrived(work, case), work.today)
    if entry.person_id is not None:
        member_of(case, entry.person_id)
    row = _new(work, case, entry) if visit_id is None else _known(work, case, visit_id, entry)
    _fill(work, row, entry)
    work.session.flush()
    _follow(work, case, row)
    note_needs(work, case, entry.person_id or case.principal_id, (), _help(entry))
    work.record(Action.VISIT_SAVED, case_id=case_id, visit=row.id, state=row.state.value, place=row.place.value)
    return row


def _help(entry: VisitEntry) -> HelpEntry:
    """Help that is needed is found at a visit, not planned with it."""
    return entry.help if entry.state is not VisitState.PLANNED else HelpEntry()


def _arrived(work: UnitOfWork, case: Case) -> date:
    day = queries.arrived_on(work.session, case.id)
    if day is None:
        raise RuleBroken("followup.not_arrived", N_("Visits come after a confirmed arrival."))
    return day


def _new(work: UnitOfWork, case: Case, entry: VisitEntry) -> MonitoringVisit:
    row = MonitoringVisit(case_id=case.id, request_key=entry.request_key, planned_by=work.actor.account_id)
    if entry.state is VisitState.PLANNED:
        row.planned_on = entry.on
    return work.add(row)


def _known(work: UnitOfWork, case: Case, visit_id: UUID, entry: VisitEntry) -> MonitoringVisit:
    row = queries.get_visit(work.session, case.id, visit_id, locked=True)
    if row.version != entry.version:
        sentence = N_("Somebody else changed this visit in the meantime. Read it again, then send yours.")
        raise Conflict("followup.stale_visit", sentence)
    check_change(row.state, entry.state)
    return row


def _fill(work: UnitOfWork, row: MonitoringVisit, entry: VisitEntry) -> None:
    row.state, row.on, row.place, row.person_id = entry.state, entry.on, entry.place, entry.person_id
    row.reason = entry.reason if entry.state is VisitState.NOT_HELD else None
    row.place_text, row.visitor = entry.place_text.strip(), entry.visitor.strip()
    row.findings = entry.findings.strip()
    row.recorded_by, row.recorded_at = work.actor.account_id, work.now


def _follow(work: UnitOfWork, case: Case, row: MonitoringVisit) -> None:
    """A planned visit is a task until it is said how it went."""
    close_tasks(work, [TaskKind.VISIT], case_id=case.id, subject_id=row.id)
    if row.state is VisitState.PLANNED:
        duty = duty_of(work, case, TaskKind.VISIT, Role.PARTNER, since=work.today)
        open_task(work, replace(duty, subject_id=row.id, due_on=row.on, is_told=False))
        return
    details = {"visit": row.state.value, "place": row.place.value}
    add_event(work, case, EventKind.FOLLOWED_UP, happened_on=row.on, details=details, person_id=row.person_id)
