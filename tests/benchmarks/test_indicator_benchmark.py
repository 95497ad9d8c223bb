"""The benchmark of figures counts what it says: every table of the catalogue, and one quarter as in the whole."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.indicators import CUT_OFF, YEARS, made_up, measured
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.measuring import Deadlines
from returns_app.indicators.rules.spells import Spells, day_number
from returns_app.indicators.rules.tables import Periods, end_of, start_of
from returns_app.indicators.rules.whole import whole_catalogue

QUARTER = "2024-Q2"


@pytest.fixture(scope="module")
def spells() -> Spells:
    return Spells(made_up(4_000), dict(registers().regions))


def test_one_quarter_gives_the_numbers_of_the_whole(spells: Spells) -> None:
    grid, cut_off = Periods(*YEARS), day_number(CUT_OFF)
    at = grid.names.index(QUARTER)
    whole = whole_catalogue(spells, grid, Deadlines(), cut_off)
    some = whole_catalogue(spells.during(start_of(QUARTER), end_of(QUARTER)), grid, Deadlines(), cut_off, QUARTER)
    compared = 0
    for one, other in zip(whole, some, strict=True):
        assert one[:3] == other[:3]
        if one.measure != "QUARTILES":
            assert np.array_equal(one.numbers[..., at], other.numbers[..., at]), one[:3]
            compared += 1
    assert compared > 100


def test_the_figures_are_all_there(tmp_path: Path) -> None:
    found = measured(f"sqlite:///{tmp_path / 'figures.sqlite3'}", 500, with_peers=False)
    assert found["tables"] > 140
    assert found["refresh_s"] < found["catalogue_s"]
