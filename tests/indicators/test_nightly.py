"""The nightly reading: a quarter per job, how far it has come, and the same bytes as reading everything at once."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.indicators import service
from returns_app.indicators.models import FigureState
from returns_app.indicators.queries.spells import stored_spells
from returns_app.indicators.service.nightly import NIGHT, READ
from returns_app.indicators.service.refreshing import refresh_figures
from returns_app.jobs.models import Job
from returns_app.jobs.service import NIGHTLY, begin_night, run_due
from tests import people
from tests.indicators import builders
from tests.indicators.builders import Office

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> Office:
    """Cases opened in three quarters."""
    found = builders.an_office()
    for day in (date(2025, 8, 4), date(2025, 11, 4), date(2026, 2, 10)):
        family = builders.a_family(found, 2, opened_on=day)
        builders.departed(found, family, day)
    return found


def reading() -> list[str]:
    """What is promised and not done."""
    db.session().rollback()
    return list(db.session().scalars(select(Job.kind).where(Job.ended_at.is_(None), Job.kind.in_([NIGHT, READ]))))


def state() -> FigureState:
    db.session().rollback()
    return db.session().scalars(select(FigureState)).one()


def test_the_night_reads_every_quarter_in_a_job_of_its_own(office: Office) -> None:
    assert NIGHT in NIGHTLY
    begin_night()
    while reading():
        assert run_due(1)
    assert len(stored_spells(db.session(), office.organisation.id)) == 6
    assert state().spells == 6
    db.session().rollback()
    assert len(db.session().scalars(select(Job.id).where(Job.kind == READ)).all()) == 3


def test_how_far_it_has_come_is_there_to_see_and_a_lost_worker_loses_a_quarter(office: Office) -> None:
    with unit_of_work(people.SEEDER) as work:
        refresh_figures(work, office.organisation.id)
    for day in (date(2025, 8, 5), date(2025, 11, 5)):
        builders.a_family(office, opened_on=day)
    begin_night()
    seen = []
    while reading():
        assert run_due(1)
        seen.append((state().quarters_done, state().quarters_due))
    assert seen[-1][0] == seen[-1][1] > 0
    assert sorted(seen) == seen
    assert len(stored_spells(db.session(), office.organisation.id)) == 8


def test_it_stores_the_bytes_that_reading_everything_at_once_stores(office: Office) -> None:
    begin_night()
    while reading():
        assert run_due(1)
    by_night = stored_spells(db.session(), office.organisation.id).rows.tobytes()
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id, anew=True)
    assert stored_spells(db.session(), office.organisation.id).rows.tobytes() == by_night


def test_a_second_night_of_the_same_day_promises_nothing(office: Office) -> None:
    begin_night()
    while reading():
        assert run_due(1)
    begin_night()
    assert reading() == []
