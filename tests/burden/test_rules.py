"""What a page tells about a form, and medians over cases."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.burden.rules import FEWEST, Effort, Part, middle_of, part_of, read_effort


def test_the_page_tells_fields_and_seconds() -> None:
    assert read_effort("12:95") == Effort(fields=12, seconds=95)


@pytest.mark.parametrize(
    "told",
    [None, "", "12", "0:10", "501:10", "3:14401", "-1:5", "1:2:3", "１２:9", "1:5\n", "a:b", "9" * 10_000],
)
def test_what_is_not_believable_is_not_counted(told: str | None) -> None:
    assert read_effort(told) is None


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(told: str) -> None:
    read_effort(told)


def test_an_intake_is_told_apart_from_later_changes() -> None:
    assert part_of("cases.open_case") is Part.INTAKE
    assert part_of("cases.save_circumstances") is Part.CASE_FILE
    assert part_of("decisions.decide") is Part.DECISION
    assert part_of(None) is Part.OTHER


@given(st.lists(st.integers(0, 300), min_size=FEWEST, max_size=60))
def test_the_median_is_the_lower_one_and_the_quarters_stand_around_it(values: list[int]) -> None:
    middle = middle_of([(value, values.count(value)) for value in set(values)])
    assert middle is not None
    assert middle.median == statistics.median_low(values)
    assert middle.low <= middle.median <= middle.high
    assert sum(value <= middle.low for value in values) * 4 >= len(values)
    assert sum(value <= middle.high for value in values) * 4 >= 3 * len(values)


def test_few_cases_show_nothing() -> None:
    assert middle_of([(7, FEWEST - 1)]) is None
    assert middle_of([]) is None
