"""Conservation: paid + waived + written off + open is what was claimed, whatever the order; shares agree per line."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.money import ZERO
from returns_app.recovery.rules import (
    EntryKind,
    Instalment,
    Sums,
    check_plan,
    check_return,
    divide,
    fill,
    month_later,
    next_due,
)

DAY = date(2026, 1, 31)
cents = st.decimals(min_value="0.01", max_value="5000.00", places=2)
moves = st.lists(st.tuples(st.sampled_from([*EntryKind, None]), cents), max_size=20)


@given(cents, moves)
def test_nothing_is_lost_whatever_the_order(claimed: Decimal, what: list[tuple[EntryKind | None, Decimal]]) -> None:
    sums, paid = Sums(claimed), [ZERO]
    for kind, amount in what:
        if kind is None and paid[-1]:
            sums = sums.give_back(paid.pop())
        elif kind is not None:
            try:
                sums = sums.take(kind, amount)
            except RuleBroken:
                assert amount > sums.open
                continue
            if kind is EntryKind.PAYMENT:
                paid.append(amount)
        assert sums.paid + sums.waived + sums.written_off + sums.open == claimed
        assert min(sums.paid, sums.waived, sums.written_off, sums.open) >= ZERO
        assert sums.paid == sum(paid)


@given(cents, st.integers(1, 60))
def test_instalments_are_the_sum_to_the_cent_and_differ_by_one_at_most(owed: Decimal, number: int) -> None:
    sums = divide(owed, number)
    assert sum(sums) == owed
    assert max(sums) - min(sums) <= Decimal("0.01")
    plan = [Instalment(month_later(DAY, place), sum_) for place, sum_ in enumerate(sums)]
    if min(sums) > ZERO:
        check_plan(plan, owed, DAY)


@given(st.lists(cents, min_size=1, max_size=6), st.data())
def test_shares_fill_line_after_line_and_never_more_than_a_line(parts: list[Decimal], data: st.DataObject) -> None:
    amount = data.draw(st.decimals(min_value=0, max_value=sum(parts), places=2))
    shares = fill(parts, amount)
    assert sum(shares) == amount
    assert all(ZERO <= share <= part for share, part in zip(shares, parts, strict=True))


@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_nothing_and_less_is_no_payment(amount: str) -> None:
    with pytest.raises(RuleBroken, match="at least"):
        Sums(Decimal("10.00")).take(EntryKind.PAYMENT, Decimal(amount))


def test_a_plan_ends_in_months_of_their_own_length() -> None:
    assert [month_later(DAY, months) for months in (1, 2, 12)] == [
        date(2026, 2, 28), date(2026, 3, 31), date(2027, 1, 31),
    ]  # fmt: skip
    assert month_later(date(2024, 2, 29), 60) == date(2029, 2, 28)


def test_days_of_a_plan_lie_ahead_and_in_order() -> None:
    one = Decimal("5.00")
    for days in ((0, 0), (2, 1), (-1, 1)):
        with pytest.raises(RuleBroken, match="later day"):
            check_plan([Instalment(DAY + timedelta(days=day), one) for day in days], Decimal("10.00"), DAY)
    with pytest.raises(Malformed):
        check_plan([], ZERO, DAY)


def test_the_next_instalment_is_the_first_that_is_not_covered() -> None:
    plan = [Instalment(month_later(DAY, place), Decimal("10.00")) for place in range(3)]
    assert next_due(plan, Decimal("9.99")) == plan[0]
    assert next_due(plan, Decimal("10.00")) == plan[1]
    assert next_due(plan, Decimal("30.00")) is None


def test_a_return_counts_within_the_years_of_the_programme() -> None:
    left = date(2021, 3, 1)
    check_return(5, left, date(2026, 3, 1))
    with pytest.raises(RuleBroken, match="until 2026-03-01"):
        check_return(5, left, date(2026, 3, 2))
    with pytest.raises(RuleBroken, match="after the departure"):
        check_return(5, left, left)
    with pytest.raises(Malformed, match="came back"):
        check_return(5, left, None)
    with pytest.raises(RuleBroken, match="do not ask"):
        check_return(None, left, date(2022, 1, 1))
