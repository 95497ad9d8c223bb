"""Who is to be asked when: opened by the confirmed arrival, and by the house for arrivals that came before."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from returns_app.cases.queries import get_case
from returns_app.cases.service import duty_of
from returns_app.core.actions import Action
from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.followup import queries
from returns_app.followup.models import SurveyRound
from returns_app.followup.queries import Case
from returns_app.followup.rules import ADULT_AGE, TASK_OF, RoundState, SurveyMoment
from returns_app.jobs.service import Effect, calls_out, every_night
from returns_app.work.rules import deadline_table, due_day, find_rule
from returns_app.work.service import open_task

EXPECT = "followup.expect"
CAUGHT_UP = timedelta(days=400)
TOO_LATE = timedelta(days=60)
AT_ONCE = 200


def expect_answers(work: UnitOfWork, case: Case, person_ids: Collection[UUID], arrived_on: date) -> int:
    """Every adult who arrived is to be asked at every moment; asked for twice, they are expected once."""
    known = {(one.person_id, one.moment) for one in queries.list_rounds(work.session, case.id)}
    days = {moment: day for moment, day in days_of(case, arrived_on).items() if day >= work.today - TOO_LATE}
    fresh = [
        (person_id, moment)
        for person_id in _adults(case, person_ids, arrived_on)
        for moment in days
        if (person_id, moment) not in known
    ]
    for person_id, moment in fresh:
        work.add(
            SurveyRound(
                case_id=case.id, person_id=person_id, moment=moment, arrived_on=arrived_on, due_on=days[moment],
                state=RoundState.OPEN,
            )
        )  # fmt: skip
    for moment in dict.fromkeys(moment for _person, moment in fresh):
        open_task(work, replace(duty_of(work, case, TASK_OF[moment], Role.PARTNER, since=arrived_on), is_told=False))
    if fresh:
        work.session.flush()
        work.record(Action.SURVEY_EXPECTED, case_id=case.id, rounds=len(fresh))
    return len(fresh)


def days_of(case: Case, arrived_on: date) -> Mapping[SurveyMoment, date]:
    """The day of each moment, by the table of deadlines; a moment of which it says nothing does not come."""
    rules = {
        moment: find_rule(deadline_table(), kind, case.member_state, arrived_on) for moment, kind in TASK_OF.items()
    }
    return {moment: due_day(rule, arrived_on, case.member_state) for moment, rule in rules.items() if rule}


def catch_up(work: UnitOfWork) -> None:
    """Arrivals that nobody has planned surveys for yet; what is long past is not asked for any more."""
    found = queries.arrivals_without_rounds(work.session, work.today - CAUGHT_UP, AT_ONCE)
    made = 0
    for case_id, arrived_on, person_ids in found:
        case = get_case(work.session, work.actor, case_id)
        made += expect_answers(work, case, person_ids or [one.person_id for one in case.present], arrived_on)
    work.record(Action.SURVEY_EXPECTED, arrivals=len(found), rounds=made)


@every_night(EXPECT)
@calls_out(EXPECT)
def expect_in_time(_payload: dict[str, Any]) -> Effect:
    """Nobody is called: what to do stands ready for the job's own transaction."""
    return catch_up


def _adults(case: Case, person_ids: Collection[UUID], day: date) -> list[UUID]:
    """Those who are no children; whose age is not known is asked."""
    ages = {one.person_id: one.person.born.age_on(day) for one in case.present if one.person_id in set(person_ids)}
    return [person_id for person_id, age in ages.items() if age is None or age >= ADULT_AGE]
