"""RR5T as it is written down: the published test vector, the bounds, no bias, the guards."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.indicators.rules.disclosure import (
    DRAWS,
    Contributor,
    Protection,
    count_households,
    percent,
    publishable_sum,
    record_key,
    round_count,
)

SECRET = b"0123456789abcdef0123456789abcdef"
RECORD_KEYS = (
    13698266595945378435, 5041372441177864464, 17736273185806341290, 91849517574995177, 9254738575255714575,
    6330195864929599826, 17469764934335635829,
)  # fmt: skip
DRAWN = (".742585", ".015878", ".977363", ".982342", ".484043", ".827203", ".774241")
PUBLISHED = (0, 0, 0, 0, 5, 5, 5)
# Upper 0.1 percent points of chi-square; the draws are seeded, so these tests do not depend on luck.
CRITICAL = {1: 10.83, 2: 13.82}

contributors = st.sets(st.builds(Contributor, st.uuids().map(str), st.sampled_from("abcdefgh")), max_size=40)


def alone(people: int, start: int = 1) -> list[Contributor]:
    return [Contributor(f"P-{n:04d}", f"H-{n:04d}") for n in range(start, start + people)]


def chi_square(seen: Counter[int], expected: dict[int, float]) -> float:
    assert set(seen) <= set(expected)
    return sum((seen[value] - wanted) ** 2 / wanted for value, wanted in expected.items())


def test_record_keys_of_the_test_vector() -> None:
    assert tuple(record_key(SECRET, f"P-{n:04d}") for n in range(1, 8)) == RECORD_KEYS


def test_draws_and_values_of_the_test_vector() -> None:
    protection = Protection(SECRET)
    drawn = [protection.cell_key(c.person for c in alone(n)) for n in range(1, 8)]
    assert tuple(f"{draw / DRAWS:.6f}"[1:] for draw in drawn) == DRAWN
    assert tuple(protection.count(alone(n)) for n in range(1, 8)) == PUBLISHED


@given(contributors, st.binary(min_size=32, max_size=32))
def test_published_values_stay_near_and_on_the_grid(people: set[Contributor], secret: bytes) -> None:
    truth, value = len({c.person for c in people}), Protection(secret).count(people)
    assert value % 5 == 0
    assert abs(value - truth) <= 5
    assert value == 0 or truth >= 3


@given(st.lists(st.builds(Contributor, st.uuids().map(str), st.uuids().map(str)), max_size=30), st.randoms())
def test_the_same_set_gives_the_same_value_whatever_the_order(people: list[Contributor], chance: Random) -> None:
    other = [*people, *people]
    chance.shuffle(other)
    assert Protection(SECRET).count(other) == Protection(SECRET).count(people)


@given(st.sets(st.uuids().map(str), max_size=60))
def test_one_household_is_never_shown(persons: set[str]) -> None:
    assert Protection(SECRET).count({Contributor(person, "one") for person in persons}) == 0


def test_a_family_in_two_cases_is_one_household() -> None:
    twice = [Contributor(f"P-{n}", household) for n in range(5) for household in ("first", "second")]
    assert count_households(twice) == 1
    assert count_households([*twice, Contributor("P-9", "second")]) == 1
    assert count_households([*twice, Contributor("P-9", "third")]) == 2
    assert count_households([]) == 0


@pytest.mark.parametrize("truth", range(3, 24))
def test_it_is_right_on_average_and_drawn_with_the_stated_odds(truth: int) -> None:
    chance, tries = Random(truth), 20_000
    seen = Counter(round_count(truth, chance.getrandbits(64)) for _ in range(tries))
    rest = truth % 5
    odds = {truth - rest: 1 - rest / 5, truth - rest + 5: rest / 5}
    odds = odds if rest else {truth - 5: 0.1, truth: 0.8, truth + 5: 0.1}
    assert sum(value * odd for value, odd in odds.items()) == pytest.approx(truth)
    assert chi_square(seen, {value: odd * tries for value, odd in odds.items()}) < CRITICAL[len(odds) - 1]


def test_draws_of_sets_are_uniform() -> None:
    protection, tries = Protection(SECRET), 6000
    seen = Counter(protection.count(alone(7, start)) for start in range(1, tries * 7, 7))
    assert chi_square(seen, {5: 0.6 * tries, 10: 0.4 * tries}) < CRITICAL[1]


def test_multiples_of_five_also_move() -> None:
    protection = Protection(SECRET)
    assert {protection.count(alone(10, start)) for start in range(1, 2000, 10)} == {5, 10, 15}


def test_the_edges_of_the_draw() -> None:
    assert (round_count(3, 0), round_count(3, DRAWS - 1)) == (5, 0)
    assert (round_count(5, 0), round_count(5, DRAWS // 2), round_count(5, DRAWS - 1)) == (0, 5, 10)


def test_the_secret_is_not_shown() -> None:
    protection = Protection(SECRET)
    protection.count(alone(5))
    assert "0123456789" not in repr(protection)
    assert str(RECORD_KEYS[0]) not in repr(protection)


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(20, 45, None), (25, 50, 50), (10, 60, 17), (0, 50, 0), (35, 280, 13)]
)
def test_rates_are_whole_and_need_fifty_persons(part: int, whole: int, shown: int | None) -> None:
    assert percent(part, whole) == shown


@pytest.mark.parametrize(
    ("cents", "persons", "shown"),
    [(12_345_678, 50, 123_000), (12_350_000, 50, 124_000), (12_345_678, 45, None), (0, 50, 0)],
)
def test_sums_are_rounded_to_a_thousand_and_need_fifty_persons(cents: int, persons: int, shown: int | None) -> None:
    assert publishable_sum(cents, persons) == shown
