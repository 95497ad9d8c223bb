"""Recording that a notice was given; a new version becomes a task, not an alarm."""

from typing import Any
from uuid import UUID

from returns_app.cases.queries import get_own_case
from returns_app.core.actions import Action
from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import Effect, calls_out, every_night
from returns_app.privacy.models import NoticeGiven
from returns_app.privacy.queries.notices import find_giving, list_outdated, without_current
from returns_app.privacy.rules.notices import NoticeGiving, check_giving
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import close_tasks, open_task

NIGHT = "privacy.notices"
MOST = 500  # tasks a night: a new version reaches a large authority within days, not in one morning


def record_notice(work: UnitOfWork, case_id: UUID, giving: NoticeGiving) -> None:
    """These people have the notice; when nobody lacks the present version the task ends. Sent twice, recorded once."""
    case = get_own_case(work.session, work.actor, case_id)
    if find_giving(work.session, giving.request_key):
        return
    check_giving(giving, frozenset(member.person_id for member in case.members), work.today)
    for person_id in giving.people:
        work.add(
            NoticeGiven(
                case_id=case_id, person_id=person_id, version=giving.version, language=giving.language,
                way=giving.way, given_on=giving.given_on, recorded_by=work.actor.account_id, recorded_at=work.now,
                request_key=giving.request_key,
            )
        )  # fmt: skip
    work.session.flush()
    work.record(
        Action.DATA_NOTICE_GIVEN, case_id=case_id, people=len(giving.people), version=giving.version,
        language=giving.language, way=giving.way,
    )  # fmt: skip
    if not without_current(work.session, case, work.today):
        close_tasks(work, [TaskKind.GIVE_NOTICE], case_id=case_id)


def ask_for_notices(work: UnitOfWork) -> None:
    """Open a task in cases whose people hold an older version."""
    for case in list_outdated(work.session, work.today, MOST):
        duty = Duty(
            TaskKind.GIVE_NOTICE, case.organisation_id, Role.COUNSELLOR, case.id, case.counsellor_id,
            member_state=case.member_state,
        )  # fmt: skip
        open_task(work, duty)


@every_night(NIGHT)
@calls_out(NIGHT)
def night(_payload: dict[str, Any]) -> Effect:
    """Nobody is called: what to do stands ready for the job's own transaction."""
    return ask_for_notices
