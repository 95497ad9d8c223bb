"""Histories as they are drawn: days in order, families that can be, supported families twice under other spellings."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from flask import Flask
from sqlalchemy import text

from returns_app.cases.rules import MemberRole
from returns_app.core import clock
from returns_app.db.session import db
from returns_app.demo.rules.families import draw_family
from returns_app.demo.rules.names import CULTURES
from returns_app.demo.rules.paths import PATHS, Fate, Step, draw_days, draw_moments
from returns_app.demo.rules.plans import CasePlan, draw_plans
from returns_app.demo.service.clockwork import play
from returns_app.demo.service.founding import found_house
from returns_app.demo.service.living import live
from tests.demo.conftest import PASSWORD

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize("fate", list(Fate))
def test_steps_follow_each_other_on_workdays_of_the_past(fate: Fate) -> None:
    for number in range(50):
        days = draw_days(Random(number), fate, NOW.date())
        assert tuple(days) == PATHS[fate]
        assert list(days.values()) == sorted(days.values())
        assert max(days.values()) <= NOW.date()
        assert all(day.weekday() < 5 for day in days.values())
        moments = list(draw_moments(Random(number), days, "Europe/Amsterdam").values())
        assert all(later > earlier for earlier, later in pairwise(moments))


@pytest.mark.parametrize("country", list(CULTURES))
def test_a_family_has_one_principal_and_children_younger_than_it(country: str) -> None:
    for number in range(50):
        family = draw_family(Random(number), country, NOW.date())
        assert [member.role for member in family].count(MemberRole.PRINCIPAL) == 1
        adult = family[0].person.born.year or 0
        children = [member.person.born.year or 0 for member in family if member.role is MemberRole.CHILD]
        assert all(year > adult + 15 for year in children)


def test_the_same_day_tells_the_same_histories() -> None:
    assert list(draw_plans(Random(1), 60, NOW)) == list(draw_plans(Random(1), 60, NOW))


def test_names_are_written_in_many_scripts() -> None:
    written = "".join(one.own for culture in CULTURES.values() for one in culture.families)
    for letter in "اაԱАአবë":
        assert letter in written or letter in "".join(one.own for culture in CULTURES.values() for one in culture.men)


def test_a_family_of_six_can_be_approved(house: Flask) -> None:
    families = (draw_family(Random(number), "GE", NOW.date()) for number in range(500))
    large = next(family for family in families if len(family) == 6)
    opened = clock.utc_now() - timedelta(days=20)
    steps = (Step.OPEN, Step.SUBMIT, Step.DECIDE)
    moments = {step: opened + timedelta(days=place) for place, step in enumerate(steps)}
    people = ("counsellor@ro-nl.example", "approver@ro-nl.example")
    plan = CasePlan("NL", *people, "GE", large, Fate.APPROVED, moments, seed=1)
    play([live(found_house(PASSWORD), plan, clock.utc_now())])
    assert db.session().execute(text("select stage, members_count from return_case")).all() == [("approved", 6)]
