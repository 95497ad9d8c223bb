"""RR5T: keyed random rounding to base 5 with threshold 3, through which every count that is shown openly passes.

A cell-key method: the rounding of a count is drawn from the set of persons behind it and a secret, so the same set
gives the same value in every table, query and export, and another set gives an unrelated draw. Source of the method:
ESS handbook on statistical disclosure control, chapter 5 (frequency tables: random rounding, cell-key method).

Units: persons, whole euro cents, whole percent. Nothing here uses floating point or decimals.
"""

import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

BASE = 5
LEAST_PERSONS = 3
LEAST_HOUSEHOLDS = 2
LEAST_FOR_RATE = 50  # a percentage or a sum stands on at least so many persons, as published
DRAWS = 2**64
KILO_EURO = 100_000  # in cents


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person in a cell and the travelling household they are counted with, both as opaque texts."""

    person: str
    household: str


@dataclass(frozen=True)
class Protection:
    """Protects the counts of one family of releases under its secret."""

    secret: bytes = field(repr=False)
    _keys: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def count(self, contributors: Collection[Contributor]) -> int:
        """The published value of a cell: a multiple of 5 within 5 of the truth, 0 for fewer than 3 persons.

        A single household gives 0 too, however large: it would recognise itself, and so would its neighbours.
        What is not shown is worked out all the same: the time an answer takes must not tell why it is 0.
        """
        persons = {contributor.person for contributor in contributors}
        rounded, households = round_count(len(persons), self.cell_key(persons)), count_households(contributors)
        return rounded if len(persons) >= LEAST_PERSONS and households >= LEAST_HOUSEHOLDS else 0

    def cell_key(self, persons: Iterable[str]) -> int:
        """The draw of a set of persons, uniform below 2^64 and independent of their order."""
        return sum(self._record_key(person) for person in set(persons)) % DRAWS

    def _record_key(self, person: str) -> int:
        if person not in self._keys:
            self._keys[person] = record_key(self.secret, person)
        return self._keys[person]


def record_key(secret: bytes, person: str) -> int:
    """A person's share in the draw of every cell: 8 bytes, big-endian, of HMAC-SHA256 over the id."""
    return int.from_bytes(hmac.digest(secret, b"rk|v1|" + person.encode(), "sha256")[:8], "big")


def round_count(persons: int, draw: int) -> int:
    """`persons` (3 or more) rounded to a multiple of 5 by a draw below 2^64; right on average, multiples move too."""
    rest = persons % BASE
    if rest:
        return persons - rest + (BASE if draw * BASE < rest * DRAWS else 0)
    # A family of five would otherwise be published exactly.
    if draw * 10 < DRAWS:
        return persons - BASE
    return persons + BASE if draw * 10 >= 9 * DRAWS else persons


def count_households(contributors: Iterable[Contributor]) -> int:
    """How many households there are when two that share a person are one: a family in two cases stays one family."""
    joined: dict[str, str] = {}
    first: dict[str, str] = {}
    for contributor in contributors:
        joined.setdefault(contributor.household, contributor.household)
        known = first.setdefault(contributor.person, contributor.household)
        joined[_root(joined, contributor.household)] = _root(joined, known)
    return sum(household == root for household, root in joined.items())


def _root(joined: dict[str, str], household: str) -> str:
    while joined[household] != household:
        joined[household] = joined[joined[household]]
        household = joined[household]
    return household


def percent(part: int, whole: int) -> int | None:
    """A whole percentage of two published counts, or None when the published whole is under 50."""
    return None if whole < LEAST_FOR_RATE else (200 * part + whole) // (2 * whole)


def publishable_sum(cents: int, persons: int) -> int | None:
    """A sum in euro, rounded to 1,000; None when the published number of its persons is under 50."""
    return None if persons < LEAST_FOR_RATE else (cents + KILO_EURO // 2) // KILO_EURO * 1000
