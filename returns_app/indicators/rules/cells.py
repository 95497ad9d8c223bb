"""Many cells at once: distinct persons, their draw, whether one household stands behind them, and RR5T of all.

The same values as `disclosure.Protection`, by columns: a table of a hundred thousand cells over a million persons is
protected in a fraction of a second. Draws are sums of 64-bit record keys modulo 2^64, counted without loss in two halves.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from returns_app.indicators.rules.disclosure import BASE, DRAWS, LEAST_PERSONS

Numbers = npt.NDArray[np.int64]
Draws = npt.NDArray[np.uint64]
Marks = npt.NDArray[np.bool_]
HALF = 32


@dataclass(frozen=True, slots=True)
class Persons:
    """Who stands in which row: a dense number per person and household, the person's record key, who comes twice."""

    number: Numbers
    household: Numbers
    record_key: Draws
    comes_again: Marks

    @classmethod
    def of(cls, record_key: Draws, household: Draws) -> "Persons":
        """The persons of rows known by record key; households that share a person become one."""
        _known, number, times = np.unique(record_key, return_inverse=True, return_counts=True)
        again = times[number] > 1
        home = np.unique(household, return_inverse=True)[1].astype(np.int64)
        return cls(number.astype(np.int64), _join(number, home, again), record_key, again)

    @classmethod
    def among(cls, record_key: Draws, household: Draws, wanted: Marks) -> "Persons":
        """The persons of some rows as `of` would tell them among all, without numbering those who are not wanted.

        Who comes twice, and which households are one, depends on every row in which such a person stands; nobody else
        has to be looked at.
        """
        order = np.argsort(record_key)
        same = np.diff(record_key[order]) == 0
        again = np.zeros(len(order), bool)
        again[order[1:][same]] = again[order[:-1][same]] = True
        needed = wanted | again
        return cls.of(record_key[needed], household[needed]).pick(wanted[needed])

    def pick(self, where: Marks | Numbers) -> "Persons":
        """Some of the rows."""
        return Persons(
            self.number[where], self.household[where], self.record_key[where], self.comes_again[where]
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellSums:
    """By cell: distinct persons, the sum of their record keys modulo 2^64, and whether households are at least two."""

    persons: Numbers
    draw: Draws
    several: Marks

    def protect(self) -> Numbers:
        """The published counts."""
        return protect(self.persons, self.draw, self.several)


def cell_sums(cell: Numbers, persons: Persons, cells: int) -> CellSums:
    """What is behind each of `cells` cells; a person who stands in a cell twice counts once."""
    kept = first_in_cell(cell, persons)
    where, household, key = cell[kept], persons.household[kept], persons.record_key[kept]
    upper = np.bincount(where, weights=(key >> np.uint64(HALF)).astype(float), minlength=cells)
    lower = np.bincount(where, weights=(key & np.uint64(2**HALF - 1)).astype(float), minlength=cells)
    draw = (upper.astype(np.uint64) << np.uint64(HALF)) + lower.astype(np.uint64)
    one = np.zeros(cells, np.int64)
    one[where] = household
    several = np.bincount(where[household != one[where]], minlength=cells) > 0
    return CellSums(np.bincount(where, minlength=cells), draw, several)


def first_in_cell(cell: Numbers, persons: Persons) -> Marks:
    """Rows that count: all but the second and later ones of a person in the same cell."""
    kept = np.ones(len(cell), bool)
    again = np.flatnonzero(persons.comes_again)
    if len(again):
        pairs = cell[again] * (int(persons.number.max()) + 1) + persons.number[again]
        _unique, first = np.unique(pairs, return_index=True)
        kept[again] = False
        kept[again[first]] = True
    return kept


def protect(persons: Numbers, draw: Draws, several: Marks) -> Numbers:
    """RR5T by columns: 0 under three persons or for one household, else a multiple of 5 that is right on average."""
    rest = persons % BASE
    up = np.array([0, *(-(-part * DRAWS // BASE) for part in range(1, BASE))], dtype=np.uint64)
    down_below = np.uint64(-(-DRAWS // 10))
    up_from = np.uint64(-(-9 * DRAWS // 10))
    moved = np.where(draw < up[rest], persons - rest + BASE, persons - rest)
    kept = np.where(draw < down_below, persons - BASE, np.where(draw >= up_from, persons + BASE, persons))
    found = np.where(rest == 0, kept, moved)
    return np.where((persons >= LEAST_PERSONS) & several, found, 0)


def _join(number: Numbers, household: Numbers, again: Marks) -> Numbers:
    """Households that share somebody get one number; only persons who come twice can join any."""
    home: dict[int, int] = {}
    root: dict[int, int] = {}
    for who, where in zip(number[again].tolist(), household[again].tolist(), strict=True):
        first = home.setdefault(who, where)
        root[_root(root, where)] = _root(root, first)
    if not root:
        return household
    joined = np.arange(int(household.max()) + 1)
    joined[list(root)] = [_root(root, where) for where in root]
    return np.asarray(joined[household])


def _root(root: dict[int, int], household: int) -> int:
    while root.get(household, household) != household:
        root[household] = root.get(root[household], root[household])
        household = root[household]
    root.setdefault(household, household)
    return household
