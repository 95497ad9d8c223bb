"""What a programme asks and gives: facts in, verdicts and sums out. Programmes themselves are data."""

from returns_app.programmes.rules.criteria import STATED, evaluate
from returns_app.programmes.rules.facts import (
    ADULT_AGE,
    CaseFacts,
    CriterionResult,
    CriterionVerdict,
    FactSource,
    MemberFacts,
    PriorSupport,
    TariffLine,
)
from returns_app.programmes.rules.reading import BadProgramme, check_rules
from returns_app.programmes.rules.tariff import age_class, tariff

__all__ = [
    "ADULT_AGE",
    "STATED",
    "BadProgramme",
    "CaseFacts",
    "CriterionResult",
    "CriterionVerdict",
    "FactSource",
    "MemberFacts",
    "PriorSupport",
    "TariffLine",
    "age_class",
    "check_rules",
    "evaluate",
    "tariff",
]
