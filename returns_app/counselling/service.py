"""Recording counselling; every record makes its writer an author of the case."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from returns_app.cases.queries import get_own_case, member_of
from returns_app.cases.rules import ENDED, EventKind
from returns_app.cases.service import add_event, note_author
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, NotFound, RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.counselling import queries
from returns_app.counselling.models import CounsellingSession, Declaration, Referral, Safeguard, Screening
from returns_app.counselling.queries import Case
from returns_app.counselling.rules import (
    DeclarationKind,
    ReferralKind,
    SafeguardKind,
    ScreeningEntry,
    SessionEntry,
    check_screening,
    check_session,
)
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import close_tasks, open_task


def record_session(work: UnitOfWork, case_id: UUID, entry: SessionEntry, request_key: UUID) -> CounsellingSession:
    """A talk, the signatures given in it, and the task for the next step; sent twice, it happened once."""
    case = _open_case(work, case_id)
    before = queries.find_session(work.session, request_key)
    if before is not None:
        return before
    check_session(entry, work.today)
    row = work.add(_session(work, case_id, entry, request_key))
    for person_id in entry.declaring:
        _declare(work, case, person_id, entry)
    if entry.next_on is not None:
        open_task(work, _duty(case, row.id, entry))
    details = {"channel": entry.channel.value, "language": entry.language, "information": len(entry.information)}
    add_event(work, case, EventKind.TALKED, happened_on=entry.held_on, details=details, text=entry.note)
    note_author(work, case)
    work.record(Action.SESSION_RECORDED, case_id=case_id, session=row.id, signed=len(entry.declaring))
    return row


def withdraw_declaration(work: UnitOfWork, case_id: UUID, declaration_id: UUID) -> None:
    """Somebody takes their declaration back; the case waits for a new one."""
    case = _open_case(work, case_id)
    found = next((one for one in queries.list_declarations(work.session, case_id) if one.id == declaration_id), None)
    if found is None:
        raise NotFound
    if found.withdrawn_on is None:
        found.withdrawn_on = work.today
        details = {"withdrawn": True, "kind": found.kind.value}
        add_event(work, case, EventKind.DECLARED, happened_on=work.today, details=details, person_id=found.person_id)
        work.record(Action.DECLARATION_WITHDRAWN, case_id=case_id, declaration=declaration_id)


def withdraw_declarations_of(work: UnitOfWork, case: Case, person_id: UUID) -> None:
    """Somebody does not return any more: what they signed holds no longer."""
    for one in queries.list_declarations(work.session, case.id):
        if one.person_id == person_id and one.withdrawn_on is None:
            one.withdrawn_on = work.today
            work.record(Action.DECLARATION_WITHDRAWN, case_id=case.id, declaration=one.id)


def copy_records(work: UnitOfWork, before: Case, after_id: UUID, people: Collection[UUID]) -> None:
    """What some members signed and what was found about them goes along into their own case, with its days."""
    for one in queries.list_declarations(work.session, before.id):
        if one.person_id in people and one.withdrawn_on is None:
            work.add(
                Declaration(
                    case_id=after_id, person_id=one.person_id, kind=one.kind, text_version=one.text_version,
                    language=one.language, signed_on=one.signed_on, recorded_by=one.recorded_by,
                )
            )  # fmt: skip
    for person_id, found in queries.latest_screenings(work.session, before.id).items():
        if person_id in people:
            kept = Screening(case_id=after_id, person_id=person_id, screened_on=found.screened_on)
            kept.recorded_at, kept.screened_by = found.recorded_at, found.screened_by
            kept.categories, kept.severity, kept.needs = found.categories, found.severity, found.needs
            work.add(kept)


def record_screenings(work: UnitOfWork, case_id: UUID, entries: Iterable[ScreeningEntry]) -> int:
    """What a screening found about some members; the newest counts, earlier ones are kept."""
    case = _open_case(work, case_id)
    told = list(entries)
    for entry in told:
        member_of(case, entry.person_id)
        check_screening(entry)
        work.add(_screening(work, case_id, entry))
        add_event(work, case, EventKind.SCREENED, happened_on=work.today, person_id=entry.person_id)
    if told:
        note_author(work, case)
        work.record(Action.SCREENING_RECORDED, case_id=case_id, members=len(told))
    return len(told)


def record_safeguard(
    work: UnitOfWork, case_id: UUID, person_id: UUID, kind: SafeguardKind, done_on: date, text: str
) -> Safeguard:
    """A protecting step was taken."""
    case = _open_case(work, case_id)
    member_of(case, person_id)
    if done_on > work.today:
        raise Malformed("counselling.future", N_("This day has not come yet. Check the date."), field="done_on")
    row = Safeguard(case_id=case_id, person_id=person_id, kind=kind, done_on=done_on)
    row.recorded_by, row.text = work.actor.account_id, text.strip()
    work.add(row)
    note_author(work, case)
    add_event(work, case, EventKind.SCREENED, happened_on=done_on, details={"step": kind.value}, person_id=person_id)
    work.record(Action.SAFEGUARD_RECORDED, case_id=case_id, kind=kind)
    return row


def make_referral(work: UnitOfWork, case_id: UUID, kind: ReferralKind, text: str) -> Referral:
    """Somebody is sent on to those who can help."""
    case = _open_case(work, case_id)
    row = Referral(case_id=case_id, kind=kind, referred_on=work.today, recorded_by=work.actor.account_id)
    row.text = text.strip()
    work.add(row)
    add_event(work, case, EventKind.REFERRED, happened_on=work.today, details={"kind": kind.value})
    work.record(Action.REFERRAL_MADE, case_id=case_id, kind=kind)
    return row


def _open_case(work: UnitOfWork, case_id: UUID) -> Case:
    case = get_own_case(work.session, work.actor, case_id)
    if case.stage in ENDED:
        raise RuleBroken("cases.ended", N_("This case has ended: its facts are kept as they are."))
    return case


def _session(work: UnitOfWork, case_id: UUID, entry: SessionEntry, request_key: UUID) -> CounsellingSession:
    row = CounsellingSession(
        case_id=case_id, held_on=entry.held_on, minutes=entry.minutes, channel=entry.channel, language=entry.language,
        interpreter=entry.interpreter, topics=[one.value for one in entry.topics],
        information=[one.value for one in entry.information], information_version=entry.information_version,
        outcome=entry.outcome, next_on=entry.next_on, recorded_by=work.actor.account_id, recorded_at=work.now,
        request_key=request_key,
    )  # fmt: skip
    row.next_step, row.note, row.private_note = entry.next_step.strip(), entry.note.strip(), entry.private_note.strip()
    return row


def _declare(work: UnitOfWork, case: Case, person_id: UUID, entry: SessionEntry) -> None:
    member_of(case, person_id)
    live = {one.person_id for one in queries.list_declarations(work.session, case.id) if one.withdrawn_on is None}
    if person_id in live:
        return
    work.add(
        Declaration(
            case_id=case.id, person_id=person_id, kind=DeclarationKind.OWN_WILL, signed_on=entry.held_on,
            text_version=entry.information_version, language=entry.language, recorded_by=work.actor.account_id,
        )
    )  # fmt: skip
    close_tasks(work, [TaskKind.OWN_DECLARATION], case_id=case.id, subject_id=person_id)
    add_event(work, case, EventKind.DECLARED, happened_on=entry.held_on, person_id=person_id)
    work.record(Action.DECLARATION_SIGNED, case_id=case.id, person=person_id)


def _screening(work: UnitOfWork, case_id: UUID, entry: ScreeningEntry) -> Screening:
    row = Screening(case_id=case_id, person_id=entry.person_id, screened_on=work.today, recorded_at=work.now)
    row.screened_by = work.actor.account_id
    row.categories = " ".join(sorted(one.value for one in entry.categories))
    row.severity, row.needs = str(entry.severity or ""), entry.needs.strip()
    return row


def _duty(case: Case, session_id: UUID, entry: SessionEntry) -> Duty:
    return Duty(
        TaskKind.FOLLOW_UP, case.organisation_id, Role.COUNSELLOR, case_id=case.id, owner_id=case.counsellor_id,
        subject_id=session_id, due_on=entry.next_on, note=entry.next_step.strip()[:200], member_state=case.member_state,
    )  # fmt: skip
