"""A sample is the same for everybody who draws it; alarms find the fisher and leave the worker alone."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.auditing.rules import (
    ASKED,
    LIMITED,
    OPENED,
    SEARCHED,
    Draw,
    Item,
    Method,
    Pattern,
    Population,
    Query,
    draw,
    find_alarms,
)

DAY, START = date(2026, 3, 2), datetime(2026, 3, 2, 9, tzinfo=UTC)


def _items(number: int, strata: int = 3) -> list[Item]:
    return [
        Item(
            UUID(int=place), UUID(int=place + 1000), f"RV-{place}", DAY, "closed", 1.0 + place % 7, str(place % strata)
        )
        for place in range(1, number + 1)
    ]


def _drawn(items: list[Item], method: Method = Method.RANDOM, seed: str = "2026-03", size: int = 30) -> list[str]:
    return [item.label for item in draw(items, Draw(Population.REVIEWS, method, seed, size))]


@pytest.mark.parametrize("method", list(Method))
def test_the_same_seed_draws_the_same_thirty_in_any_order(method: Method) -> None:
    items = _items(200)
    first = _drawn(items, method)
    assert len(set(first)) == 30
    assert _drawn(items[::-1], method) == first
    assert _drawn(items, method, seed="2026-04") != first


def test_what_is_added_later_hardly_moves_a_random_sample() -> None:
    before, after = set(_drawn(_items(200))), set(_drawn(_items(210)))
    assert len(before & after) >= 24


@given(st.integers(0, 60), st.integers(1, 60), st.integers(1, 6))
def test_a_stratified_sample_has_the_size_asked_for_and_fair_shares(number: int, size: int, strata: int) -> None:
    items = _items(number, strata)
    drawn = draw(items, Draw(Population.REVIEWS, Method.STRATIFIED, "x", size))
    assert len(drawn) == min(size, number)
    for name in {item.stratum for item in items}:
        share = sum(item.stratum == name for item in items) * len(drawn) / number
        assert abs(sum(item.stratum == name for item in drawn) - share) <= 1


def test_risk_draws_the_risky_more_often() -> None:
    items = _items(700)
    risky = [item for seed in range(30) for item in draw(items, Draw(Population.REVIEWS, Method.RISK, str(seed), 30))]
    assert sum(item.risk for item in risky) / len(risky) > 4.6  # 4.0 by chance


def _asked(account: str, number: int, action: str = ASKED, case: int | None = None, minutes: float = 1) -> list[Query]:
    return [
        Query(account, START + timedelta(minutes=minutes * place), action, UUID(int=case) if case else None)
        for place in range(number)
    ]


def test_the_limit_many_checks_and_searches_are_alarms() -> None:
    asked = [*_asked("a", 40, case=1), *_asked("a", 1, LIMITED, case=1), *_asked("b", 25, SEARCHED)]
    assert {(one.account, one.pattern) for one in find_alarms(asked, 40)} == {
        ("a", Pattern.LIMIT), ("a", Pattern.MANY_CHECKS), ("b", Pattern.SEARCHES),
    }  # fmt: skip


def test_a_busy_day_with_a_case_each_is_no_alarm() -> None:
    work = [query for case in range(1, 30) for query in _asked("a", 1, case=case)]
    slow = _asked("c", 30, minutes=30)
    opened = [*_asked("d", 30, SEARCHED), *_asked("d", 1, OPENED)]
    assert find_alarms([*work, *slow, *opened], 40) == []
