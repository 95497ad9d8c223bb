"""Criteria: met, not met or unknown, and never a guess."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.programmes.rules import (
    CaseFacts,
    CriterionResult,
    CriterionVerdict,
    MemberFacts,
    PriorSupport,
    check_rules,
    evaluate,
)
from returns_app.programmes.rules.criteria import countries_of
from returns_app.programmes.rules.reading import BadProgramme
from tests.programmes.facts import FOLDER, a_member, facts_about, shipped

EURP, REAN = shipped("NL-EURP"), shipped("NL-REAN")
MET, NOT_MET, UNKNOWN = CriterionVerdict.MET, CriterionVerdict.NOT_MET, CriterionVerdict.UNKNOWN


def result(code: str, facts: CaseFacts, rules: dict[str, object] = EURP) -> CriterionResult:
    """The result of one criterion."""
    return next(one for one in evaluate(rules, facts) if one.code == code)


def said(one: CriterionResult) -> str:
    """The sentence with its parameters in place."""
    return one.sentence % one.params


def test_an_ordinary_family_meets_everything() -> None:
    assert {one.verdict for one in evaluate(EURP, facts_about())} == {MET}
    assert not any(one.needs_reason for one in evaluate(EURP, facts_about()))


def test_an_earlier_return_is_met_and_asks_for_a_reason() -> None:
    hoxha = facts_about(prior=(PriorSupport("SE", "2021-11", "completed", "SE-31C"),))
    found = result("prior_support", hoxha)
    assert (found.verdict, found.needs_reason) == (MET, True)
    assert said(found) == "Support in the last 5 years: SE-31C 2021-11."


@pytest.mark.parametrize(("month", "asks"), [("2021-02", False), ("2021-03", True), ("2026-02", True), ("", True)])
def test_the_look_back_ends_after_its_years(month: str, *, asks: bool) -> None:
    assert result("prior_support", facts_about(prior=(PriorSupport("SE", month, "completed"),))).needs_reason is asks


@pytest.mark.parametrize(("state", "asks"), [("NL", True), ("SE", False), ("", True)])
def test_a_programme_looks_at_its_own_states_and_at_what_is_protected(state: str, *, asks: bool) -> None:
    facts = facts_about(prior=(PriorSupport(state, "2025-01", "completed"),))
    assert result("prior_support", facts, REAN).needs_reason is asks


def test_no_answer_of_the_registry_is_unknown() -> None:
    assert result("prior_support", facts_about(prior=None)).verdict is UNKNOWN


def test_an_excluded_nationality_is_named() -> None:
    found = result("nationality", facts_about(a_member(30, "principal", "GE", "FR")))
    assert (found.verdict, said(found)) == (NOT_MET, "Excluded nationality: FR.")


def test_no_nationality_is_unknown() -> None:
    nobody = MemberFacts(a_member().person_id, "principal", 30)
    assert result("nationality", facts_about(nobody)).verdict is UNKNOWN


def test_country_groups_change_with_the_day() -> None:
    spans = EURP["groups"]["EU"]
    assert "GB" in countries_of(spans, date(2020, 1, 31))
    assert "GB" not in countries_of(spans, date(2020, 2, 1))
    assert countries_of(spans, date(2000, 1, 1)) == set()


def test_return_to_a_member_state_is_not_open() -> None:
    assert result("return_country", facts_about(return_country="FR")).verdict is NOT_MET
    assert result("return_country", facts_about(return_country="")).verdict is UNKNOWN


def test_rean_does_not_pay_for_forced_returns_and_asks_what_no_record_says() -> None:
    facts = facts_about(return_type="ENFORCED", stated={"insufficient_means": True, "ends_procedures": False})
    verdicts = {one.code: one.verdict for one in evaluate(REAN, facts)}
    assert verdicts["return_type"] is NOT_MET
    assert verdicts["insufficient_means"] is MET
    assert verdicts["ends_procedures"] is NOT_MET
    assert verdicts["travel_document"] is UNKNOWN


def test_ages_are_counted_or_unknown() -> None:
    assert said(result("age", facts_about(a_member(30), a_member(3, "child")))) == "Adults at departure: 1. Minors: 1."
    assert result("age", facts_about(a_member(None))).verdict is UNKNOWN


@given(st.lists(st.builds(a_member, st.none() | st.integers(0, 99)), min_size=1, max_size=6))
def test_a_missing_fact_is_never_met(members: list[MemberFacts]) -> None:
    verdict = result("age", facts_about(*members)).verdict
    assert (verdict is UNKNOWN) == any(member.age_at_departure is None for member in members)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*-*[0-9a-z].toml")), ids=lambda path: path.stem)
def test_every_shipped_programme_is_sound(path: object) -> None:
    stem = str(getattr(path, "stem", ""))
    if stem != "country-groups":
        check_rules(stem, shipped(stem.upper()))


@pytest.mark.parametrize(
    "rules",
    [
        {"criteria": [{"code": "x", "kind": "horoscope"}]},
        {"criteria": [{"code": "x", "kind": "nationality_not_in", "groups": ["ATLANTIS"]}]},
        {"criteria": [{"code": "x", "kind": "stated", "fact": "mood"}]},
        {"tariff": [{"component": "post_return", "who": "any", "return": "any", "amount": 615.0}]},
        {"tariff": [{"component": "post_return", "who": "any", "return": "any", "amount": "NaN"}]},
        {"tariff": [{"component": "post_return", "who": "any", "return": "any", "amount": "1.005"}]},
        {"tariff": [{"component": "gift", "who": "any", "return": "any", "amount": "1"}]},
    ],
)
def test_a_typing_error_does_not_become_a_rule(rules: dict[str, object]) -> None:
    with pytest.raises(BadProgramme):
        check_rules("NL-X", rules)
