"""The made-up past of a demo: the same every time, great enough for every page of figures, and no empty database takes it."""

from datetime import date

import numpy as np
from flask import Flask

from returns_app.demo.rules.past import COUNTRIES, EACH_YEAR, YEARS, past_quarters
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.measuring import Deadlines
from returns_app.indicators.rules.overview import overview
from returns_app.indicators.rules.scale import places_of
from returns_app.indicators.rules.spells import Spells, day_number

TODAY = date(2026, 11, 21)


def the_past() -> Spells:
    found = [rows for _quarter, rows in past_quarters(TODAY, "NL")]
    return Spells(np.concatenate(found), dict(registers().regions))


def test_the_same_day_has_the_same_past() -> None:
    first, second = (list(past_quarters(TODAY, "NL")) for _time in range(2))
    assert [(name, rows.tobytes()) for name, rows in first] == [(name, rows.tobytes()) for name, rows in second]
    assert len(first) >= YEARS * 4


def test_no_page_of_figures_is_empty_with_it() -> None:
    past = the_past()
    assert len(past) == YEARS * EACH_YEAR
    shown = overview(past, TODAY)
    assert None not in shown.tiles.values()
    assert all(None not in box.quartiles[:3] for box in shown.boxes)
    assert all(curve[-1] is not None for curve in shown.curves.values())
    places = places_of(past, "C1", 2025, TODAY, Deadlines())
    assert {one.country for one in places} <= set(COUNTRIES)
    assert len(places) >= 9
    assert {one.clear for one in places} >= {0, 1, 2}


def test_nothing_of_it_lies_ahead() -> None:
    past, today = the_past(), day_number(TODAY)
    assert all(int(past[name].max()) <= today for name in ("notified", "replied", "departed", "ended", "planned"))


def test_a_database_without_a_demo_takes_none(house: Flask) -> None:
    done = house.test_cli_runner().invoke(args=["demo", "figures"])
    assert (done.exit_code, "flask demo seed" in done.output) == (1, True)
