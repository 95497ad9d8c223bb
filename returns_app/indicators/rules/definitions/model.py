"""What the definition of an indicator holds; its page and every file show exactly that."""

from dataclasses import dataclass
from enum import StrEnum

from returns_app.core.text import N_, Text
from returns_app.indicators.rules.guards import Split, Spread

VISA_CODE = "(EC) 810/2009 art. 25a, (EU) 2019/1155"
STATISTICS = "(EC) 862/2007 art. 7, (EU) 2020/851"
AUDIT = "ECA 17/2021 rec. 4"

NATIONALITY = (Spread((Split.CITIZEN,)), Spread((Split.REGION,)))
BY_FRAMEWORK = (*NATIONALITY, Spread((Split.FRAMEWORK,)), Spread((Split.CITIZEN, Split.FRAMEWORK)))
REGION = (Spread((Split.REGION,)),)
TOTAL_ONLY = (Spread(()),)


class Method(StrEnum):
    """How a figure is made; it stands in every export."""

    COUNT = "COUNT"
    FLOW = "FLOW"
    COHORT = "COHORT"
    SHARE = "SHARE"
    DURATION = "DURATION"
    SCORE = "SCORE"
    QUALITY = "QUALITY"


class Source(StrEnum):
    """Where the events come from."""

    CASES = "cases"
    SERIES = "series"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: `numerator` and `denominator` are event codes, `formula` is in the usual signs."""

    id: str
    title: Text
    meaning: Text
    method: Method
    source: Source
    formula: str
    numerator: str
    denominator: str
    legal_anchor: str
    legal_version: str
    spreads: tuple[Spread, ...]
    minimum: str
    caveats: tuple[str, ...]
    is_about_cooperation: bool = False  # by nationality it is for restricted readers


EVENT_NAMES: dict[str, Text] = {
    "RETURN_DECISION_NOTIFIED": N_("Return decision notified"),
    "APPLICATION_SUBMITTED": N_("Application submitted"),
    "IDENT_REQUESTED": N_("Confirmation of nationality requested"),
    "IDENT_REPLY": N_("Answer about the nationality"),
    "READMISSION_REQUEST_SUBMITTED": N_("Readmission request submitted"),
    "READMISSION_REPLY": N_("Answer to the readmission request"),
    "REQUEST_SUBMITTED": N_("Readmission or identification requested"),
    "REPLY": N_("Answer to that request"),
    "REPLY_POSITIVE": N_("Positive answer to that request"),
    "EU_LP_PROPOSED": N_("European travel document proposed"),
    "EU_LP_REPLY": N_("Answer to the European travel document"),
    "TD_ISSUED": N_("Travel document issued"),
    "BOOKED": N_("Journey booked"),
    "DEPARTURE_CONFIRMED": N_("Departure confirmed (evidence level 1 to 3)"),
    "ENFORCED_RETURN": N_("Enforced return"),
    "ARRIVAL": N_("Arrival"),
    "ARRIVAL_ADMITTED": N_("Admitted at arrival"),
    "REINT_PLAN_STARTED": N_("Reintegration plan started"),
    "REINT_MONITORING": N_("Contact after return"),
    "REINT_SURVEY": N_("Survey of reintegration"),
    "REENCOUNTER": N_("Met again in the member state"),
    "DUPLICATE_ASSISTANCE": N_("Repeat assistance found"),
    "OPERATION_REQUESTED": N_("Flight or operation requested"),
    "OPERATION_AUTHORISED": N_("Flight or operation authorised"),
    "SUSPENDED": N_("Return suspended by law or illness"),
}

GROUP_NAMES: dict[str, Text] = {
    "A": N_("Return decisions and returns"),
    "C": N_("Readmission requests"),
    "D": N_("Practical cooperation"),
    "V": N_("Voluntary return"),
    "T": N_("Speed"),
    "R": N_("After return"),
    "P": N_("Repeat assistance"),
    "Q": N_("Quality of the data"),
}
