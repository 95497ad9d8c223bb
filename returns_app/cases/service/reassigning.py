"""Another counsellor for a case: the one way, for one case as for many."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from returns_app.accounts.queries import list_colleagues
from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import ENDED, EventKind
from returns_app.cases.service.changes import add_event
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.work.service import hand_over_tasks

SHORTEST_REASON = 10
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Reassignment:
    """Cases go to another counsellor of the same organisation, with a reason."""

    case_ids: tuple[UUID, ...]
    counsellor_id: UUID
    reason: str


def reassign_cases(work: UnitOfWork, said: Reassignment) -> int:
    """Every case through the same service, all or none; the number that changed hands."""
    if not said.case_ids:
        raise Malformed("cases.none_chosen", N_("Tick at least one case."))
    if len(said.case_ids) > MOST_AT_ONCE:
        raise RuleBroken("cases.too_many", N_("Choose at most %(most)s cases at once."), most=MOST_AT_ONCE)
    if len(said.reason.strip()) < SHORTEST_REASON:
        sentence = N_("Say why in at least %(least)s characters. It stands in the timeline of each case.")
        raise Malformed("cases.reassign_reason", sentence, field="reason", least=SHORTEST_REASON)
    _check_colleague(work, said.counsellor_id)
    return sum(
        reassign_case(work, case_id, said.counsellor_id, said.reason.strip()) for case_id in _once(said.case_ids)
    )


def reassign_case(work: UnitOfWork, case_id: UUID, counsellor_id: UUID, reason: str) -> bool:
    """The case and its open tasks go to a colleague; who has it already keeps it. The caller has checked the colleague."""
    case = get_own_case(work.session, work.actor, case_id)
    if case.stage in ENDED:
        sentence = N_("%(reference)s has ended and stays with its counsellor. Untick it.")
        raise RuleBroken("cases.ended_stays", sentence, reference=case.reference)
    before = case.counsellor_id
    if before == counsellor_id:
        return False
    case.counsellor_id = counsellor_id
    details = {"to": str(counsellor_id), "from": str(before)}
    add_event(work, case, EventKind.REASSIGNED, happened_on=work.today, details=details, text=reason)
    hand_over_tasks(work, case_id, before, counsellor_id)
    work.record(Action.CASE_REASSIGNED, case_id=case_id, **details)
    return True


def _check_colleague(work: UnitOfWork, counsellor_id: UUID) -> None:
    if counsellor_id not in {one.id for one in list_colleagues(work.session, work.actor, Role.COUNSELLOR)}:
        sentence = N_("Choose a counsellor of your own organisation.")
        raise RuleBroken("cases.no_colleague", sentence, field="counsellor_id")


def _once(case_ids: Sequence[UUID]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(case_ids))
