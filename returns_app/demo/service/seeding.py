"""The whole demo: told once, on an empty database, from the first login to yesterday."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from zoneinfo import ZoneInfo

from returns_app.accounts.queries import find_by_email, list_organisations
from returns_app.audit.queries import newest_note
from returns_app.audit.service import seal
from returns_app.core import clock
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import settings
from returns_app.demo.rules.houses import LOGINS
from returns_app.demo.rules.plans import draw_plans
from returns_app.demo.service.clockwork import Story, play, without_waiting_for_the_disk
from returns_app.demo.service.founding import SEEDER, found_house, keep_rates
from returns_app.demo.service.living import live

CASES = 300
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
        is_demo = find_by_email(session, LOGINS[0].email) is not None
        has_any, is_sealed = bool(list_organisations(session)), newest_note(session) is not None
        session.rollback()
    if not has_any:
        return State.EMPTY
    if not is_demo:
        return State.OTHER
    return State.DEMO if is_sealed else State.CUT_OFF


def seed(password: str, cases: int = CASES, told: Callable[[int], None] = lambda _number: None) -> None:
    """Fill an empty database; `told` hears how many steps were taken."""
    if settings().is_production:
        raise RuleBroken("demo.production", N_("Made-up people are never put into a production database."))
    if look() is not State.EMPTY:
        raise RuleBroken("demo.not_empty", N_("This database is not empty. Nothing was added."))
    rng, now = Random(SEED), clock.utc_now().astimezone(ZoneInfo(settings().time_zone))
    with without_waiting_for_the_disk():
        _tell(rng, now, password, cases, told)
        seal()  # last: a sealed log says that the demo is complete


def _tell(rng: Random, now: datetime, password: str, cases: int, told: Callable[[int], None]) -> None:
    plans = list(draw_plans(rng, cases, now))
    first = min(min(plan.moments.values()) for plan in plans) - timedelta(days=3)
    with clock.travelling(first):
        house = found_house(password)
    stories: list[Story] = [live(house, plan) for plan in plans]
    stories.append(keep_rates(house, rng.getrandbits(32), max(first, now - RATES_KEPT), now))
    play(stories, _counter(told))


def _counter(told: Callable[[int], None]) -> Callable[[], None]:
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1
        told(steps)

    return count
