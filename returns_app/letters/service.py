"""Recording that a decision letter was handed over."""

from datetime import date
from uuid import UUID

from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import EventKind
from returns_app.cases.service import add_event
from returns_app.core.actions import Action
from returns_app.core.clock import local_day
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork, settings
from returns_app.decisions.rules import ADVERSE
from returns_app.letters.models import ServedLetter
from returns_app.letters.queries import Case, Told, find_served, get_decision, is_addressee_alive
from returns_app.letters.rules import Serving, check_serving, objection_until
from returns_app.recovery.service import letter_served
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import close_tasks, open_task


def record_serving(work: UnitOfWork, case_id: UUID, decision_id: UUID, serving: Serving) -> ServedLetter:
    """The person has the letter: the period for objections runs, the task is done; sent twice, it is recorded once."""
    case = get_own_case(work.session, work.actor, case_id)
    decision = get_decision(work.session, case_id, decision_id)
    before = find_served(work.session, serving.request_key)
    if before is not None:
        return before
    refuse_dead(case)
    check_serving(serving, decided_on=local_day(decision.decided_at, settings().time_zone), today=work.today)
    until = objection_until(case.member_state, serving.served_on)
    letter = ServedLetter(
        case_id=case_id, decision_id=decision_id, language=serving.language, way=serving.way,
        served_on=serving.served_on, objection_until=until, recorded_by=work.actor.account_id, recorded_at=work.now,
        request_key=serving.request_key,
    )  # fmt: skip
    work.add(letter)
    details = {"language": serving.language, "way": serving.way.value, "until": until.isoformat()}
    told = {**details, "decision": str(decision_id)}
    add_event(work, case, EventKind.NOTIFIED, happened_on=serving.served_on, details=told)
    _follow(work, case, decision, until, serving.served_on)
    work.record(Action.LETTER_SERVED, case_id=case_id, decision=decision_id, **details)
    return letter


def refuse_dead(case: Case) -> None:
    """Nothing is handed over to somebody who died; where others remain, one of them is the main applicant."""
    if not is_addressee_alive(case):
        sentence = N_("The main applicant died and nobody took their place: no letter is handed over in this case.")
        raise RuleBroken("letters.addressee_died", sentence)


def _follow(work: UnitOfWork, case: Case, decision: Told, until: date, served_on: date) -> None:
    """The task of this letter ends; after an adverse decision somebody looks for an objection when the period ends."""
    own = close_tasks(work, [TaskKind.SERVE_LETTER], case_id=case.id, subject_id=decision.id)
    if own == 0:  # the letter of an answer to the application: its task belongs to the stage, not to a decision
        close_tasks(work, [TaskKind.SERVE_LETTER], case_id=case.id, is_general=True)
    letter_served(work, case, decision.id, served_on)  # what is asked back is due from now on
    if decision.kind in ADVERSE:
        who = (case.organisation_id, Role.COUNSELLOR, case.id, case.counsellor_id, decision.id, case.member_state)
        open_task(work, Duty(TaskKind.OBJECTION, *who, due_on=until))
