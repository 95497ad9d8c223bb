"""Sums of envelopes: J12 to the cent, and what holds whatever the order."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.errors import RuleBroken
from returns_app.core.money import ZERO
from returns_app.support.rules import (
    Component,
    ComponentMoney,
    Envelope,
    LineMoney,
    MoneyOfCase,
    VarianceReason,
    check_variance,
)

WELDING, WORKSHOP, TRAINING = Decimal("1180.00"), Decimal("540.00"), Decimal("245.00")


def _planned(*amounts: Decimal, ceiling: str = "2000.00") -> Envelope:
    envelope = Envelope(Decimal(ceiling))
    for amount in amounts:
        envelope = envelope.plan(LineMoney(amount))
    return envelope


def test_three_lines_leave_thirty_five_euro() -> None:
    envelope = _planned(WELDING, WORKSHOP, TRAINING)
    assert (envelope.committed, envelope.left) == (Decimal("1965.00"), Decimal("35.00"))


def test_a_dearer_welding_set_leaves_twenty_four_sixty() -> None:
    envelope = _planned(WELDING, WORKSHOP, TRAINING)
    after = envelope.accept(LineMoney(WELDING), Decimal("1190.40"), is_proven=True)
    assert (after.committed, after.left) == (Decimal("1975.40"), Decimal("24.60"))
    assert (after.delivered, after.proven) == (Decimal("1190.40"), Decimal("1190.40"))


def test_a_far_dearer_set_is_refused_with_the_exact_excess() -> None:
    envelope = _planned(WELDING, WORKSHOP, TRAINING)
    with pytest.raises(RuleBroken, match=r"would exceed the envelope by 85\.00 €") as refused:
        envelope.accept(LineMoney(WELDING), Decimal("1300.00"), is_proven=True)
    assert refused.value.params["excess"] == Decimal("85.00")
    assert refused.value.field == "amount"


def test_a_plan_line_past_the_ceiling_is_refused_with_the_exact_excess() -> None:
    with pytest.raises(RuleBroken, match=r"plan line would exceed the envelope by 0\.01 €"):
        _planned(WELDING, WORKSHOP, Decimal("280.01"))


def test_the_last_cent_can_be_planned() -> None:
    assert _planned(WELDING, WORKSHOP, Decimal("280.00")).left == ZERO


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_nothing_and_less_is_no_amount(amount: str) -> None:
    with pytest.raises(RuleBroken, match="at least"):
        _planned(WELDING).accept(LineMoney(WELDING), Decimal(amount), is_proven=True)
    with pytest.raises(RuleBroken, match="at least"):
        _planned(Decimal(amount))


def test_what_costs_more_than_planned_says_why() -> None:
    after = LineMoney(WELDING).deliver(Decimal("1190.40"))
    with pytest.raises(RuleBroken, match=r"10\.40 € more than planned"):
        check_variance(after, None)
    check_variance(after, VarianceReason.RATE)
    check_variance(LineMoney(WELDING).deliver(WELDING), None)


def test_components_add_up_and_an_absent_one_is_nothing() -> None:
    money = MoneyOfCase((ComponentMoney(Component.POST_RETURN, _planned(WELDING)),))
    assert (money.ceiling, money.planned, money.left) == (Decimal("2000.00"), WELDING, Decimal("820.00"))
    assert money.of(Component.POST_ARRIVAL).ceiling == ZERO
    assert not MoneyOfCase().is_granted


@dataclass(frozen=True)
class Try:
    """One thing somebody tries: a new plan line, or a delivery for the line at `place`."""

    amount: Decimal
    place: int | None
    is_proven: bool


cents = st.decimals(min_value="0.01", max_value="1500.00", places=2)
tries = st.lists(st.builds(Try, cents, st.none() | st.integers(0, 6), st.booleans()), max_size=30)


@given(ceiling=st.decimals(min_value="0.00", max_value="4000.00", places=2), wanted=tries)
def test_whatever_is_tried_in_whatever_order_the_sums_hold(ceiling: Decimal, wanted: list[Try]) -> None:
    envelope, lines, proven = Envelope(ceiling), list[LineMoney](), ZERO
    for one in wanted:
        if one.place is not None and one.place >= len(lines):
            continue
        before = envelope
        try:
            envelope = _attempt(envelope, lines, one)
        except RuleBroken as refused:
            _refused_to_the_cent(before, lines, one, refused)
            continue
        proven += one.amount if one.place is not None and one.is_proven else ZERO
        assert envelope.delivered == sum((line.delivered for line in lines), ZERO)
        assert envelope.committed == sum((line.committed for line in lines), ZERO)
        assert envelope.proven == proven
        assert ZERO <= envelope.proven <= envelope.delivered <= envelope.committed <= envelope.ceiling
        assert envelope.left >= ZERO


def _attempt(envelope: Envelope, lines: list[LineMoney], one: Try) -> Envelope:
    if one.place is None:
        after = envelope.plan(LineMoney(one.amount))
        lines.append(LineMoney(one.amount))
        return after
    after = envelope.accept(lines[one.place], one.amount, is_proven=one.is_proven)
    lines[one.place] = lines[one.place].deliver(one.amount)
    return after


def _refused_to_the_cent(before: Envelope, lines: list[LineMoney], one: Try, refused: RuleBroken) -> None:
    """With exactly the excess less it would have been accepted."""
    excess = refused.params["excess"]
    assert isinstance(excess, Decimal)
    assert excess > ZERO
    less = Try(one.amount - excess, one.place, one.is_proven)
    if less.amount > ZERO:
        assert _attempt(before, list(lines), less).left == ZERO


@given(planned=cents, parts=st.lists(cents, min_size=1, max_size=6), later=st.permutations(range(6)))
def test_the_order_of_deliveries_does_not_matter(planned: Decimal, parts: list[Decimal], later: list[int]) -> None:
    def deliver(amounts: list[Decimal]) -> tuple[Envelope, LineMoney]:
        envelope, line = Envelope(Decimal(99999)).plan(LineMoney(planned)), LineMoney(planned)
        for amount in amounts:
            envelope, line = envelope.accept(line, amount, is_proven=False), line.deliver(amount)
        return envelope, line

    assert deliver(parts) == deliver([parts[place] for place in later if place < len(parts)])


@given(amounts=st.lists(cents, min_size=1, max_size=5))
def test_proving_everything_settles_everything(amounts: list[Decimal]) -> None:
    envelope, line = Envelope(Decimal(99999)).plan(LineMoney(Decimal(1))), LineMoney(Decimal(1))
    for amount in amounts:
        envelope, line = envelope.accept(line, amount, is_proven=False), line.deliver(amount)
    assert envelope.proven == ZERO
    for amount in amounts:
        envelope = envelope.prove(amount)
    assert envelope.proven == envelope.delivered
