"""The criteria: each kind is one function from data and facts to a verdict."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from returns_app.programmes.rules.criteria import circumstances, people, times
from returns_app.programmes.rules.criteria.circumstances import STATED
from returns_app.programmes.rules.criteria.prior import prior_support
from returns_app.programmes.rules.criteria.results import Criterion, countries_of, with_countries
from returns_app.programmes.rules.criteria.times import DATES
from returns_app.programmes.rules.facts import CaseFacts, CriterionResult, FactSource

__all__ = ["CHECKS", "DATES", "STATED", "Criterion", "countries_of", "evaluate"]

Check = Callable[[Criterion, CaseFacts], CriterionResult]
CHECKS: dict[str, tuple[Check, FactSource]] = {
    "nationality_not_in": (people.nationality_not_in, FactSource.PEOPLE),
    "nationality_in": (people.nationality_in, FactSource.PEOPLE),
    "identity_known": (people.identity_known, FactSource.PEOPLE),
    "age_known": (people.age_known, FactSource.PEOPLE),
    "age_at_departure": (people.age_at_departure, FactSource.PEOPLE),
    "family_size": (people.family_size, FactSource.PEOPLE),
    "screened": (people.screened, FactSource.SCREENING),
    "return_country": (people.return_country, FactSource.CASE),
    "return_type": (people.return_type, FactSource.CASE),
    "applied_within": (times.applied_within, FactSource.CIRCUMSTANCES),
    "stay_at_least": (times.stay_at_least, FactSource.CIRCUMSTANCES),
    "departs_by": (times.departs_by, FactSource.CIRCUMSTANCES),
    "legal_status": (circumstances.legal_status, FactSource.CIRCUMSTANCES),
    "residence_not_in": (circumstances.residence_not_in, FactSource.CIRCUMSTANCES),
    "stated": (circumstances.stated, FactSource.CIRCUMSTANCES),
    "prior_support": (prior_support, FactSource.REGISTRY),
}
"""Kind of criterion -> how it is judged, and where its fact is kept."""


def evaluate(rules: Mapping[str, Any], facts: CaseFacts) -> tuple[CriterionResult, ...]:
    """Every criterion of a programme version, in its order."""
    groups = rules.get("groups", {})
    return tuple(_judge(with_countries(one, groups, facts), facts) for one in rules.get("criteria", ()))


def _judge(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    check, source = CHECKS[criterion["kind"]]
    return replace(check(criterion, facts), source=source, affects_amount=criterion.get("affects") == "amount")
