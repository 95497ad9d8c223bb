"""What every criterion shares: its data, its verdicts, and country groups by date."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from returns_app.core.text import Text
from returns_app.programmes.rules.facts import CaseFacts, CriterionResult, CriterionVerdict

Criterion: TypeAlias = Mapping[str, Any]
MET, NOT_MET, UNKNOWN = CriterionVerdict.MET, CriterionVerdict.NOT_MET, CriterionVerdict.UNKNOWN


def result(criterion: Criterion, verdict: CriterionVerdict, sentence: Text, **params: object) -> CriterionResult:
    """A verdict with the fact it stands on."""
    return CriterionResult(criterion["code"], verdict, sentence, params)


def countries_of(group: Iterable[Mapping[str, Any]], on: date) -> set[str]:
    """The members of a country group on a day."""
    day = on.isoformat()
    spans = (span for span in group if span["from"] <= day <= (span.get("to") or day))
    return {country for span in spans for country in span["countries"]}


def with_countries(criterion: Criterion, groups: Mapping[str, Any], facts: CaseFacts) -> Criterion:
    """The criterion with the countries that its groups and its dated countries mean on the day."""
    day = facts.on.isoformat()
    named = (countries_of(groups[group], facts.on) for group in criterion.get("groups", ()))
    dated = {one["country"] for one in criterion.get("dated", ()) if one["from"] <= day <= (one.get("to") or day)}
    return {**criterion, "countries": dated.union(criterion.get("countries", ()), *named)}


def held(facts: CaseFacts) -> set[str]:
    """Every nationality in the family."""
    return {country for member in facts.members for country in member.nationalities}
