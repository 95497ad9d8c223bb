"""Recording answers, or that nobody answered and why: both end the reminder."""

from datetime import date
from uuid import UUID

from returns_app.cases.queries import get_case
from returns_app.cases.rules import EventKind
from returns_app.cases.service import add_event
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.followup import queries
from returns_app.followup.models import SurveyRound, SurveySheet
from returns_app.followup.queries import Case
from returns_app.followup.rules import (
    TASK_OF,
    MissEntry,
    MissReason,
    RoundState,
    SurveyEntry,
    check_answers,
    check_day,
    hundredths,
    needs_in,
    template_on,
)
from returns_app.followup.service.helping import note_needs
from returns_app.work.rules import TaskKind
from returns_app.work.service import close_tasks

STALE = N_("Somebody else recorded something for this survey in the meantime. Read it, then send yours again.")


def record_survey(work: UnitOfWork, case_id: UUID, round_id: UUID, entry: SurveyEntry) -> SurveySheet:
    """What somebody answered; sent twice, it is recorded once; answered again, the newest counts."""
    case = get_case(work.session, work.actor, case_id)
    row = queries.get_round(work.session, case_id, round_id, locked=True)
    before = queries.find_sheet(work.session, entry.request_key)
    if before is not None:
        return before
    _same_version(row, entry.version)
    template = template_on(entry.held_on)
    check_day(entry.held_on, row.arrived_on, work.today, template.moments[row.moment])
    check_answers(template, entry.answers)
    sheet = work.add(_sheet(work, row, entry, template.code))
    result = sheet.result
    row.score, row.note, row.reason, row.is_reached = hundredths(result.value), "", None, True
    _settle(work, case, row, RoundState.ANSWERED, entry.held_on)
    note_needs(work, case, row.person_id, needs_in(template, entry.answers), entry.help)
    details = {"moment": row.moment.value, "state": row.state.value}
    _tell(work, case, row, details)
    work.record(
        Action.SURVEY_RECORDED, case_id=case_id, round=row.id, template=template.code, answered=result.answered,
        asked=result.asked,
    )  # fmt: skip
    return sheet


def record_miss(work: UnitOfWork, case_id: UUID, round_id: UUID, entry: MissEntry) -> SurveyRound:
    """Nobody answered, and why; sent twice, it is recorded once."""
    case = get_case(work.session, work.actor, case_id)
    row = queries.get_round(work.session, case_id, round_id, locked=True)
    if (row.state, row.reason, row.settled_on) == (RoundState.MISSED, entry.reason, entry.tried_on):
        return row
    _same_version(row, entry.version)
    if row.state is RoundState.ANSWERED:
        raise RuleBroken("followup.answered", N_("There are answers for this survey already: they stay."))
    check_day(entry.tried_on, row.arrived_on, work.today)
    _miss(work, case, row, entry)
    if template_on(entry.tried_on).reasons[entry.reason].ends:
        for later in queries.list_rounds(work.session, case_id):
            if later.person_id == row.person_id and later.state is RoundState.OPEN:
                _miss(work, case, later, entry)
    return row


def ask_no_more(work: UnitOfWork, case: Case, person_id: UUID, died_on: date) -> int:
    """Somebody died: nobody asks after them any more; how many surveys that ended."""
    found = [one for one in queries.list_rounds(work.session, case.id) if one.person_id == person_id]
    still_open = [one for one in found if one.state is RoundState.OPEN]
    for row in still_open:
        _miss(work, case, row, MissEntry(row.version, max(died_on, row.arrived_on), MissReason.DIED))
    return len(still_open)


def _miss(work: UnitOfWork, case: Case, row: SurveyRound, entry: MissEntry) -> None:
    row.reason, row.note = entry.reason, entry.note.strip()
    row.is_reached = template_on(entry.tried_on).reasons[entry.reason].reached
    _settle(work, case, row, RoundState.MISSED, entry.tried_on)
    _tell(work, case, row, {"moment": row.moment.value, "state": row.state.value})
    work.record(Action.SURVEY_MISSED, case_id=case.id, round=row.id, reason=_plain(entry.reason))


def _plain(reason: MissReason) -> str:
    """The audit log outlives the person: it learns neither of a death nor of an illness."""
    return reason.value if reason not in {MissReason.DIED, MissReason.ILL} else "personal"


def _same_version(row: SurveyRound, version: int | None) -> None:
    if row.version != version:
        raise Conflict("followup.stale", STALE)


def _settle(work: UnitOfWork, case: Case, row: SurveyRound, state: RoundState, on: date) -> None:
    row.state, row.settled_on = state, on
    row.settled_by, row.settled_at = work.actor.account_id, work.now
    work.session.flush()
    if row.moment not in queries.open_moments(work.session, case.id, [row.moment]):
        close_tasks(work, [_task(row)], case_id=case.id)


def _task(row: SurveyRound) -> TaskKind:
    return TASK_OF[row.moment]


def _tell(work: UnitOfWork, case: Case, row: SurveyRound, details: dict[str, str]) -> None:
    assert row.settled_on is not None  # noqa: S101  (just settled)
    add_event(
        work, case, EventKind.FOLLOWED_UP, happened_on=row.settled_on, details=details, person_id=row.person_id
    )  # fmt: skip


def _sheet(work: UnitOfWork, row: SurveyRound, entry: SurveyEntry, template: str) -> SurveySheet:
    sheet = SurveySheet(
        round_id=row.id, case_id=row.case_id, person_id=row.person_id, template=template, held_on=entry.held_on,
        mode=entry.mode, respondent=entry.respondent, is_independent=entry.is_independent,
        recorded_by=work.actor.account_id, recorded_at=work.now, request_key=entry.request_key,
    )  # fmt: skip
    sheet.given, sheet.note = dict(entry.answers), entry.note.strip()
    return sheet
