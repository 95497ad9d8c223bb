"""Agreement beyond chance and intervals, against values known from the literature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.review.rules import PairVerdict
from returns_app.review.rules.figures import Judged, calibration, kappa, median, precision_by_band, wilson

YES, NO = PairVerdict.SAME_RETURN, PairVerdict.OTHER_PERSON


def test_kappa_of_the_textbook_table() -> None:
    told = [(YES, YES)] * 20 + [(YES, NO)] * 5 + [(NO, YES)] * 10 + [(NO, NO)] * 15
    assert kappa(told) == pytest.approx(0.4)


def test_kappa_is_one_in_full_agreement_and_nothing_where_chance_explains_all() -> None:
    assert kappa([(YES, YES), (NO, NO)]) == 1
    assert kappa([(YES, YES)] * 5) is None
    assert kappa([]) is None


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_interval_holds_the_share(hits: int, more: int) -> None:
    total = hits + more
    low, high = wilson(hits, total)
    assert 0 <= low <= hits / total <= high <= 1


def test_wilson_known_value() -> None:
    assert wilson(8, 10) == pytest.approx((0.490, 0.943), abs=1e-3)
    assert wilson(0, 0) == (0.0, 1.0)


def test_precision_and_calibration_count_what_was_judged() -> None:
    judged = [Judged("strong", 17.0, "m1", YES), Judged("strong", 18.0, "m1", NO), Judged("possible", -3.0, "m1", NO)]
    assert [(one.name, one.hits, one.total) for one in precision_by_band(judged)] == [
        ("possible", 0, 1),
        ("strong", 1, 2),
    ]
    assert [(one.name, one.total) for one in calibration(judged)["m1"]] == [("+016..+020", 2), ("-004..+000", 1)]
    assert (median([]), median([3]), median([1, 4])) == (None, 3.0, 2.5)
