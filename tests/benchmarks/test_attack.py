"""What the attacks reach: much against Bloom filters, nothing beyond chance against our store."""

from random import Random

import pytest

from benchmarks import attack
from benchmarks.attacking import chance, encodings, guessing, live, matching
from benchmarks.attacking.encodings import Stored
from benchmarks.linking.files import Person
from returns_app.blind.group import scalar_times

SEED = 11
AS_CHANCE = 5
"""So many right guesses among a hundred and twenty are within chance, of which one is expected."""


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return encodings.people(120, SEED)


@pytest.fixture(scope="module")
def store(people: list[Person]) -> list[Stored]:
    return encodings.stored(people, guessing.token_under(scalar_times(*guessing.SHARES)))


def test_graph_matching_opens_bloom_filters_and_not_our_store(people: list[Person], store: list[Stored]) -> None:
    figures = attack.graphs(people, store, 1.0, SEED)
    assert figures["bloom"] > 0.5
    assert figures["ours"] <= AS_CHANCE / len(people)


def test_no_two_rows_at_rest_are_alike_so_no_frequency_tells_a_name(people: list[Person], store: list[Stored]) -> None:
    figures = attack.frequencies(people, store, SEED)
    assert figures["most_rows_alike_in_ours"] == 1
    assert figures["bloom"] > 3 * max(figures["ours"], figures["chance"])


def test_a_dictionary_confirms_nothing_with_one_share_and_everything_with_both(
    people: list[Person], store: list[Stored]
) -> None:
    figures = guessing.dictionary(store, people, 0.15)
    for thief in ("store_alone", "store_and_one_share", "store_and_the_other_share"):
        assert figures[thief]["guesses_tried"] > 10
        assert figures[thief]["confirmed"] == 0
    assert figures["store_and_both_shares"]["confirmed"] == figures["store_and_both_shares"]["guesses_tried"]


def test_a_holder_sees_no_element_twice_though_the_tokens_are_the_same(people: list[Person]) -> None:
    figures = attack.holder(people[:5])
    assert figures["elements"] > 100
    assert figures["elements_seen_twice"] == 0
    assert figures["questions_with_the_same_tokens"] == 1.0


def test_the_shape_of_a_claim_tells_nothing_to_a_thief_of_the_database(
    people: list[Person], store: list[Stored]
) -> None:
    figures = attack.shapes(people, store)
    assert (figures["different_numbers_of_rows"], figures["alone_with_the_database"]) == (1, 0.0)
    assert 0 < figures["alone_with_the_database_and_its_key"] <= figures["alone_without_hiding"]


def test_whoever_runs_the_store_links_questions_about_one_person_until_the_key_changes() -> None:
    figures = live.linked(30, SEED)
    assert figures["check_again_same_details"] == figures["check_and_later_claim_same_details"] == 1.0
    assert figures["across_a_change_of_key"] == 0.0
    assert figures["while_both_keys_are_asked"] == 1.0
    assert figures["checks_of_two_strangers"] < figures["check_again_written_otherwise"]


def test_times_that_differ_are_told_apart_and_equal_ones_are_not() -> None:
    rng = Random(SEED)
    spans = [chance.interval(_times(rng, 10), _times(rng, 10), SEED) for _ in range(30)]
    assert sum(low < 0.5 < high for low, high in spans) >= 25  # an interval of 95 % misses once in twenty
    assert chance.interval(_times(rng, 12), _times(rng, 10), SEED)[0] > 0.8
    assert chance.told_apart([1.0, 3.0], [2.0, 3.0]) == 0.375


def _times(rng: Random, middle: float) -> list[float]:
    return [rng.gauss(middle, 1) for _ in range(60)]


def test_equal_graphs_are_matched_and_unlike_ones_are_not() -> None:
    rng = Random(SEED)
    points = [(rng.random(), rng.random()) for _ in range(40)]
    alike = matching.similarities(points, lambda one, other: 1 - abs(one[0] - other[0]) - abs(one[1] - other[1]))
    nothing = [[0.0] * len(points) for _ in points]
    sizes = [0.0] * len(points)
    found = matching.guessed(alike, alike, (sizes, sizes), rng)
    blind = matching.guessed(alike, nothing, (sizes, sizes), rng)
    assert sum(map(int.__eq__, found, range(40))) > 35
    assert sum(map(int.__eq__, blind, range(40))) <= AS_CHANCE
