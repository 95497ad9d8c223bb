"""Every night the house looks at its own log: officers and auditors hear of what stood out, and of access to confirm."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from returns_app.auditing.queries import list_watched
from returns_app.auditing.rules import find_alarms as find_fishing
from returns_app.core.actions import Action
from returns_app.core.permissions import Actor, Role
from returns_app.db.unit_of_work import UnitOfWork, settings
from returns_app.jobs.service import Effect, calls_out, every_night
from returns_app.privacy.queries.oversight import list_alarms, list_colleagues, list_houses
from returns_app.work.queries import accounts_with_role
from returns_app.work.rules import Duty, NoticeKind, TaskKind
from returns_app.work.service import open_task, tell

WATCH = "privacy.watch"
A_DAY = timedelta(days=1)


@every_night(WATCH)
@calls_out(WATCH)
def watch(_payload: dict[str, Any]) -> Effect:
    """Nobody is called: what to do stands ready for the job's own transaction."""
    return look_at_the_log


def look_at_the_log(work: UnitOfWork) -> None:
    """Tell officers and auditors of yesterday and today; ask officers to confirm access in this quarter."""
    told = 0
    for actor in _as(work, Role.DPO):
        stood_out = list_alarms(work.session, actor, work.now, settings().time_zone, days=2)
        if any(alarm.day >= work.today - A_DAY for alarm in stood_out):
            told += _tell(work, actor, Role.DPO, NoticeKind.ALARM)
        _ask_to_confirm(work, actor)
    for actor in _as(work, Role.AUDITOR):
        fishing = find_fishing(list_watched(work.session, actor, work.now), settings().checks_per_hour)
        if any(alarm.since >= work.now - A_DAY for alarm in fishing):
            told += _tell(work, actor, Role.AUDITOR, NoticeKind.FISHING)
    work.record(Action.OVERSIGHT_WATCHED, told=told)


def _as(work: UnitOfWork, role: Role) -> Iterator[Actor]:
    """Every organisation that has somebody of this role, as that role sees it."""
    for house_id, state in list_houses(work.session):
        if accounts_with_role(work.session, house_id, role):
            yield Actor(None, house_id, state, frozenset({role}), name="watch")


def _tell(work: UnitOfWork, actor: Actor, role: Role, kind: NoticeKind) -> int:
    assert actor.organisation_id is not None  # noqa: S101  (made above)
    who = accounts_with_role(work.session, actor.organisation_id, role)
    tell(work, kind, who, actor.organisation_id)
    return len(who)


def _ask_to_confirm(work: UnitOfWork, actor: Actor) -> None:
    waiting = any(one.review is None for one in list_colleagues(work.session, actor, work.now))
    if waiting and actor.organisation_id is not None:
        subject, state = actor.organisation_id, actor.member_state or ""
        open_task(work, Duty(TaskKind.REVIEW_ACCESS, subject, Role.DPO, subject_id=subject, member_state=state))
