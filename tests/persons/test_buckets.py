"""Name buckets: who knows only the table does not see which names are frequent."""

from collections import Counter
from statistics import median
from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.linkage.frequency import share
from returns_app.people.buckets import (
    BUCKETS,
    FEWEST,
    Mark,
    Places,
    birth_marks,
    buckets_of,
    name_marks,
    pair_mark,
    with_pairs,
)

ORGANISATION = UUID(int=7)
PEOPLE = 20_000
MOHAMED = name_marks([("Mohamed", "")])[0]


def loads(*, spread: bool) -> tuple[float, int]:
    """Median and largest load of the buckets when every twentieth person is a Mohamed and all else is rare."""
    counted: Counter[int] = Counter(dict.fromkeys(range(BUCKETS), 0))
    everywhere = Places(ORGANISATION, MOHAMED).buckets
    for number in range(PEOPLE):
        person_id = uuid4()
        rare = (Mark(f"rare{number % 9000}-{place}", 0.0) for place in range(5))
        counted.update(bucket for one in rare for bucket in Places(ORGANISATION, one).buckets)
        if number % 20 == 0:
            counted.update(buckets_of(ORGANISATION, person_id, [MOHAMED]) if spread else everywhere[:1])
    return median(counted.values()), max(counted.values())


def test_a_frequent_name_does_not_stand_out(house: Flask) -> None:
    middle, most = loads(spread=True)
    assert most < 6 * middle


def test_without_spreading_it_would(house: Flask) -> None:
    middle, most = loads(spread=False)
    assert most > 60 * middle


def test_the_more_frequent_a_mark_the_more_buckets(house: Flask) -> None:
    assert MOHAMED.share == share("mhmd")
    assert MOHAMED.slots > 50
    assert name_marks([("Zzyxw", "")])[0].slots == FEWEST
    assert len(Places(ORGANISATION, MOHAMED).buckets) == MOHAMED.slots


def test_a_person_stands_in_one_bucket_of_each_mark_and_always_the_same(house: Flask) -> None:
    person_id = uuid4()
    mine = buckets_of(ORGANISATION, person_id, [MOHAMED])
    assert len(mine) == 1
    assert mine == buckets_of(ORGANISATION, person_id, [MOHAMED])
    assert mine <= set(Places(ORGANISATION, MOHAMED).buckets)


def test_who_stands_in_a_bucket_for_another_name_is_told_apart(house: Flask) -> None:
    people = [uuid4() for _ in range(400)]
    places = Places(ORGANISATION, MOHAMED)
    by_chance = sum(places.of(one.hex) == places.buckets[0] for one in people)
    assert by_chance < len(people) / 4
    bucket = next(iter(buckets_of(ORGANISATION, people[0], [MOHAMED])))
    assert places.of(people[0].hex) == bucket


def test_two_organisations_share_no_buckets_of_a_name(house: Flask) -> None:
    assert Places(ORGANISATION, MOHAMED).buckets != Places(UUID(int=8), MOHAMED).buckets


def test_wide_marks_are_also_kept_in_pairs(house: Flask) -> None:
    ali = name_marks([("Ali", "")])[0]
    pair = pair_mark(MOHAMED, ali)
    assert pair is not None
    assert pair.slots < min(MOHAMED.slots, ali.slots)
    assert pair in with_pairs([ali, MOHAMED])
    assert pair_mark(MOHAMED, Mark("rare", 0.0)) is None


@pytest.mark.parametrize(
    ("born", "marks"),
    [
        (PartialDate(), []),
        (PartialDate(1990, precision=DatePrecision.ESTIMATED), ["#1990"]),
        (PartialDate(1990, 5, precision=DatePrecision.SAID), ["#1990"]),
        (PartialDate(1990, 1, 1, DatePrecision.SAID), ["#1990", "#1990-01-01"]),
    ],
)
def test_marks_of_a_birth_date(born: PartialDate, marks: list[str]) -> None:
    assert [one.text for one in birth_marks(born)] == marks
