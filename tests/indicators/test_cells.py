"""Cells by columns hold the same persons and get the same values as sets do."""

from hashlib import sha256

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from returns_app.indicators.rules.cells import Persons, cell_sums, protect
from returns_app.indicators.rules.disclosure import Contributor, Protection, record_key, round_count

SECRET = b"a secret of thirty-two bytes ...."


def rows_of(cell: dict[str, tuple[str, ...]]) -> tuple[Persons, list[str], list[str]]:
    """Persons by columns, with the cell each row stands in, from cell -> persons (household = person)."""
    pairs = [(name, person) for name, persons in cell.items() for person in persons]
    keys = np.array([record_key(SECRET, person) for _name, person in pairs], np.uint64)
    homes = np.array([hash_of(person) for _name, person in pairs], np.uint64)
    return Persons.of(keys, homes), [name for name, _person in pairs], list(cell)


def hash_of(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")


households = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 25), st.integers(0, 9)), max_size=120)


@given(households)
def test_columns_give_the_same_values_as_sets(rows: list[tuple[int, int, int]]) -> None:
    cells = [set[Contributor]() for _ in range(4)]
    for cell, person, home in rows:
        cells[cell].add(Contributor(f"P{person}", f"H{home}"))
    keys = np.array([record_key(SECRET, f"P{person}") for _c, person, _h in rows], np.uint64)
    persons = Persons.of(keys, np.array([hash_of(f"H{home}") for _c, _p, home in rows], np.uint64))
    found = cell_sums(np.array([cell for cell, _p, _h in rows], np.int64), persons, 4)
    assert found.persons.tolist() == [len({c.person for c in cell}) for cell in cells]
    protection = Protection(SECRET)
    for group, value, several in zip(cells, found.protect().tolist(), found.several.tolist(), strict=True):
        # Households that share a person anywhere are one here, so columns hide at least what sets hide.
        assert value == (protection.count(group) if several else 0)


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 2**64 - 1)), min_size=1))
def test_rounding_by_columns_is_rounding(cells: list[tuple[int, int]]) -> None:
    persons, draws = np.array([n for n, _ in cells]), np.array([d for _, d in cells], np.uint64)
    expected = [round_count(n, d) if n >= 3 else 0 for n, d in cells]
    assert protect(persons, draws, np.ones(len(cells), bool)).tolist() == expected


def test_a7_and_a13_every_cell_has_its_value_also_an_empty_one() -> None:
    persons, where, names = rows_of({"NA": ("a", "b", "c", "d"), "NG": (), "GM": ("e",)})
    sums = cell_sums(np.array([names.index(name) for name in where]), persons, len(names))
    assert len(sums.protect()) == 3
    assert sums.protect().tolist()[1:] == [0, 0]


def test_some_rows_are_told_as_among_all() -> None:
    chance = np.random.Generator(np.random.PCG64(7))
    keys = chance.integers(0, 400, 900, np.uint64) * np.uint64(2**40)
    homes = chance.integers(0, 300, 900).astype(np.uint64)
    wanted = chance.random(900) < 0.3
    whole, some = Persons.of(keys, homes).pick(wanted), Persons.among(keys, homes, wanted)
    assert (whole.comes_again == some.comes_again).all()
    assert (whole.record_key == some.record_key).all()
    for one, other in ((whole.number, some.number), (whole.household, some.household)):
        pairs = set(zip(one.tolist(), other.tolist(), strict=True))
        assert len(pairs) == len({a for a, _b in pairs}) == len({b for _a, b in pairs})
