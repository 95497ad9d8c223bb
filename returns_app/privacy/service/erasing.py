"""Erasing: asked by one person, confirmed by another, done case by case and resumable."""

from typing import Any
from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.jobs.service import Effect, calls_out, promise
from returns_app.privacy.models import Erasure, ErasureCase, RightsRequest
from returns_app.privacy.queries.cases import member_ids
from returns_app.privacy.queries.figures import figures_print
from returns_app.privacy.queries.holdings import Scope
from returns_app.privacy.queries.requests import get_erasure, next_cases
from returns_app.privacy.rules.erasing import (
    ErasureReason,
    ErasureState,
    check_confirmation,
    check_not_held,
    whole_case,
)
from returns_app.privacy.service.removing import FINISH, erase_scope
from returns_app.safeguards.queries import held_cases
from returns_app.safeguards.service import despite_restriction

RUN = "privacy.erase"
AT_ONCE = 20
EPOCH_AFTER = 7 * 86_400  # what was erased this week becomes final together
HOUSE = system_actor("privacy")


def ask_erasure(work: UnitOfWork, request: RightsRequest) -> Erasure:
    """The officer grants an erasure; a second person confirms it."""
    check_not_held(is_held=bool(held_cases(work.session, [request.case_id])))
    whose = [(request.case_id, [request.person_id])]
    erasure = begin_erasure(work, request.organisation_id, ErasureReason.REQUEST, whose)
    erasure.request_id = request.id
    return erasure


def begin_erasure(
    work: UnitOfWork, organisation_id: UUID, reason: ErasureReason, cases: list[tuple[UUID, list[UUID]]]
) -> Erasure:
    """Write down what is to be erased; an empty list of people means everybody in the case."""
    erasure = work.add(
        Erasure(
            organisation_id=organisation_id, reason=reason, state=ErasureState.WAITING, total=len(cases), done=0,
            skipped=0, asked_by=work.actor.account_id, asked_at=work.now,
        )
    )  # fmt: skip
    work.session.flush()
    for case_id, people in cases:
        ids = [str(one) for one in people]
        work.add(ErasureCase(erasure_id=erasure.id, case_id=case_id, people=ids, places={}, is_held=False))
    work.record(Action.ERASURE_ASKED, erasure=erasure.id, cases=len(cases), reason=reason)
    return erasure


def confirm_erasure(work: UnitOfWork, erasure_id: UUID) -> str:
    """A second person says yes; the key of the promised job."""
    erasure = get_erasure(work.session, work.actor, erasure_id)
    check_confirmation(erasure.state, erasure.asked_by, work.actor.account_id)
    erasure.state, erasure.confirmed_by, erasure.confirmed_at = ErasureState.RUNNING, work.actor.account_id, work.now
    erasure.figures_before = figures_print(work.session, erasure.organisation_id)
    work.record(Action.ERASURE_CONFIRMED, erasure=erasure.id)
    return _promise_next(work, erasure)


def cancel_erasure(work: UnitOfWork, erasure_id: UUID) -> None:
    """Nothing more is erased; what was erased stays so."""
    erasure = get_erasure(work.session, work.actor, erasure_id)
    if erasure.state in {ErasureState.WAITING, ErasureState.RUNNING}:
        erasure.state, erasure.ended_at = ErasureState.CANCELLED, work.now
        work.record(Action.ERASURE_CANCELLED, erasure=erasure.id, done=erasure.done)


@calls_out(RUN)
def run_erasure(payload: dict[str, Any]) -> Effect | None:
    """A few cases at a time, each in its own transaction: what is done stays done when the worker is killed."""
    erasure_id = UUID(payload["erasure_id"])
    for _step in range(AT_ONCE):
        if not _erase_next(erasure_id):
            return None
    return lambda work: _continue(work, erasure_id)


def _continue(work: UnitOfWork, erasure_id: UUID) -> None:
    _promise_next(work, get_erasure(work.session, HOUSE, erasure_id))


def _erase_next(erasure_id: UUID) -> bool:
    with unit_of_work(HOUSE) as work:
        erasure = get_erasure(work.session, HOUSE, erasure_id)
        if erasure.state is not ErasureState.RUNNING:
            return False
        waiting = next_cases(work.session, erasure_id, 1)
        if not waiting:
            _end(work, erasure)
            return False
        with despite_restriction(work):
            _erase(work, erasure, waiting[0])
        return True


def _end(work: UnitOfWork, erasure: Erasure) -> None:
    erasure.state, erasure.ended_at = ErasureState.DONE, work.now
    erasure.figures_after = figures_print(work.session, erasure.organisation_id)
    promise(work, FINISH, {}, key=f"{FINISH}|{work.today.isocalendar()[:2]}", wait=EPOCH_AFTER)
    same = erasure.figures_before == erasure.figures_after
    work.record(Action.ERASURE_ENDED, erasure=erasure.id, done=erasure.done, skipped=erasure.skipped, figures_same=same)


def _erase(work: UnitOfWork, erasure: Erasure, one: ErasureCase) -> None:
    one.done_at, erasure.done = work.now, erasure.done + 1
    if held_cases(work.session, [one.case_id]):
        one.is_held, erasure.skipped = True, erasure.skipped + 1
        work.record(Action.CASE_ERASED, case_id=one.case_id, erasure=erasure.id, held=True)
        return
    members, people = member_ids(work.session, one.case_id), [UUID(text) for text in one.people]
    is_whole = whole_case(members, people)
    scope = Scope(one.case_id, frozenset(members if is_whole else people), is_whole)
    one.places = erase_scope(work, scope)
    work.record(Action.CASE_ERASED, case_id=one.case_id, erasure=erasure.id, places=one.places)


def _promise_next(work: UnitOfWork, erasure: Erasure) -> str:
    key = f"{RUN}|{erasure.id}|{erasure.done}"
    promise(work, RUN, {"erasure_id": str(erasure.id)}, key=key)
    return key
