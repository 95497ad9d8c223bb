"""Counting what is different without keeping it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.peers.rules.sketch import EMPTY, seen, with_seen


def _digests(first: int, number: int) -> list[bytes]:
    return [hashlib.sha256(str(one).encode()).digest() for one in range(first, first + number)]


@pytest.mark.parametrize("number", [0, 1, 40, 700, 5_000, 30_000, 200_000])
def test_the_number_is_right_within_a_few_percent(number: int) -> None:
    assert seen(with_seen(EMPTY, _digests(0, number))) == pytest.approx(number, rel=0.08, abs=1)


@given(st.lists(st.binary(min_size=8, max_size=32)))
def test_what_was_seen_before_changes_nothing(digests: list[bytes]) -> None:
    once = with_seen(EMPTY, digests)
    assert with_seen(once, digests) == once
    assert with_seen(EMPTY, reversed(digests)) == once


@given(st.integers(1, 2_000), st.integers(1, 2_000))
def test_more_is_never_less(few: int, more: int) -> None:
    before = with_seen(EMPTY, _digests(0, few))
    assert seen(with_seen(before, _digests(few, more))) >= seen(before)
