"""How far a case came, and the days on which it got there, counted back from the last of them."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random
from zoneinfo import ZoneInfo

SATURDAY = 5


class Step(StrEnum):
    """What somebody did in a case."""

    OPEN = "open"
    SUBMIT = "submit"
    DECIDE = "decide"
    SHARE = "share"
    DEPART = "depart"
    ARRIVE = "arrive"
    PLAN = "plan"
    DELIVER = "deliver"
    PROVE = "prove"
    FINISH = "finish"
    WITHDRAW = "withdraw"
    CLOSE = "close"


class Fate(StrEnum):
    """How far a case came until today."""

    INTAKE = "intake"
    SUBMITTED = "submitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    GAVE_UP = "gave_up"
    APPROVED = "approved"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    SUPPORTING = "supporting"
    CLOSED = "closed"


# The least and the most days that pass before each step.
PACE: dict[Step, tuple[int, int]] = {
    Step.OPEN: (0, 0), Step.SUBMIT: (3, 20), Step.DECIDE: (2, 14), Step.SHARE: (1, 5), Step.DEPART: (7, 30),
    Step.ARRIVE: (0, 2), Step.PLAN: (3, 12), Step.DELIVER: (7, 35), Step.PROVE: (14, 60), Step.FINISH: (10, 40),
    Step.WITHDRAW: (3, 30), Step.CLOSE: (10, 40),
}  # fmt: skip

_APPROVED = (Step.OPEN, Step.SUBMIT, Step.DECIDE, Step.SHARE)
_ARRIVED = (*_APPROVED, Step.DEPART, Step.ARRIVE, Step.PLAN)
PATHS: dict[Fate, tuple[Step, ...]] = {
    Fate.INTAKE: (Step.OPEN,),
    Fate.SUBMITTED: (Step.OPEN, Step.SUBMIT),
    Fate.REFUSED: (Step.OPEN, Step.SUBMIT, Step.DECIDE),
    Fate.WITHDRAWN: (Step.OPEN, Step.SUBMIT, Step.WITHDRAW),
    Fate.GAVE_UP: (*_APPROVED, Step.WITHDRAW),
    Fate.APPROVED: _APPROVED,
    Fate.DEPARTED: (*_APPROVED, Step.DEPART),
    Fate.ARRIVED: _ARRIVED,
    Fate.SUPPORTING: (*_ARRIVED, Step.DELIVER, Step.PROVE),
    Fate.CLOSED: (*_ARRIVED, Step.DELIVER, Step.PROVE, Step.FINISH, Step.CLOSE),
}

# How many days ago the last step was taken, at least and at most.
REST: dict[Fate, tuple[int, int]] = {
    Fate.INTAKE: (0, 18), Fate.SUBMITTED: (1, 12), Fate.REFUSED: (5, 480), Fate.WITHDRAWN: (5, 480), Fate.GAVE_UP: (5, 420),
    Fate.APPROVED: (1, 18), Fate.DEPARTED: (1, 4), Fate.ARRIVED: (1, 10), Fate.SUPPORTING: (2, 40), Fate.CLOSED: (5, 330),
}  # fmt: skip

# One round of thirty cases; the first ten come to every fate.
ROUND = (
    *Fate,
    Fate.CLOSED, Fate.SUPPORTING, Fate.CLOSED, Fate.SUBMITTED, Fate.CLOSED, Fate.SUPPORTING, Fate.REFUSED, Fate.CLOSED,
    Fate.SUPPORTING, Fate.CLOSED, Fate.APPROVED, Fate.SUPPORTING, Fate.CLOSED, Fate.DEPARTED, Fate.SUBMITTED, Fate.INTAKE,
    Fate.SUPPORTING, Fate.CLOSED, Fate.ARRIVED, Fate.APPROVED,
)  # fmt: skip


def draw_days(rng: Random, fate: Fate, today: date) -> dict[Step, date]:
    """A day for every step of a fate, counted back from today so that none lies ahead."""
    day, days = today - timedelta(days=rng.randint(*REST[fate])), dict[Step, date]()
    for step in reversed(PATHS[fate]):
        days[step] = day = workday(day)
        day -= timedelta(days=rng.randint(*PACE[step]))
    return {step: days[step] for step in PATHS[fate]}


def draw_moments(rng: Random, days: Mapping[Step, date], zone: str) -> dict[Step, datetime]:
    """A moment in office hours for every step, each after the one before."""
    moments, last = dict[Step, datetime](), datetime.min.replace(tzinfo=ZoneInfo(zone))
    for step, day in days.items():
        drawn = datetime.combine(day, time(rng.randint(9, 15), rng.randint(0, 59)), ZoneInfo(zone))
        moments[step] = last = max(drawn, last + timedelta(minutes=20)) if moments else drawn
    return moments


def workday(day: date) -> date:
    """The Friday before, for a day of the weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
