"""What an answer of the registry asks of the counsellor."""

from collections.abc import Mapping
from uuid import UUID

from returns_app.cases.queries import get_case
from returns_app.checks.rules import CheckAnswer
from returns_app.core.permissions import Role, system_actor
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.work.rules import Duty, NoticeKind, TaskKind
from returns_app.work.service import close_tasks, open_task, tell

SYSTEM = system_actor("checks")


def follow_answers(work: UnitOfWork, case_id: UUID, answers: Mapping[UUID, CheckAnswer], *, late: bool) -> None:
    """A reduced check asks for what was missing and is settled by a fuller one; an answer that came late is told."""
    case = get_case(work.session, SYSTEM, case_id)
    for person_id, answer in answers.items():
        if answer is CheckAnswer.REDUCED:
            duty = Duty(
                TaskKind.RECHECK, case.organisation_id, Role.COUNSELLOR, case_id, case.counsellor_id, person_id,
                case.member_state,
            )  # fmt: skip
            open_task(work, duty)
        else:
            close_tasks(work, [TaskKind.RECHECK], case_id=case_id, subject_id=person_id)
    if late:
        tell(work, NoticeKind.REGISTRY_ANSWERED, [case.counsellor_id], case.organisation_id, case_id=case_id)
