"""Facts of a case as a programme's rules see them, and what the rules answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from returns_app.core.text import Text

ADULT_AGE = 18
PRINCIPAL = "principal"


class CriterionVerdict(StrEnum):
    """What can be said of a criterion; a missing fact is never guessed."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class FactSource(StrEnum):
    """Where the fact that a criterion used is kept, so that the page can lead there."""

    CASE = "case"
    PEOPLE = "people"
    CIRCUMSTANCES = "circumstances"
    SCREENING = "screening"
    REGISTRY = "registry"


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One member; the age is that on the day of departure (today while that day is not known)."""

    person_id: UUID
    role: str
    age_at_departure: int | None
    nationalities: tuple[str, ...] = ()
    is_identified: bool = True  # has a name and is no placeholder
    vulnerabilities: frozenset[str] | None = None  # None as long as nobody screened this person

    @property
    def is_minor(self) -> bool | None:
        """None when the birth date is not known."""
        return None if self.age_at_departure is None else self.age_at_departure < ADULT_AGE


@dataclass(frozen=True, slots=True)
class PriorSupport:
    """Support another time, as the registry tells it: state ("" when protected), month "2021-11" or ""."""

    state: str
    month: str
    status: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of a case on a day; `prior` is None as long as the registry has not answered.

    `return_type` is the code of the case (ENFORCED, anything else is voluntary). `stated`, `dates` and `countries` hold
    what somebody established about the circumstances; what is not in them is unknown.
    """

    on: date
    return_country: str
    return_type: str
    members: tuple[MemberFacts, ...]
    prior: tuple[PriorSupport, ...] | None = None
    stated: Mapping[str, bool] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)  # "" is the answer "none"
    legal_status: str = ""

    @property
    def track(self) -> str:
        """Which of the two tariffs of most programmes: "forced" or "voluntary"."""
        return "forced" if self.return_type == "ENFORCED" else "voluntary"

    @property
    def principal(self) -> MemberFacts | None:
        """The main applicant, where there is one."""
        return next((member for member in self.members if member.role == PRINCIPAL), None)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion, its verdict and why; `needs_reason` asks the approver for one even when it is met.

    A criterion that only sets the amount (`affects_amount`) stands in nobody's way.
    """

    code: str
    verdict: CriterionVerdict
    sentence: Text
    params: dict[str, Any] = field(default_factory=dict)
    needs_reason: bool = False
    source: FactSource = FactSource.CASE
    affects_amount: bool = False


@dataclass(frozen=True, slots=True)
class TariffLine:
    """What one member may receive of one component, in euro, and the tariff that says so."""

    person_id: UUID
    component: str
    amount: Decimal
    tariff: str
