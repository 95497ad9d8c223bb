"""The criteria: each kind is one function from data and facts to a verdict."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from returns_app.core.text import N_, Text
from returns_app.programmes.rules.facts import CaseFacts, CriterionResult, CriterionVerdict, PriorSupport

Criterion: TypeAlias = Mapping[str, Any]
MET, NOT_MET, UNKNOWN = CriterionVerdict.MET, CriterionVerdict.NOT_MET, CriterionVerdict.UNKNOWN
_YEAR_MONTHS = 12

STATED: dict[str, tuple[Text, Text, Text]] = {
    "insufficient_means": (
        N_("The family can't pay for the journey itself."),
        N_("The family can pay for the journey itself."),
        N_("It is not recorded whether the family can pay for the journey itself."),
    ),
    "ends_procedures": (
        N_("Residence procedures end with the departure."),
        N_("A residence procedure goes on after the departure."),
        N_("It is not recorded whether residence procedures end with the departure."),
    ),
    "travel_document": (
        N_("Travel documents are there or can be had."),
        N_("Travel documents can't be had."),
        N_("It is not recorded whether travel documents can be had."),
    ),
    "applied_early": (
        N_("The application came within the time for the higher sum."),
        N_("The application came after the time for the higher sum."),
        N_("It is not recorded whether the application came within the time for the higher sum."),
    ),
}
"""Criteria that no record answers: sentences for yes, no and not recorded."""


def evaluate(rules: Mapping[str, Any], facts: CaseFacts) -> tuple[CriterionResult, ...]:
    """Every criterion of a programme version, in its order."""
    groups = rules.get("groups", {})
    criteria = (_with_countries(one, groups, facts.on) for one in rules.get("criteria", ()))
    return tuple(CHECKS[one["kind"]](one, facts) for one in criteria)


def countries_of(group: Iterable[Mapping[str, Any]], on: date) -> set[str]:
    """The members of a country group on a day."""
    day = on.isoformat()
    spans = (span for span in group if span["from"] <= day <= (span.get("to") or day))
    return {country for span in spans for country in span["countries"]}


def _with_countries(criterion: Criterion, groups: Mapping[str, Any], on: date) -> Criterion:
    named = (countries_of(groups[group], on) for group in criterion.get("groups", ()))
    return {**criterion, "countries": set(criterion.get("countries", ())).union(*named)}


def _nationality_not_in(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    held = {country for member in facts.members for country in member.nationalities}
    excluded = sorted(held & criterion["countries"])
    if excluded:
        return _result(criterion, NOT_MET, N_("Excluded nationality: %(countries)s."), countries=", ".join(excluded))
    if not all(member.nationalities for member in facts.members):
        return _result(criterion, UNKNOWN, N_("The nationality of a member is not known."))
    return _result(criterion, MET, N_("No member has an excluded nationality."))


def _return_country(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """Open unless excluded; where a programme names its countries, only those."""
    country, only = facts.return_country, set(criterion.get("only", ()))
    if not country:
        return _result(criterion, UNKNOWN, N_("The country of return is not known."))
    is_open = country not in criterion["countries"] and (not only or country in only)
    sentence = N_("Returns to %(country)s are open.") if is_open else N_("Returns to %(country)s are not open.")
    return _result(criterion, MET if is_open else NOT_MET, sentence, country=country)


def _return_type(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    if not facts.return_type:
        return _result(criterion, UNKNOWN, N_("The kind of return is not known."))
    if facts.track in criterion["tracks"]:
        return _result(criterion, MET, N_("The kind of return is supported."))
    return _result(criterion, NOT_MET, N_("This kind of return is not supported."))


def _identity_known(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    if facts.members and all(member.is_identified for member in facts.members):
        return _result(criterion, MET, N_("Everybody has a name."))
    return _result(criterion, UNKNOWN, N_("Somebody's identity is not known yet."))


def _age_known(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    missing = sum(member.is_minor is None for member in facts.members)
    if missing:
        sentence = N_("Birth date not known: %(count)s. Whether adult or minor at departure is open.")
        return _result(criterion, UNKNOWN, sentence, count=missing)
    minors = sum(bool(member.is_minor) for member in facts.members)
    sentence = N_("Adults at departure: %(adults)s. Minors: %(minors)s.")
    return _result(criterion, MET, sentence, adults=len(facts.members) - minors, minors=minors)


def _prior_support(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """An earlier return is no refusal by itself: it is shown, and the approver says why support is right."""
    years = criterion.get("years", 0)
    if facts.prior is None:
        return _result(criterion, UNKNOWN, N_("The registry has not answered whether there was support before."))
    found = [one for one in facts.prior if _counts(one, criterion, facts.on)]
    if not found and years:
        return _result(criterion, MET, N_("No support in the last %(years)s years is known."), years=years)
    if not found:
        return _result(criterion, MET, N_("No earlier support is known."))
    named = ", ".join(_named(one) for one in found)
    sentence = N_("Earlier support: %(found)s.")
    if years:
        sentence = N_("Support in the last %(years)s years: %(found)s.")
    result = _result(criterion, MET, sentence, years=years, found=named)
    return CriterionResult(result.code, MET, sentence, result.params, needs_reason=True)


def _stated(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    yes, no, unknown = STATED[criterion["fact"]]
    said = facts.stated.get(criterion["fact"])
    if said is None:
        return _result(criterion, UNKNOWN, unknown)
    return _result(criterion, MET if said else NOT_MET, yes if said else no)


CHECKS: dict[str, Callable[[Criterion, CaseFacts], CriterionResult]] = {
    "nationality_not_in": _nationality_not_in,
    "return_country": _return_country,
    "return_type": _return_type,
    "identity_known": _identity_known,
    "age_known": _age_known,
    "prior_support": _prior_support,
    "stated": _stated,
}
"""Kind of criterion -> how it is judged."""


def _result(criterion: Criterion, verdict: CriterionVerdict, sentence: Text, **params: object) -> CriterionResult:
    return CriterionResult(criterion["code"], verdict, sentence, params)


def _counts(one: PriorSupport, criterion: Criterion, on: date) -> bool:
    """Within the states and years the programme looks at; what a protected answer leaves out counts."""
    scope, years = criterion.get("states", ()), criterion.get("years", 0)
    if scope and one.state and one.state not in scope:
        return False
    if not years or not one.month:
        return True
    year, month = (int(part) for part in one.month.split("-")[:2])
    age = (on.year - year) * _YEAR_MONTHS + on.month - month
    return bool(age <= years * _YEAR_MONTHS)


def _named(one: PriorSupport) -> str:
    return " ".join(part for part in (one.reference or one.state, one.month) if part) or one.status
