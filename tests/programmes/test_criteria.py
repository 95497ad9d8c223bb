"""Criteria: met, not met or unknown, and never a guess."""

from collections.abc import Mapping
from datetime import date
from typing import Any

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
from returns_app.programmes.rules.criteria import CHECKS, countries_of
from returns_app.programmes.rules.reading import BadProgramme
from tests.programmes.facts import FOLDER, a_member, facts_about, shipped

EURP, REAN = shipped("NL-EURP"), shipped("NL-REAN")
MET, NOT_MET, UNKNOWN = CriterionVerdict.MET, CriterionVerdict.NOT_MET, CriterionVerdict.UNKNOWN


def result(code: str, facts: CaseFacts, rules: Mapping[str, Any] = EURP) -> CriterionResult:
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
        {"criteria": [{"code": "x", "kind": "stated", "fact": "dublin", "incomee": 1}]},
        {"criteria": [{"code": "x", "kind": "applied_within", "since": "refused_on"}]},
        {"criteria": [{"code": "x", "kind": "applied_within", "since": "full_moon", "days": 3}]},
        {"criteria": [{"code": "x", "kind": "departs_by", "day": "2026-02-30"}]},
        {"criteria": [{"code": "x", "kind": "age_known"}, {"code": "x", "kind": "age_known"}]},
        {"tariff": [{"component": "post_return", "who": "any", "return": "any", "amount": "1.00", "when": "nothing"}]},
        {"caps": [{"component": "post_return", "amount": "1.00"}]},
        {"terms": {"post_return_moons": 12}},
        {"tariff": [{"component": "gift", "who": "any", "return": "any", "amount": "1"}]},
    ],
)
def test_a_typing_error_does_not_become_a_rule(rules: dict[str, object]) -> None:
    with pytest.raises(BadProgramme):
        check_rules("NL-X", rules)


REAG, DE_EURP, NORWAY = shipped("DE-REAG-GARP"), shipped("DE-EURP"), shipped("NO-AR")
EARLIER = (PriorSupport("DE", "2021-11", "completed", "DE-1"),)


def test_once_only_is_not_met_unless_somebody_left_as_a_minor() -> None:
    assert result("prior_support", facts_about(prior=EARLIER), REAG).verdict is NOT_MET
    excepted = result("prior_support", facts_about(prior=EARLIER, stated={"left_as_minor": True}), REAG)
    assert (excepted.verdict, excepted.needs_reason) == (MET, True)


def test_a_union_citizen_is_excepted_as_a_victim_of_trafficking() -> None:
    french = a_member(30, "principal", "FR")
    trafficked = a_member(30, "principal", "FR", vulnerabilities=frozenset({"victim_trafficking"}))
    verdicts = [result("nationality", facts_about(one), REAG).verdict for one in (french, trafficked)]
    assert verdicts == [NOT_MET, MET]


@pytest.mark.parametrize(
    ("nationality", "since", "verdict"),
    [
        ("TR", date(2025, 9, 1), NOT_MET),
        ("TR", date(2025, 8, 2), MET),
        ("TR", None, UNKNOWN),
        ("GE", None, MET),
    ],
)
def test_turkish_nationals_need_more_than_six_months(
    nationality: str, since: date | None, verdict: CriterionVerdict
) -> None:
    dates = {"in_country_since": since} if since else {}
    facts = facts_about(a_member(30, "principal", nationality), dates=dates)
    assert result("stay", facts, DE_EURP).verdict is verdict


@pytest.mark.parametrize(("status", "verdict"), [("regular", NOT_MET), ("asylum_rejected_final", MET), ("", UNKNOWN)])
def test_lawful_residence_is_no_return(status: str, verdict: CriterionVerdict) -> None:
    assert result("legal_status", facts_about(legal_status=status)).verdict is verdict


@pytest.mark.parametrize(
    ("countries", "verdict"),
    [({}, UNKNOWN), ({"residence_elsewhere": ""}, MET), ({"residence_elsewhere": "FR"}, NOT_MET),
     ({"residence_elsewhere": "TR"}, MET)],
)  # fmt: skip
def test_residence_in_the_union_is_asked_for(countries: dict[str, str], verdict: CriterionVerdict) -> None:
    assert result("residence", facts_about(countries=countries), REAN).verdict is verdict


@pytest.mark.parametrize(("said", "verdict"), [(None, UNKNOWN), (True, NOT_MET), (False, MET)])
def test_dublin_is_expected_not_to_be_so(said: bool | None, verdict: CriterionVerdict) -> None:  # noqa: FBT001
    facts = facts_about(stated={} if said is None else {"dublin": said})
    assert result("dublin", facts, REAN).verdict is verdict


def test_a_nationality_is_excluded_from_its_day_on() -> None:
    rules: dict[str, Any] = {
        "criteria": [{"code": "n", "kind": "nationality_not_in", "dated": [{"country": "GE", "from": "2026-03-03"}]}]
    }
    assert result("n", facts_about(), rules).verdict is MET
    rules["criteria"][0]["dated"] = [{"country": "GE", "from": "2026-03-02"}]
    assert result("n", facts_about(), rules).verdict is NOT_MET


def test_what_sets_the_amount_stands_in_nobodys_way() -> None:
    found = result("applied_early", facts_about(), shipped("FI-2024"))
    assert (found.verdict, found.affects_amount) == (UNKNOWN, True)


KINDS: dict[str, dict[str, Any]] = {
    "nationality_in": {"countries": ["GE"]}, "age_at_departure": {"least": 18}, "family_size": {"most": 4},
    "screened": {}, "departs_by": {"day": "2026-08-31"}, "nationality_not_in": {"countries": ["FR"]},
    "identity_known": {}, "age_known": {}, "return_country": {}, "return_type": {"tracks": ["voluntary"]},
    "applied_within": {"since": "refused_on", "days": 30}, "stay_at_least": {"months": 6}, "legal_status": {},
    "residence_not_in": {"countries": ["FR"]}, "stated": {"fact": "dublin"}, "prior_support": {"years": 5},
}  # fmt: skip
FACTS = st.builds(
    facts_about,
    st.builds(
        a_member, st.none() | st.integers(0, 90), st.sampled_from(["principal", "child"]), st.sampled_from(["GE", "FR"]),
        vulnerabilities=st.none() | st.just(frozenset({"elderly"})),
    ),
    prior=st.none() | st.just(EARLIER), stated=st.dictionaries(st.just("dublin"), st.booleans()),
    dates=st.dictionaries(st.sampled_from(["refused_on", "in_country_since", "departure_on"]), st.dates(date(2020, 1, 1))),
    legal_status=st.sampled_from(["", "dublin"]), countries=st.dictionaries(st.just("residence_elsewhere"), st.just("FR")),
)  # fmt: skip


@pytest.mark.parametrize("kind", sorted(CHECKS))
@given(facts=FACTS)
def test_every_kind_answers_with_its_fact_and_never_falls(kind: str, facts: CaseFacts) -> None:
    rules = {"criteria": [{"code": "x", "kind": kind, **KINDS[kind]}]}
    check_rules("NL-X", rules)
    found = result("x", facts, rules)
    assert said(found)
    assert "%(" not in said(found)
