"""Attack A1: working cells out from all published numbers and the knowledge that true numbers add up."""

import csv
import gzip
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from returns_app.indicators.rules.cells import Numbers, protect
from returns_app.indicators.rules.disclosure import Contributor, Protection
from returns_app.indicators.rules.guards import possible_counts

SECRET = b"a secret of thirty-two bytes ...."


def people(code: str, how_many: int) -> set[Contributor]:
    return {Contributor(f"{code}-{n}", f"household {code}-{n}") for n in range(how_many)}


def test_a1_no_cell_of_tables_with_margins_can_be_worked_out() -> None:
    chance, protection = Random(11), Protection(SECRET)
    for round_ in range(6):
        truth = [[chance.choice([0, 0, 1, 2, 3, 4, 7, 12]) for _ in range(4)] for _ in range(4)]
        who = [[people(f"{round_}-{r}-{c}", n) for c, n in enumerate(row)] for r, row in enumerate(truth)]
        bounds = [[possible_counts(protection.count(cell)) for cell in row] for row in who]
        by_row = [possible_counts(protection.count(set[Contributor]().union(*row))) for row in who]
        by_column = [possible_counts(protection.count(set[Contributor]().union(*c))) for c in zip(*who, strict=True)]
        total = possible_counts(protection.count(set[Contributor]().union(*(cell for row in who for cell in row))))
        for (r, c), n in ((place, truth[place[0]][place[1]]) for place in product(range(4), range(4))):
            low, high = reach(bounds, by_row, by_column, total, r * 4 + c)
            assert low <= n <= high
            assert high - low >= 4
            assert n not in {1, 2} or low == 0


def reach(
    bounds: list[list[tuple[int, int]]], by_row: list[tuple[int, int]], by_column: list[tuple[int, int]],
    total: tuple[int, int], cell: int,
) -> tuple[int, int]:  # fmt: skip
    """The least and greatest whole number a cell can be, given every published number (mixed-integer programme)."""
    grid = np.arange(16).reshape(4, 4)
    sums = [np.isin(np.arange(16), line).astype(float) for line in (*grid, *grid.T, grid.ravel())]
    limits = np.array([*by_row, *by_column, total], float)
    own = Bounds(*np.array([pair for row in bounds for pair in row], float).T)
    limit = LinearConstraint(np.array(sums), limits[:, 0], limits[:, 1])
    aim = (np.arange(16) == cell).astype(float)
    found = [milp(sign * aim, constraints=limit, bounds=own, integrality=np.ones(16)).fun for sign in (1, -1)]
    return round(found[0]), round(-found[1])


UK = Path("/work/shared/data/uk_home_office/returns.csv.gz")


@pytest.mark.skipif(not UK.exists(), reason="the public UK return tables are not at hand")
def test_a1_the_uk_tables_give_no_cell_away() -> None:
    tables = uk_tables()
    recovered = proven = small = 0
    for table in tables:
        low, high = propagate(table)
        is_small = (table >= 1) & (table <= 4)
        small += int(is_small.sum())
        recovered += int(((low == high) & is_small).sum())
        proven += int(((low > 0) & is_small & (table <= 2)).sum())
    assert small == 28_636
    assert (recovered, proven) == (0, 0)


def uk_tables() -> list[Numbers]:
    """Unrounded returns, nationality x each other dimension, by quarter."""
    with gzip.open(UK, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [table for by in UK_BY for table in crossed(rows, by)]


UK_BY = ("Return type", "Age")


def crossed(rows: list[dict[str, str]], by: str) -> list[Numbers]:
    """One table of true counts per quarter, ports left out, from 2010 on."""
    counted = [row for row in rows if not row["Return type group"].startswith("Refused") and float(row["Year"]) >= 2010]
    names = [sorted({row[column] for row in counted}) for column in ("Date", "Nationality", by)]
    places = [{name: at for at, name in enumerate(column)} for column in names]
    cube = np.zeros([len(column) for column in names], np.int64)
    for row in counted:
        cube[places[0][row["Date"]], places[1][row["Nationality"]], places[2][row[by]]] += round(
            float(row["Number of returns"] or 0)
        )
    return list(cube)


def propagate(table: Numbers) -> tuple[Numbers, Numbers]:
    """Bounds of every cell after all rows and columns have been laid against their margins, until nothing moves."""
    generator = np.random.Generator(np.random.PCG64(int(table.sum())))
    draws = generator.integers(0, 2**64, table.shape, np.uint64)
    low, high = bounds(table, draws)
    margins = [bounds(table.sum(axis=axis), draws.sum(axis=axis, dtype=np.uint64)) for axis in (1, 0)]
    while True:
        before = int((high - low).sum())
        for axis, margin in ((1, margins[0]), (0, margins[1])):
            least, most = (np.expand_dims(bound, axis) for bound in margin)
            others_high = high.sum(axis=axis, keepdims=True) - high
            others_low = low.sum(axis=axis, keepdims=True) - low
            low, high = np.maximum(low, least - others_high), np.minimum(high, most - others_low)
        if int((high - low).sum()) == before:
            return low, high


def bounds(truth: Numbers, draws: np.ndarray[tuple[int, ...], np.dtype[np.uint64]]) -> tuple[Numbers, Numbers]:
    published = protect(truth.ravel(), draws.ravel(), np.ones(truth.size, bool)).reshape(truth.shape)
    pairs = np.array([possible_counts(value) for value in published.ravel().tolist()]).reshape(*truth.shape, 2)
    return pairs[..., 0], pairs[..., 1]


def test_propagation_finds_what_there_is_to_find() -> None:
    rounded = np.array([[0, 5], [5, 5]])
    assert [value.shape for value in propagate(rounded)] == [(2, 2), (2, 2)]
