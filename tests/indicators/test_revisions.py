"""Attack A3: what a second release tells beside the first."""

from hashlib import sha256
from operator import attrgetter

import numpy as np

from returns_app.indicators.rules.disclosure import Contributor, Protection
from returns_app.indicators.rules.revisions import moved, moved_by_cell, standing_value, standing_values

SECRET = sha256(b"revisions").digest()


def people(code: str, how_many: int) -> set[Contributor]:
    return {Contributor(f"{code}-{n}", f"household {code}-{n}") for n in range(how_many)}


def test_a3_one_or_two_persons_leave_the_published_value_and_three_do_not() -> None:
    protection = Protection(SECRET)
    changed = 0
    for n in range(200):
        before = people(f"cell {n}", 12)
        published = protection.count(before)
        for more in (1, 2):
            after = before | people(f"new {n}", more)
            people_moved = moved(frozenset(c.person for c in before), frozenset(c.person for c in after))
            assert standing_value(protection.count(after), published, people_moved) == published
        three = (before - set(sorted(before, key=attrgetter("person"))[:1])) | people(f"new {n}", 2)
        people_moved = moved(frozenset(c.person for c in before), frozenset(c.person for c in three))
        value = standing_value(protection.count(three), published, people_moved)
        assert value == protection.count(three)
        changed += value != published
    assert changed > 50  # a fresh draw, not the old value under another name


def test_a3_revisions_by_columns_are_revisions() -> None:
    before, now = (
        (np.array([0, 0, 1, 2]), np.array([5, 6, 7, 1])),
        (np.array([0, 1, 1, 1, 1]), np.array([5, 7, 8, 9, 4])),
    )
    found = moved_by_cell(before, now, 4)
    assert found.tolist() == [1, 3, 1, 0]
    drawn, old = np.array([10, 15, 20, 25]), np.array([5, 5, 5, 5])
    assert standing_values(drawn, old, np.array([True, True, True, False]), found).tolist() == [5, 15, 5, 25]
