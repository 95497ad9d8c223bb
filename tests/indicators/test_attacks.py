"""Attacks on protected numbers: differencing, nesting, averaging, guessing the key, families, rates.

Where the fifteen are: A1 test_unpicking, A2 A4 A5 A6 A7 A8 A10 here, A3 here and in test_revisions, A9 here and in
test_releases (the front page under somebody who watches), A11 test_compiling (no mean in any document), A12 test_timing and
test_pages (logs, headers, order), A13 test_cells and test_compiling (every country has its row), A14 test_series
(Namibia), A15 test_releases, test_imported and test_room (no file without its warnings).
"""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise, product
from random import Random

import pytest

from returns_app.indicators.rules.disclosure import Contributor, Protection, percent, round_count

TRIES = 4000
SECRET = b"a secret of thirty-two bytes ...."
# Upper 0.1 percent points of chi-square by degrees of freedom; every draw is seeded.
CRITICAL = {1: 10.83, 2: 13.82, 3: 16.27, 4: 18.47, 5: 20.52, 6: 22.46}


def secrets() -> Iterator[Protection]:
    """A new secret for every try: over all secrets a draw is uniform."""
    return (Protection(sha256(f"try {n}".encode()).digest()) for n in range(TRIES))


def people(code: str, how_many: int) -> set[Contributor]:
    return {Contributor(f"{code}-{n}", f"household {code}-{n}") for n in range(how_many)}


def odds_of(truth: int) -> dict[int, float]:
    rest = truth % 5
    return (
        {truth - rest: 1 - rest / 5, truth - rest + 5: rest / 5}
        if rest
        else {truth - 5: 0.1, truth: 0.8, truth + 5: 0.1}
    )


def test_a2_total_less_the_others_does_not_tell_one_person_from_none() -> None:
    others = [people("B", 9), people("C", 14), people("D", 21)]

    def differences(lone: set[Contributor]) -> Counter[int]:
        everybody = lone.union(*others)
        return Counter(p.count(everybody) - sum(p.count(other) for other in others) for p in secrets())

    without, with_one = differences(set()), differences(people("A", 1))
    shared = set(without) & set(with_one)
    assert all(value in shared for seen in (without, with_one) for value, times in seen.items() if times > TRIES / 50)
    # Nothing that is seen often makes one of the two much likelier than the other.
    common = [value for value in shared if min(without[value], with_one[value]) > TRIES / 50]
    assert all(1 / 3 < with_one[value] / without[value] < 3 for value in common)


@pytest.mark.parametrize("truth", [3, 5, 7, 9, 12])
def test_a4_adding_a_person_gives_an_unrelated_draw(truth: int) -> None:
    group = people("A", truth)
    more = group | people("B", 1)
    seen = Counter(p.count(more) - p.count(group) for p in secrets())
    expected = Counter[int]()
    for (before, p), (after, q) in product(odds_of(truth).items(), odds_of(truth + 1).items()):
        expected[after - before] += p * q * TRIES  # type: ignore[assignment]
    assert set(seen) <= set(expected)
    assert sum((seen[v] - w) ** 2 / w for v, w in expected.items()) < CRITICAL[max(len(expected) - 1, 1)]


def test_a5_asking_a_thousand_times_gives_one_answer() -> None:
    chance, cell = Random(5), sorted(people("A", 13), key=lambda c: c.person)
    answers = set()
    for _ in range(1000):
        chance.shuffle(cell)
        answers.add(Protection(SECRET).count(list(cell)))
    assert len(answers) == 1


def test_a6_a_wrong_key_agrees_no_better_than_chance() -> None:
    right, wrong = Protection(SECRET), Protection(b"another secret of 32 bytes .....")
    cells = [people(f"cell {n}", 8) for n in range(TRIES)]
    agreed = sum(right.count(cell) == wrong.count(cell) for cell in cells)
    chance = 0.6**2 + 0.4**2
    assert abs(agreed / TRIES - chance) < 4 * (chance * (1 - chance) / TRIES) ** 0.5


def test_a7_a_family_alone_is_zero_and_with_one_more_it_is_drawn() -> None:
    family = {Contributor(f"child {n}", "family") for n in range(5)}
    assert {p.count(family) for p in secrets()} == {0}
    seen = Counter(p.count(family | people("A", 1)) for p in secrets())
    assert set(seen) == {5, 10}
    assert (seen[10] - TRIES / 5) ** 2 / (TRIES / 5) + (seen[5] - TRIES * 4 / 5) ** 2 / (TRIES * 4 / 5) < CRITICAL[1]


def _possible(value: int) -> set[int]:
    """True counts that can have been published as `value`."""
    least = 0 if value == 0 else 3
    edges = (0, 2**63, 2**64 - 1)
    hits = {n for n in range(max(least, 3), value + 6) if any(round_count(n, draw) == value for draw in edges)}
    return hits | ({0, 1, 2} if value == 0 else set())


def test_a10_no_percentage_gives_a_small_number_away() -> None:
    for whole in range(50, 205, 5):
        parts_by_percent: dict[int | None, set[int]] = {}
        for part in range(0, whole + 5, 5):
            parts_by_percent.setdefault(percent(part, whole), set()).update(_possible(part))
        # Who can be one or two can also be none, and four or five: no percentage singles them out.
        small = [parts for parts in parts_by_percent.values() if parts & {1, 2}]
        assert all({0, 1, 2, 3, 4} <= parts for parts in small)


def test_a10_rates_on_few_persons_are_withheld() -> None:
    assert {percent(part, whole) for whole in range(0, 50, 5) for part in range(0, whole + 5, 5)} == {None}


def test_a_watcher_cannot_tell_the_step_at_which_a_count_grew() -> None:
    protection = Protection(SECRET)
    values = [protection.count(people("A", n)) for n in range(60)]
    steps = {after - before for before, after in pairwise(values)}
    # Conventional rounding would step up once every five persons and never fall.
    assert any(step < 0 for step in steps)


def test_a3_a_year_less_three_quarters_is_not_the_fourth() -> None:
    quarters = [people(f"Q{n}", size) for n, size in enumerate((9, 11, 6, 1))]
    seen, without = (
        Counter(p.count(set[Contributor]().union(*quarters[:last])) - sum(p.count(q) for q in quarters[:3]) for p in secrets())
        for last in (4, 3)
    )  # fmt: skip
    assert len(seen) > 4
    assert set(seen) == set(without)


def test_a8_somebody_who_knows_all_but_one_stays_unsure() -> None:
    for known in range(3, 40):
        odds = [odds_of(known), odds_of(known + 1)]
        seen = set(odds[0]) & set(odds[1])
        certain = [value for odd in odds for value, chance in odd.items() if value not in seen and chance > 0.2]
        assert not certain, known
    # Documented: who knows of two others sees the third once the count is more than 0.
    assert set(odds_of(3)) - {0}
