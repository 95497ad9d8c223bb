"""What a programme asks and gives: facts in, verdicts and sums out. Programmes themselves are data."""

from returns_app.programmes.rules.criteria import evaluate
from returns_app.programmes.rules.facts import (
    CaseFacts,
    CriterionResult,
    CriterionVerdict,
    MemberFacts,
    PriorSupport,
    TariffLine,
)
from returns_app.programmes.rules.reading import check_rules
from returns_app.programmes.rules.tariff import age_class, tariff

__all__ = [
    "CaseFacts",
    "CriterionResult",
    "CriterionVerdict",
    "MemberFacts",
    "PriorSupport",
    "TariffLine",
    "age_class",
    "check_rules",
    "evaluate",
    "tariff",
]
