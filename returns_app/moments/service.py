"""Writing key moments: begun once, written by the focal point, passed on step by step."""

from uuid import UUID

from returns_app.cases.queries import get_case
from returns_app.cases.rules import BEFORE_DEPARTURE, ENDED, Stage
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.moments import queries
from returns_app.moments.models import KeyMoment, KeyMomentStep
from returns_app.moments.rules import (
    CHAIN,
    PARTNERS,
    TURN,
    Decision,
    Moment,
    MomentState,
    Step,
    check_complete,
    check_four_eyes,
    check_reopening,
    missing,
    move,
    next_of,
    roles_of,
)
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import close_tasks, open_task


def begin_moments(work: UnitOfWork, case_id: UUID) -> list[KeyMoment]:
    """The three moments of a case; begun twice, they are there once. Begun after the departure, it is retroactive."""
    case = get_case(work.session, work.actor, case_id)
    known = queries.list_moments(work.session, case_id)
    if known:
        return known
    if case.stage in ENDED:
        raise RuleBroken("moments.ended", N_("This case has ended: no key moments are begun for it."))
    is_late = case.stage not in BEFORE_DEPARTURE
    rows = [
        work.add(
            KeyMoment(
                case_id=case_id, moment=moment, state=MomentState.WAITING, since=work.now, round=0,
                is_retroactive=is_late and moment is Moment.APPLICATION,
            )
        )
        for moment in Moment
    ]  # fmt: skip
    _put(work, case, rows[0], MomentState.OPEN)
    work.record(Action.MOMENTS_BEGUN, case_id=case_id, retroactive=is_late)
    return rows


def write_answers(work: UnitOfWork, key_moment_id: UUID, answers: dict[str, str]) -> KeyMoment:
    """What the house can't know, in the words of the focal point."""
    _case, row = queries.get_moment(work.session, work.actor, key_moment_id)
    if row.state is not MomentState.OPEN or not work.actor.has(*roles_of(TURN[row.state], row.moment)):
        raise RuleBroken("moments.closed", N_("This key moment is not open for you to write in."))
    names = {field.name for field in queries.get_form(row.moment, work.today).typed}
    row.said = {name: text.strip() for name, text in answers.items() if name in names and text.strip()}
    work.record(Action.MOMENT_WRITTEN, case_id=row.case_id, moment=row.moment, answers=len(row.said))
    return row


def take_step(work: UnitOfWork, key_moment_id: UUID, decision: Decision) -> KeyMoment:
    """Send it, confirm it, send it back with a reason, or open it again."""
    case, row = queries.get_moment(work.session, work.actor, key_moment_id)
    before = row.state
    to = move(before, row.moment, decision, work.actor.roles)
    check_four_eyes(decision.step, queries.who_acted(work.session, row), work.actor.account_id)
    if decision.step is Step.SEND:
        check_complete(lacking(work, case, row))
        row.round += 1
    if before is MomentState.ACCEPTED:
        _close_next(work, row)
    work.add(_step(work, row, decision, to))
    _put(work, case, row, to)
    after = next_of(row.moment)
    if to is MomentState.ACCEPTED and after is not None:
        _put(work, case, _sibling(work, row, after), MomentState.OPEN)
    work.record(
        Action.MOMENT_MOVED, case_id=case.id, moment=row.moment, step=decision.step, state=to, round=row.round,
        reason=decision.reason,
    )  # fmt: skip
    return row


def lacking(work: UnitOfWork, case: queries.Case, row: KeyMoment) -> list[str]:
    """What is missing before it can be sent."""
    facts = queries.facts_of(work.session, case, is_masked=False)
    return missing(queries.get_form(row.moment, work.today), facts, row.said)


def _close_next(work: UnitOfWork, row: KeyMoment) -> None:
    after = next_of(row.moment)
    if after is None:
        return
    sibling = _sibling(work, row, after)
    check_reopening(sibling.state)
    sibling.state = MomentState.WAITING
    close_tasks(work, (TaskKind.PASS_MOMENT,), case_id=row.case_id, subject_id=sibling.id)


def _sibling(work: UnitOfWork, row: KeyMoment, which: Moment) -> KeyMoment:
    return next(one for one in queries.list_moments(work.session, row.case_id) if one.moment is which)


def _put(work: UnitOfWork, case: queries.Case, row: KeyMoment, to: MomentState) -> None:
    """It lies there now: whoever had it is done, whoever has it gets a task."""
    row.state, row.since = to, work.now
    close_tasks(work, (TaskKind.PASS_MOMENT,), case_id=case.id, subject_id=row.id)
    if to not in TURN or case.stage in {Stage.REFUSED, Stage.WITHDRAWN}:
        return
    role = roles_of(TURN[to], row.moment)[0]
    house = _house(work, case, role)
    owner = case.counsellor_id if role is Role.COUNSELLOR else None
    kind = TaskKind.PASS_MOMENT
    open_task(work, Duty(kind, house, role, case.id, owner, subject_id=row.id, member_state=case.member_state))


def _house(work: UnitOfWork, case: queries.Case, role: Role) -> UUID:
    partner = queries.partner_of(work.session, case.id) if role in PARTNERS else None
    return partner.id if partner else case.organisation_id


def _step(work: UnitOfWork, row: KeyMoment, decision: Decision, to: MomentState) -> KeyMomentStep:
    step = KeyMomentStep(
        key_moment_id=row.id, case_id=row.case_id, round=row.round, step=decision.step, state_after=to,
        party=CHAIN[row.state, decision.step][0], reason=decision.reason, account_id=work.actor.account_id, at=work.now,
    )  # fmt: skip
    step.comment = decision.comment.strip()
    return step
