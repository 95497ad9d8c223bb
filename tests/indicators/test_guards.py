"""What may be shown: listed tables, rates on enough persons, medians in weeks, rows that tell too much."""

import pytest

from returns_app.core.errors import RuleBroken
from returns_app.indicators.rules.guards import (
    Audience,
    Split,
    Spread,
    protected_median,
    protected_rate,
    rows_to_collapse,
)


def test_rows_where_everybody_stands_in_one_place_are_collapsed() -> None:
    assert rows_to_collapse([(0, 7, 0), (3, 4, 0), (0, 12, 0), (0, 0, 0)]) == [True, False, False, False]


@pytest.mark.parametrize(
    "splits",
    [
        (Split.CITIZEN, Split.RETURN_TYPE, Split.AGE, Split.SEX),
        (Split.CITIZEN, Split.SEX, Split.AGE, Split.ASSISTANCE),
        (Split.SEX, Split.SEX),
        (Split.MINOR, Split.CITIZEN),
    ],
)
def test_tables_that_single_people_out_cannot_be_written_down(splits: tuple[Split, ...]) -> None:
    with pytest.raises(RuleBroken):
        Spread(splits)


def test_medians_come_in_weeks_and_only_with_enough_on_both_sides() -> None:
    assert protected_median(45, 60, 40, 20, 20) == 42
    assert protected_median(45, 19, 12, 10, 10) is None
    assert protected_median(45, 60, 9, 10, 10) is None
    assert protected_median(45, 60, 40, 9, 31) is None
    assert protected_median(-1, 60, 40, 20, 20) is None


@pytest.mark.parametrize(
    ("whole", "public", "restricted"), [(20, None, None), (25, None, 40), (45, None, 22), (50, 20, 20)]
)
def test_rates_need_fifty_for_everybody_and_half_as_many_inside(
    whole: int, public: int | None, restricted: int | None
) -> None:
    assert protected_rate(10, whole, Audience.PUBLIC).value == public
    assert protected_rate(10, whole, Audience.RESTRICTED).value == restricted
