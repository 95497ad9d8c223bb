"""Standing still: what comes off the net time of a stage, whatever overlaps and whatever is open still."""

from datetime import date, timedelta

import numpy as np
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from returns_app.cases import service as cases
from returns_app.cases.models import CasePause
from returns_app.cases.rules import PauseEntry, PauseKind, PauseReason
from returns_app.core.actions import Action
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.indicators import service
from returns_app.indicators.queries.spells import stored_spells
from returns_app.indicators.rules.spells import NEVER, Spells, day_number
from returns_app.indicators.rules.stages import duration_of
from returns_app.indicators.rules.steps import StepKind
from returns_app.indicators.rules.suspending import OPEN, net_days, stood_still
from tests import people
from tests.indicators import builders
from tests.indicators.builders import Family, Office
from tests.indicators.test_refreshing import step

DAYS = st.integers(0, 300)
SPANS = st.lists(st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))), max_size=5)


@pytest.mark.parametrize(
    ("spans", "begun", "done", "kept"),
    [
        ([(110, 120)], 100, 140, 10),
        ([(110, 120), (115, 130)], 100, 140, 20),  # an appeal while the case was on hold
        ([(90, 110)], 100, 140, 10),
        ([(130, 200)], 100, 140, 10),
        ([(130, OPEN)], 100, 140, 10),
        ([(110, 120)], NEVER, NEVER, 0),
        ([(110, 120)], 100, NEVER, 10),
        ([(130, OPEN)], 100, NEVER, -31),  # 30 days had gone by
        ([(110, 120), (130, OPEN)], 100, NEVER, -21),
        ([(90, OPEN)], 100, NEVER, -1),
    ],
)  # fmt: skip
def test_what_a_spell_keeps(spans: list[tuple[int, int]], begun: int, done: int, kept: int) -> None:
    assert stood_still(spans, begun, done) == kept


@given(SPANS, DAYS, DAYS)
def test_it_is_as_many_as_there_are_days(spans: list[tuple[int, int]], begun: int, more: int) -> None:
    done = begun + more
    days = {day for start, end in spans for day in range(max(start, begun), min(end, done))}
    assert stood_still(spans, begun, done) == len(days)


def test_the_clock_of_an_open_suspension_stands_whenever_it_is_looked_at() -> None:
    kept = np.array([stood_still([(130, OPEN)], 100, NEVER)])
    assert [int(net_days(np.array([spent]), kept)[0]) for spent in (20, 30, 50, 5000)] == [20, 30, 30, 30]


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


def refreshed(office: Office) -> Spells:
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id)
    return stored_spells(db.session(), office.organisation.id)


def on_hold(office: Office, family: Family, since: date, until: date | None) -> None:
    """The case stood still between two days."""
    with unit_of_work(people.SEEDER) as work:
        work.add(
            CasePause(
                case_id=family.case_id, kind=PauseKind.HOLD, reason=PauseReason.MEDICAL, since=since,
                review_on=since + timedelta(days=30), ended_on=until, begun_by=office.counsellor.id,
            )
        )  # fmt: skip
        work.record(Action.CASE_PAUSED, case_id=family.case_id)


def net(spells: Spells, day: date) -> int:
    return int(duration_of("T7", spells, day_number(day), net=True).days[0])


@pytest.mark.postgres
def test_a_hold_comes_off_once_beside_a_suspension_of_the_same_days(office: Office) -> None:
    family = builders.a_family(office)
    step(office, family, StepKind.DECISION, date(2026, 1, 1))
    step(office, family, StepKind.SUSPENDED, date(2026, 1, 10), ends_on=date(2026, 1, 20))
    on_hold(office, family, date(2026, 1, 15), date(2026, 1, 25))
    builders.departed(office, family, date(2026, 2, 10))
    assert net(refreshed(office), date(2026, 3, 1)) == 40 - 15


@pytest.mark.postgres
def test_a_hold_that_goes_on_stops_the_clock(office: Office) -> None:
    family = builders.a_family(office)
    step(office, family, StepKind.DECISION, date(2026, 1, 1))
    on_hold(office, family, date(2026, 1, 15), None)
    spells = refreshed(office)
    assert {net(spells, day) for day in (date(2026, 2, 1), date(2026, 8, 1))} == {14}


@pytest.mark.postgres
def test_putting_a_case_on_hold_is_read_by_the_next_refresh(office: Office) -> None:
    family = builders.a_family(office)
    step(office, family, StepKind.DECISION, date(2026, 1, 1))
    assert refreshed(office).rows["suspended"].max() == 0
    case = people.actor_of(people.an_account(Role.APPROVER, organisation=office.organisation))
    with unit_of_work(case) as work:
        entry = PauseEntry(
            PauseKind.SUSPENSION, PauseReason.FRAUD, today() + timedelta(days=9), "A report is looked into."
        )
        cases.pause_case(work, family.case_id, entry)
    assert refreshed(office).rows["suspended"].min() < 0
