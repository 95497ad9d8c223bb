"""The whole demo: told once, on an empty database, from the first login to yesterday."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from zoneinfo import ZoneInfo

from returns_app.accounts.queries import find_by_email, list_organisations
from returns_app.audit.queries import newest_note
from returns_app.audit.service import seal
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import settings, unit_of_work
from returns_app.demo.rules.houses import EVERYWHERE
from returns_app.demo.rules.plans import CasePlan, draw_plans
from returns_app.demo.service.clockwork import Story, play, without_waiting_for_the_disk
from returns_app.demo.service.founding import SEEDER, found_house, keep_rates
from returns_app.demo.service.living import live
from returns_app.indicators.service import refresh_figures
from returns_app.review.service import publish_keys
from returns_app.work.service import plan_reminders, quietly

CASES = 120  # the first screen is there within a minute, on two slow cores too
RATES_KEPT = timedelta(days=570)  # older than the first delivery
SEED = 20260302  # every demo tells the same histories, counted back from its own first day


class State(StrEnum):
    """What stands in a database before it is seeded."""

    EMPTY = "empty"
    DEMO = "demo"
    CUT_OFF = "cut_off"
    OTHER = "other"


def look() -> State:
    """Whether the database is empty, holds the demo, a demo that was interrupted, or something else."""
    with scope(SEEDER):
        session = db.session()
        is_demo = find_by_email(session, EVERYWHERE) is not None
        has_any, is_sealed = bool(list_organisations(session)), newest_note(session) is not None
        session.rollback()
    if not has_any:
        return State.EMPTY
    if not is_demo:
        return State.OTHER
    return State.DEMO if is_sealed else State.CUT_OFF


def seed(
    password: str, cases: int = CASES, told: Callable[[int], None] = lambda _number: None, state: str = ""
) -> None:
    """Fill an empty database; `told` hears how many steps were taken. With a state, only what happens there."""
    if settings().is_production:
        raise RuleBroken("demo.production", N_("Made-up people are never put into a production database."))
    if look() is not State.EMPTY:
        raise RuleBroken("demo.not_empty", N_("This database is not empty. Nothing was added."))
    rng, now = Random(SEED), clock.utc_now().astimezone(ZoneInfo(settings().time_zone))
    with without_waiting_for_the_disk(), quietly():
        _tell(rng, now, password, draw_plans(rng, cases, now), told, state)
    with without_waiting_for_the_disk():
        with unit_of_work(SEEDER) as work:
            plan_reminders(work)
            work.record(Action.REMINDED, tasks=0)
        seal()  # last: a sealed log says that the demo is complete


def _tell(
    rng: Random, now: datetime, password: str, drawn: Iterator[CasePlan], told: Callable[[int], None], state: str
) -> None:
    plans = [plan for plan in drawn if state in {"", plan.state}]
    first = min(min(plan.moments.values()) for plan in plans) - timedelta(days=3)
    with clock.travelling(first):
        house = found_house(password, state)
    publish_keys()  # first, so that whoever finds a claim of ours can write to us at once
    stories: list[Story] = [live(house, plan, now) for plan in plans]
    stories.append(keep_rates(house, rng.getrandbits(32), max(first, now - RATES_KEPT), now))
    play(stories, _counter(told))
    _count_figures()


def _count_figures() -> None:
    """Turn what happened into figures, so that the room of figures has something to show."""
    with scope(SEEDER):
        organisations = [one.id for one in list_organisations(db.session())]
    for organisation_id in organisations:
        with unit_of_work(SEEDER) as work:
            refresh_figures(work, organisation_id)


def _counter(told: Callable[[int], None]) -> Callable[[], None]:
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1
        told(steps)

    return count
