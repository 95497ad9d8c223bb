"""The sliding scale: chances and no ranks, withheld where few, intervals of whole households with a fixed seed."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from flask import Flask

from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.indicators import service
from returns_app.indicators.rules.measuring import Deadlines
from returns_app.indicators.rules.scale import SCALES, Bounded, outcomes_by_day, places_of
from returns_app.indicators.rules.spells import Outcome, Reply, Spells
from tests import people
from tests.indicators import builders
from tests.indicators.spells import made, many

CUT_OFF = date(2026, 2, 20)


def asked(country: str, accepted: int, all_: int) -> list[dict[str, object]]:
    common = {"citizen": country, "requested": "2024-03-01", "replied": "2024-04-01"}
    return [
        *many(accepted, f"{country} yes", **common, reply=Reply.POSITIVE),
        *many(all_ - accepted, f"{country} no", **common, reply=Reply.NEGATIVE_NOT_CONFIRMED),
    ]


def test_countries_stand_with_chances_and_the_small_ones_do_not_stand_at_all() -> None:
    spells = made([*asked("GM", 10, 300), *asked("NG", 150, 300), *asked("GE", 290, 300), *asked("AM", 9, 12)])
    found = {one.country: one for one in places_of(spells, "C1", 2024, CUT_OFF, Deadlines())}
    assert set(found) == {"GM", "NG", "GE"}
    assert [found[code].clear for code in ("GM", "NG", "GE")] == [0, 1, 2]
    assert all(sum(one.chances) in {99, 100, 101} and one.low <= one.share <= one.high for one in found.values())


def test_close_countries_are_not_distinguishable_and_come_in_the_order_of_the_code_list() -> None:
    spells = made([*asked("NG", 26, 50), *asked("GM", 25, 50), *asked("GE", 24, 50)])
    found = places_of(spells, "C1", 2024, CUT_OFF, Deadlines())
    assert [one.clear for one in found] == [None] * 3
    codes = [one.country for one in found]
    assert codes == [code for code in spells.citizens.values if code in codes]


def test_a_cohort_that_could_not_be_followed_has_no_scale() -> None:
    assert places_of(made(many(90, applied="2025-12-01")), "V2", 2025, CUT_OFF, Deadlines()) == []
    assert outcomes_by_day(made(many(90, applied="2025-12-01")), 2025, CUT_OFF) == []


def applied(household: int) -> Spells:
    """400 applications of 2024 in households of one size: all of a household leave or none does."""
    return made([
        {**one, "household": f"H{at // household}"} | ({"departed": "2024-05-20"} if at // household % 2 else
         {"ended": "2024-04-01", "outcome": Outcome.WITHDRAWN})
        for at, one in enumerate(many(400, applied="2024-03-01"))
    ])  # fmt: skip


def at(found: list[Bounded], outcome: str, day: int) -> Bounded:
    return next(one for one in found if (one.outcome, one.day) == (outcome, day))


def test_households_are_drawn_whole_and_the_bounds_are_the_same_every_time() -> None:
    single, families = (outcomes_by_day(applied(size), 2024, CUT_OFF) for size in (1, 20))
    assert families == outcomes_by_day(applied(20), 2024, CUT_OFF)
    for found in (single, families):
        one = at(found, "departed", 180)
        assert one.share is not None
        assert one.low is not None
        assert one.high is not None
        assert one.low % 5 == one.high % 5 == 0
        assert one.low <= one.share <= one.high
    widths = [
        (at(found, "departed", 180).high or 0) - (at(found, "departed", 180).low or 0) for found in (single, families)
    ]
    assert widths[1] > 1.5 * widths[0]


def test_outcomes_compete_and_few_events_are_withheld() -> None:
    spells = made([
        *many(100, "A", applied="2024-03-01", ended="2024-03-20", outcome=Outcome.WITHDRAWN),
        *many(100, "B", applied="2024-03-01", departed="2024-05-01"),
        *many(4, "C", applied="2024-03-01", departed="2024-05-01", return_type="ENFORCED"),
    ])  # fmt: skip
    found = outcomes_by_day(spells, 2024, CUT_OFF)
    shares = [at(found, name, 180).share for name in ("departed", "withdrawn")]
    assert sum(share or 0 for share in shares) <= 102
    assert at(found, "forced", 180).share in {None, 0}


@pytest.mark.postgres
def test_the_page_explains_itself_and_is_for_the_restricted_role(house: Flask) -> None:
    office = builders.an_office()
    for _family in range(15):
        family = builders.a_family(office, 2)
        builders.departed(office, family, today() - timedelta(days=400))
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id)
    analyst, manager = (
        people.client_for(house, people.an_account(role, organisation=office.organisation))
        for role in (Role.ANALYST, Role.PROGRAMME_MANAGER)
    )
    assert analyst.get("/indicators/scale").status_code == 403
    assert analyst.get("/indicators/scale/table.csv").status_code == 403
    for scale in SCALES:
        html = manager.get(f"/indicators/scale?scale={scale}&year={today().year - 2}").get_data(as_text=True)
        assert {"CONF", "PERT"} <= set(re.findall(r"<strong><bdi>([A-Z]+)</bdi>", html))
        assert "never a rank" in html
    rows = list(csv.DictReader(io.StringIO(manager.get("/indicators/scale/table.csv").data.decode("utf-8-sig"))))
    assert all("CONF" in row["CAVEATS"] for row in rows)
