"""Which departures and arrivals can be."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.travel.rules import (
    COUNTED_LEVELS,
    EVIDENCE_LEVEL,
    ArrivalEntry,
    ArrivalProof,
    DelayReason,
    DepartureEntry,
    DepartureProof,
    check_arrival,
    check_departure,
    needs_reason,
)

TODAY = date(2026, 3, 10)
APPROVED = date(2026, 3, 4)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def left(on: date, *, somebody: bool = True) -> DepartureEntry:
    return DepartureEntry((uuid4(),) if somebody else (), on, "Schiphol", DepartureProof.BOARDING)


def arrived(on: date, reason: DelayReason | None = None) -> ArrivalEntry:
    return ArrivalEntry((uuid4(),), on, ArrivalProof.VIDEO_CALL, reason)


def test_a_departure_between_decision_and_today_stands() -> None:
    check_departure(left(TODAY), approved_on=APPROVED, today=TODAY)
    check_departure(left(APPROVED), approved_on=APPROVED, today=TODAY)


@pytest.mark.parametrize(
    ("entry", "code", "field"),
    [
        (left(APPROVED - timedelta(days=1)), "travel.before_decision", "departed_on"),
        (left(TODAY + timedelta(days=1)), "travel.departure_in_future", "departed_on"),
        (left(TODAY, somebody=False), "travel.nobody", "members"),
    ],
)
def test_other_departures_are_refused_at_their_field(entry: DepartureEntry, code: str, field: str) -> None:
    with pytest.raises((RuleBroken, Malformed)) as refused:
        check_departure(entry, approved_on=APPROVED, today=TODAY)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_the_sentence_about_a_departure_before_the_decision() -> None:
    with pytest.raises(RuleBroken, match=r"Departure recorded earlier than decision\. Check the dates\."):
        check_departure(left(date(2026, 3, 1)), approved_on=APPROVED, today=TODAY)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (arrived(date(2026, 3, 5)), "travel.arrived_before_departure"),
        (arrived(date(2026, 3, 11)), "travel.arrival_in_future"),
        (arrived(date(2026, 3, 9)), "travel.late_arrival"),
    ],
)
def test_arrivals_that_cannot_be(entry: ArrivalEntry, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_arrival(entry, departed_on=date(2026, 3, 6), today=TODAY)
    assert refused.value.code == code


def test_a_late_arrival_with_a_reason_stands() -> None:
    check_arrival(arrived(date(2026, 3, 9), DelayReason.LONG_TRANSIT), departed_on=date(2026, 3, 6), today=TODAY)


@given(departed=days, arrived_on=days)
def test_a_reason_is_asked_exactly_above_two_days(departed: date, arrived_on: date) -> None:
    assert needs_reason(departed, arrived_on) is (abs(arrived_on - departed).days > 2)


def test_every_proof_has_a_level_and_a_declaration_is_not_counted() -> None:
    assert set(EVIDENCE_LEVEL) == set(DepartureProof)
    assert EVIDENCE_LEVEL[DepartureProof.CONSULATE] not in COUNTED_LEVELS
