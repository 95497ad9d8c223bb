"""Every night: whoever became an adult on the way signs for themselves, and somebody has to ask them."""

from typing import Any

from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.family.queries import grown_up_cases
from returns_app.jobs.service import Effect, calls_out, every_night
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import open_task

OF_AGE = "family.of_age"


@every_night(OF_AGE)
@calls_out(OF_AGE)
def find_grown(_payload: dict[str, Any]) -> Effect:
    """Nobody is called: what to do stands ready for the job's own transaction."""
    return ask_for_declarations


def ask_for_declarations(work: UnitOfWork) -> None:
    """A task for the counsellor of each such member; the same one is open once, and ends with the signature."""
    for case, people in grown_up_cases(work.session, work.today):
        for person_id in people:
            who = (case.organisation_id, Role.COUNSELLOR, case.id, case.counsellor_id, person_id, case.member_state)
            open_task(work, Duty(TaskKind.OWN_DECLARATION, *who))
