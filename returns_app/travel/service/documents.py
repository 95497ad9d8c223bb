"""Recording travel documents: how one begins, its next step, and the task to ask the authority again."""

from collections.abc import Iterable
from uuid import UUID

from returns_app.cases.queries import get_own_case, member_of
from returns_app.cases.rules import ENDED, EventKind
from returns_app.cases.service import add_event, note_author
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.travel import queries
from returns_app.travel.models import TravelDocument, TravelDocumentStep
from returns_app.travel.queries import Case
from returns_app.travel.rules import (
    AT_AUTHORITY,
    UNDER_WAY,
    DocumentEntry,
    DocumentState,
    DocumentStep,
    check_beginning,
    check_document_step,
)
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import close_tasks, open_task

WAITING = frozenset({TaskKind.ASK_AUTHORITY, TaskKind.INTERVIEW})


def begin_document(work: UnitOfWork, case_id: UUID, entry: DocumentEntry) -> TravelDocument:
    """A document is asked for, is there, or is not needed; sent twice, it began once."""
    case = going_case(work, case_id)
    before = queries.find_sent_document(work.session, entry.request_key)
    if before is not None:
        return before
    known = queries.list_documents(work.session, case_id)
    running = [one.kind for one in known if one.person_id == entry.person_id and one.state in UNDER_WAY]
    check_beginning(entry, running, work.today)
    row = keep_documents(work, case, [entry])[0]
    _follow(work, case, row)
    _tell(work, case, row)
    return row


def advance_document(
    work: UnitOfWork, case_id: UUID, document_id: UUID, entry: DocumentStep, version: int | None
) -> TravelDocument:
    """The next step of a document; sent twice, it was taken once."""
    case = going_case(work, case_id)
    row = queries.get_document(work.session, case_id, document_id)
    if (row.state, row.state_on) == (entry.state, entry.on) and row.version != version:
        return row
    check_document_step(row.state, queries.last_happened(work.session, row), entry, work.today)
    row.state, row.state_on = entry.state, entry.on
    if entry.state is DocumentState.ISSUED:
        row.valid_until, row.number = entry.valid_until, entry.number.strip()
    work.add(_step(work, row))
    _follow(work, case, row)
    _tell(work, case, row)
    return row


def keep_documents(work: UnitOfWork, case: Case, entries: Iterable[DocumentEntry]) -> list[TravelDocument]:
    """Documents that were checked, each with its first step."""
    rows = [work.add(_document(work, case, entry)) for entry in entries]
    work.session.flush()  # the documents before their steps
    for row in rows:
        work.add(_step(work, row))
    note_author(work, case)
    return rows


def going_case(work: UnitOfWork, case_id: UUID) -> Case:
    """The actor's own case, as long as it goes on."""
    case = get_own_case(work.session, work.actor, case_id)
    if case.stage in ENDED:
        raise RuleBroken("cases.ended", N_("This case has ended: its facts are kept as they are."))
    return case


def _document(work: UnitOfWork, case: Case, entry: DocumentEntry) -> TravelDocument:
    member_of(case, entry.person_id)
    row = TravelDocument(
        case_id=case.id, person_id=entry.person_id, kind=entry.kind, state=entry.state, framework=entry.framework,
        authority=entry.authority.strip(), asked_by=entry.asked_by, ground=str(entry.ground or ""), begun_on=entry.on,
        state_on=entry.on, valid_until=entry.valid_until, recorded_by=work.actor.account_id,
        request_key=entry.request_key,
    )  # fmt: skip
    row.number = entry.number.strip()
    return row


def _step(work: UnitOfWork, row: TravelDocument) -> TravelDocumentStep:
    return TravelDocumentStep(
        document_id=row.id, case_id=row.case_id, person_id=row.person_id, state=row.state, happened_on=row.state_on,
        recorded_by=work.actor.account_id, recorded_at=work.now,
    )  # fmt: skip


def _tell(work: UnitOfWork, case: Case, row: TravelDocument) -> None:
    details = {"step": f"document.{row.state}", "kind": row.kind.value, "document": str(row.id)}
    happened = min(row.state_on, work.today)
    add_event(work, case, EventKind.TRAVEL, happened_on=happened, details=details, person_id=row.person_id)
    work.record(Action.DOCUMENT_RECORDED, case_id=case.id, document=row.id, kind=row.kind, state=row.state)


def _follow(work: UnitOfWork, case: Case, row: TravelDocument) -> None:
    """While an authority is silent somebody asks again; an interview is in somebody's day."""
    close_tasks(work, WAITING, case_id=case.id, subject_id=row.id)
    if row.state in AT_AUTHORITY:
        open_task(work, _duty(case, row, TaskKind.ASK_AUTHORITY))
    if row.state is DocumentState.PLANNED:
        open_task(work, _duty(case, row, TaskKind.INTERVIEW))


def _duty(case: Case, row: TravelDocument, kind: TaskKind) -> Duty:
    due_on = row.state_on if kind is TaskKind.INTERVIEW else None
    return Duty(
        kind, case.organisation_id, Role.COUNSELLOR, case.id, case.counsellor_id, row.id, case.member_state,
        since=row.state_on, due_on=due_on,
    )  # fmt: skip
