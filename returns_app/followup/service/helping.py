"""Help that is needed: noted once, somebody's task until it is said what became of it."""

from dataclasses import replace
from uuid import UUID

from returns_app.cases.queries import get_case
from returns_app.cases.service import duty_of
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.followup import queries
from returns_app.followup.models import HelpNeed
from returns_app.followup.queries import Case
from returns_app.followup.rules import ROLE_OF, HelpAnswer, HelpEntry, Needed, check_help, check_words
from returns_app.work.rules import TaskKind
from returns_app.work.service import close_tasks, open_task


def note_needs(
    work: UnitOfWork, case: Case, person_id: UUID, found: tuple[Needed, ...], said: HelpEntry
) -> list[HelpNeed]:
    """What answers show and what somebody saw; what is open already is not noted again, but what was said is added."""
    check_help(said)
    wanted = {one.kind: (one.whose, "") for one in found}
    if said.whose is not None:
        wanted |= {kind: (said.whose, said.text.strip()) for kind in said.kinds}
    known = {one.kind: one for one in _open_needs(work, case.id, person_id)}
    made = []
    for kind, (whose, text) in wanted.items():
        if kind in known:
            if text and text not in known[kind].text:
                known[kind].text = f"{known[kind].text}\n{text}".strip()
            continue
        need = HelpNeed(case_id=case.id, person_id=person_id, kind=kind, whose=whose, noted_on=work.today)
        need.noted_by, need.text = work.actor.account_id, text
        made.append(work.add(need))
    work.session.flush()
    for need in made:
        duty = duty_of(work, case, TaskKind.HELP_NEEDED, ROLE_OF[need.whose], since=work.today)
        open_task(work, replace(duty, subject_id=need.id))
        work.record(Action.HELP_NOTED, case_id=case.id, need=need.id, whose=need.whose.value)
    return made


def end_need(work: UnitOfWork, case_id: UUID, help_id: UUID, answer: HelpAnswer) -> HelpNeed:
    """What became of it; sent twice, it is recorded once."""
    get_case(work.session, work.actor, case_id)
    need = queries.get_need(work.session, case_id, help_id)
    if need.ended_at is not None:
        if (need.end, need.done) == (answer.end, answer.text.strip()):
            return need
        raise RuleBroken("followup.help_ended", N_("It is already recorded what became of this need."))
    if answer.version != need.version:
        raise Conflict("followup.stale", N_("Somebody else changed this in the meantime. Read it again, then decide."))
    check_words(answer.text)
    need.end, need.done = answer.end, answer.text.strip()
    need.ended_by, need.ended_at = work.actor.account_id, work.now
    close_tasks(work, [TaskKind.HELP_NEEDED], case_id=case_id, subject_id=need.id)
    work.record(Action.HELP_ENDED, case_id=case_id, need=need.id, end=answer.end.value)
    return need


def _open_needs(work: UnitOfWork, case_id: UUID, person_id: UUID) -> list[HelpNeed]:
    needs = queries.list_needs(work.session, case_id)
    return [one for one in needs if one.person_id == person_id and one.ended_at is None]
