"""Two opinions, a disagreement, an adjudicator; how long a finding is remembered."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returns_app.core.errors import RuleBroken
from returns_app.review.rules import (
    AlertClass,
    PairVerdict,
    ReviewState,
    Seat,
    after_opinions,
    check_seat,
    classify,
    remembered_until,
    seat_of,
)

V = PairVerdict
OTHER_NAME = [{"field": "name", "verdict": "differs"}, {"field": "document", "verdict": "agrees"}]


@pytest.mark.parametrize(
    ("opinions", "state", "verdict"),
    [
        ([], ReviewState.OPEN, None),
        ([V.SAME_RETURN], ReviewState.OPEN, None),
        ([V.SAME_RETURN, V.SAME_RETURN], ReviewState.NOTICE, V.SAME_RETURN),
        ([V.OTHER_RETURN, V.OTHER_RETURN], ReviewState.CLOSED, V.OTHER_RETURN),
        ([V.OTHER_PERSON, V.OTHER_PERSON], ReviewState.CLOSED, V.OTHER_PERSON),
        ([V.CANNOT_TELL, V.CANNOT_TELL], ReviewState.WAITING, None),
        ([V.OTHER_PERSON, V.CANNOT_TELL], ReviewState.ADJUDICATION, None),
    ],
)
def test_where_opinions_lead(opinions: list[PairVerdict], state: ReviewState, verdict: PairVerdict | None) -> None:
    assert after_opinions(opinions) == (state, verdict)


@given(st.lists(st.sampled_from(list(V)), max_size=2))
def test_one_word_alone_never_settles_anything_and_order_does_not_matter(opinions: list[PairVerdict]) -> None:
    state, verdict = after_opinions(opinions)
    assert (state, verdict) == after_opinions(opinions[::-1])
    assert verdict is None or opinions == [verdict, verdict]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dates(date(2024, 1, 1), date(2090, 12, 31)))
def test_a_finding_is_remembered_twenty_four_months(today: date) -> None:
    until = remembered_until(today)
    assert (until.year - today.year, until.month) == (2, today.month)
    assert until.day == today.day or (today.month, today.day, until.day) == (2, 29, 28)


def test_seats_and_who_may_sit_in_them() -> None:
    assert [seat_of(ReviewState.OPEN, given) for given in (0, 1)] == [Seat.FIRST, Seat.SECOND]
    assert seat_of(ReviewState.WAITING, 2) is Seat.ADJUDICATOR
    check_seat(ReviewState.OPEN, may_judge=True, may_adjudicate=False)
    check_seat(ReviewState.WAITING, may_judge=False, may_adjudicate=True)
    for state in ReviewState:
        with pytest.raises(RuleBroken):
            check_seat(state, may_judge=False, may_adjudicate=False)
    with pytest.raises(RuleBroken):
        check_seat(ReviewState.ADJUDICATION, may_judge=True, may_adjudicate=False)


@pytest.mark.parametrize(
    ("change", "is_dependant", "expected"),
    [
        ({}, False, AlertClass.D1),
        ({"state": "NL"}, False, AlertClass.D2),
        ({"episode": "earlier"}, False, AlertClass.D3),
        ({}, True, AlertClass.D6),
        ({"components": OTHER_NAME}, False, AlertClass.D5),
    ],
)  # fmt: skip
def test_kinds_of_double_support(change: dict[str, object], *, is_dependant: bool, expected: AlertClass) -> None:
    hit = {"episode": "same", "state": "BE", "components": [{"field": "name", "verdict": "agrees"}], **change}
    assert classify(hit, "NL", is_dependant=is_dependant) is expected
