"""What the tariff grants: by example, and whatever the family."""

from datetime import timedelta
from decimal import Decimal
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.programmes.rules import CaseFacts, MemberFacts, TariffLine, age_class, tariff
from tests.programmes.facts import JOURNEY_DAY, a_member, beridze, facts_about, shipped

EURP = shipped("NL-EURP")
MEMBERS = st.builds(
    MemberFacts,
    person_id=st.uuids(),
    role=st.sampled_from(["principal", "spouse_partner", "child", "other_dependant"]),
    age_at_departure=st.none() | st.integers(0, 110),
    nationalities=st.just(("GE",)),
)
FAMILIES = st.lists(MEMBERS, min_size=1, max_size=12, unique_by=lambda member: member.person_id)


def sums(lines: tuple[TariffLine, ...]) -> dict[str, Decimal]:
    """The sum per component."""
    ordered = sorted(lines, key=lambda line: line.component)
    return {
        name: sum((one.amount for one in part), Decimal(0))
        for name, part in groupby(ordered, lambda line: line.component)
    }


def test_family_beridze_gets_8460() -> None:
    lines = tariff(EURP, beridze())
    assert sums(lines) == {"post_arrival": Decimal("2460.00"), "post_return": Decimal("6000.00")}
    assert sum(line.amount for line in lines) == Decimal("8460.00")


def test_a_forced_return_has_the_smaller_tariff() -> None:
    lines = tariff(EURP, facts_about(a_member(40), a_member(10, "child"), return_type="ENFORCED"))
    assert sums(lines) == {"post_arrival": Decimal("410.00"), "post_return": Decimal("2000.00")}


@pytest.mark.parametrize(("age", "amount"), [(17, "1000.00"), (18, "2000.00"), (0, "1000.00"), (64, "2000.00")])
def test_the_age_at_departure_decides(age: int, amount: str) -> None:
    lines = tariff(EURP, facts_about(a_member(50), a_member(age, "child")))
    assert lines[-1].amount == Decimal(amount)
    assert lines[-1].component == "post_return"


def test_an_unknown_age_is_not_guessed() -> None:
    lines = tariff(EURP, facts_about(a_member(None)))
    assert sums(lines) == {"post_arrival": Decimal("615.00")}


def test_a_minor_alone_is_told_from_one_in_a_family() -> None:
    assert [age_class(a_member(15)), age_class(a_member(15, "child"))] == ["minor_alone", "minor_in_family"]


def test_sweden_grants_3000_each_and_finland_more_to_the_early() -> None:
    assert sum(line.amount for line in tariff(shipped("SE-EURP"), facts_about())) == Decimal("3000.00")
    early, late = (facts_about(dates={"refused_on": JOURNEY_DAY - timedelta(days=days)}) for days in (30, 31))
    amounts = [line.amount for one in (early, late) for line in tariff(shipped("FI-2024"), one)]
    assert amounts == [Decimal("5300.00"), Decimal("2000.00")]


@given(FAMILIES, st.sampled_from(["VOL_ASSISTED", "ENFORCED"]))
def test_sums_are_exact_cents_and_nobody_has_a_component_twice(family: list[MemberFacts], kind: str) -> None:
    lines = tariff(EURP, facts_about(*family, return_type=kind))
    assert all(line.amount.as_tuple().exponent == -2 for line in lines)
    assert len({(line.person_id, line.component) for line in lines}) == len(lines)
    assert {line.person_id for line in lines} <= {member.person_id for member in family}


@given(FAMILIES)
def test_what_a_family_gets_is_what_its_members_get_alone(family: list[MemberFacts]) -> None:
    together = tariff(EURP, facts_about(*family))
    apart = [line for member in family for line in tariff(EURP, facts_about(member))]
    assert sorted(together, key=repr) == sorted(apart, key=repr)


@given(FAMILIES)
def test_an_adult_is_granted_615_and_2000(family: list[MemberFacts]) -> None:
    facts: CaseFacts = facts_about(*family)
    adults = [member.person_id for member in family if age_class(member) == "adult"]
    for person_id in adults:
        assert [line.amount for line in tariff(EURP, facts) if line.person_id == person_id] == [
            Decimal(615),
            Decimal(2000),
        ]


TOPPED = {
    **EURP,
    "top_ups": [
        {"code": "care", "component": "post_return", "amount": "500.00", "vulnerabilities": ["serious_medical"]}
    ],
    "caps": [{"code": "family", "component": "post_return", "amount": "4000.00"}],
}


def test_a_vulnerable_member_has_a_top_up_that_says_so() -> None:
    ill = a_member(30, vulnerabilities=frozenset({"serious_medical"}))
    line = next(one for one in tariff(TOPPED, facts_about(ill)) if one.component == "post_return")
    assert (line.amount, line.tariff) == (Decimal("2500.00"), "NL-EURP post_return adult +care")


@given(FAMILIES)
def test_a_cap_is_reached_to_the_cent_and_never_passed(family: list[MemberFacts]) -> None:
    free, capped = (sums(tariff(rules, facts_about(*family))) for rules in (EURP, TOPPED))
    assert capped.get("post_return", Decimal(0)) == min(free.get("post_return", Decimal(0)), Decimal("4000.00"))
    assert capped.get("post_arrival") == free.get("post_arrival")
    assert all(line.amount >= 0 for line in tariff(TOPPED, facts_about(*family)))
