"""When a case may end, and with which reason."""

from decimal import Decimal

import pytest

from returns_app.cases.rules import BEFORE_DEPARTURE, ENDED, Stage
from returns_app.closure.rules import (
    AFTER_DEPARTURE,
    Closing,
    ClosureReason,
    check_closing,
    check_withdrawal,
)
from returns_app.core.errors import RuleBroken

NOTHING = Decimal("0.00")


@pytest.mark.parametrize("stage", sorted(BEFORE_DEPARTURE))
def test_withdrawing_is_possible_at_any_time_before_departure(stage: Stage) -> None:
    check_withdrawal(stage)


@pytest.mark.parametrize("stage", sorted(set(Stage) - BEFORE_DEPARTURE))
def test_withdrawing_is_refused_afterwards(stage: Stage) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_withdrawal(stage)
    assert refused.value.code == ("closure.ended" if stage in ENDED else "closure.departed")


@pytest.mark.parametrize("stage", sorted(AFTER_DEPARTURE))
def test_a_case_can_be_closed_after_departure(stage: Stage) -> None:
    check_closing(Closing(ClosureReason.COMPLETED), stage=stage, unproven=NOTHING)


@pytest.mark.parametrize("stage", sorted(set(Stage) - AFTER_DEPARTURE))
def test_closing_is_refused_elsewhere(stage: Stage) -> None:
    with pytest.raises(RuleBroken):
        check_closing(Closing(ClosureReason.COMPLETED), stage=stage, unproven=NOTHING)


def test_what_is_not_proven_is_not_completed() -> None:
    with pytest.raises(RuleBroken, match=r"Deliveries of 540\.00 € are not proven"):
        check_closing(Closing(ClosureReason.COMPLETED), stage=Stage.SUPPORTING, unproven=Decimal("540.00"))


@pytest.mark.parametrize("reason", sorted(set(ClosureReason) - {ClosureReason.COMPLETED}))
def test_another_reason_closes_with_unproven_deliveries(reason: ClosureReason) -> None:
    check_closing(Closing(reason), stage=Stage.SUPPORTING, unproven=Decimal("540.00"))
