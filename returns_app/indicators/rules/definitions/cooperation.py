"""Indicators A1 to A4, C1, C2 and D1 to D5: what article 25a of the Visa Code asks about third countries."""

from returns_app.core.text import N_
from returns_app.indicators.rules.definitions.model import (
    BY_FRAMEWORK,
    NATIONALITY,
    STATISTICS,
    VISA_CODE,
    Indicator,
    Method,
    Source,
)
from returns_app.indicators.rules.guards import Split, Spread

_WITH_SEX_AND_AGE = (
    *NATIONALITY, Spread((Split.CITIZEN, Split.SEX)), Spread((Split.CITIZEN, Split.AGE)), Spread((Split.MINOR,)),
)  # fmt: skip

ASSESSED = (
    Indicator(
        "A1",
        N_("Persons ordered to leave"),
        N_(
            "Persons with a return decision notified in the period; several decisions count once. From the "
            "decision authority or Eurostat; this programme sees a selection."
        ),
        Method.COUNT,
        Source.BOTH,
        "N = #{p : RETURN_DECISION_NOTIFIED ∈ T}",
        "RETURN_DECISION_NOTIFIED",
        "",
        "Visa Code 25a(2)(a); 862/2007 art. 7(1)(a)",
        f"{VISA_CODE}; {STATISTICS}",
        _WITH_SEX_AND_AGE,
        "RR5T",
        ("SELECT", "MULTI"),
    ),
    Indicator(
        "A2",
        N_("Share of forced returns"),
        N_(
            "Forced returns per 100 return decisions of the same period. Only from imported series: this "
            "programme records no forced return, and voluntary returns never fill the gap."
        ),
        Method.FLOW,
        Source.SERIES,
        "R_b = 100 · F / N",
        "ENFORCED_RETURN",
        "RETURN_DECISION_NOTIFIED",
        "Visa Code 25a(2)(b)",
        VISA_CODE,
        NATIONALITY,
        "n* ≥ 50",
        ("FLOW", "DEFDIFF"),
        is_about_cooperation=True,
    ),
    Indicator(
        "A3",
        N_("Flow ratio of returns"),
        N_(
            "Returns per 100 return decisions of the same period, as Eurostat and the Commission show it. They "
            "are different persons: the ratio can exceed 100."
        ),
        Method.FLOW,
        Source.BOTH,
        "R_f = 100 · returns ∈ T / orders ∈ T",
        "DEPARTURE_CONFIRMED",
        "RETURN_DECISION_NOTIFIED",
        "862/2007 art. 7",
        STATISTICS,
        NATIONALITY,
        "n* ≥ 50",
        ("FLOW", "NOTB"),
        is_about_cooperation=True,
    ),
    Indicator(
        "A4",
        N_("Return within a time after the decision"),
        N_(
            "Share of the persons whose decision was notified in a year who returned within 90, 180, 365 or 730 "
            "days, other outcomes counted as competing. Only where everybody could be followed that long."
        ),
        Method.COHORT,
        Source.CASES,
        "CIF_k(h) = Σ S(t−) · d_k / n,  h ∈ {90, 180, 365, 730}",
        "DEPARTURE_CONFIRMED",
        "RETURN_DECISION_NOTIFIED",
        "862/2007 art. 7",
        STATISTICS,
        NATIONALITY,
        "n* ≥ 50, d_k ≥ 10",
        ("SELECT", "NOTB"),
        is_about_cooperation=True,
    ),
)

_COUNTRY = (Spread((Split.CITIZEN, Split.FRAMEWORK)), *NATIONALITY, Spread((Split.FRAMEWORK,)))

STAGES_OF_COOPERATION = (
    Indicator(
        "C1", N_("Readmission requests accepted"),
        N_(
            "Share of the persons for whom readmission was requested in the period and accepted since. The share "
            "of answered requests and the share still open stand beside it; requests withdrawn by the member "
            "state are left out."
        ),
        Method.SHARE, Source.BOTH, "100 · A / S;  100 · A / (A + refused);  100 · open / S", "READMISSION_REPLY",
        "READMISSION_REQUEST_SUBMITTED", "Visa Code 25a(2)(c)", VISA_CODE, _COUNTRY, "n* ≥ 50", ("SELECT",),
        is_about_cooperation=True,
    ),
    Indicator(
        "C2", N_("Readmission requests without an answer in time"),
        N_(
            "Share of the persons for whom no answer came within the deadline of the agreement, or within 30 "
            "days where none is known."
        ),
        Method.SHARE, Source.CASES, "100 · #{no reply ≤ d_f} / S", "READMISSION_REPLY", "READMISSION_REQUEST_SUBMITTED",
        "Visa Code 25a(2)(c), (d)(i)", VISA_CODE, _COUNTRY, "n* ≥ 50", ("SELECT",), is_about_cooperation=True,
    ),
    Indicator(
        "D1", N_("Nationality confirmed"),
        N_(
            "Share of the persons about whom confirmation of nationality was requested in the period and who "
            "were confirmed since."
        ),
        Method.SHARE, Source.BOTH, "100 · confirmed / requested", "IDENT_REPLY", "IDENT_REQUESTED",
        "Visa Code 25a(2)(d)(i)", VISA_CODE, NATIONALITY, "n* ≥ 50", ("SELECT",), is_about_cooperation=True,
    ),
    Indicator(
        "D2", N_("Travel documents issued after confirmation"),
        N_(
            "Share of the persons confirmed in the period who were issued a travel document since, and within "
            "the deadline of the agreement."
        ),
        Method.SHARE, Source.BOTH, "100 · issued / confirmed;  100 · issued ≤ d_f / confirmed", "TD_ISSUED", "IDENT_REPLY",
        "Visa Code 25a(2)(d)(i)", VISA_CODE, BY_FRAMEWORK, "n* ≥ 50", ("SELECT",), is_about_cooperation=True,
    ),
    Indicator(
        "D3", N_("European travel document accepted"),
        N_("Share of the persons for whom the European travel document was proposed in the period and accepted."),
        Method.SHARE, Source.CASES, "100 · accepted / proposed", "EU_LP_REPLY", "EU_LP_PROPOSED",
        "Visa Code 25a(2)(d)(ii)", VISA_CODE, NATIONALITY, "n* ≥ 50", ("SELECT",), is_about_cooperation=True,
    ),
    Indicator(
        "D4", N_("Admitted at arrival"),
        N_(
            "Share of the persons who left in the period and were admitted on arrival. Voluntary arrivals are "
            "nearly always admitted, so this tells little."
        ),
        Method.SHARE, Source.CASES, "100 · admitted / presented", "ARRIVAL_ADMITTED", "DEPARTURE_CONFIRMED",
        "Visa Code 25a(2)(d)(iii)", VISA_CODE, NATIONALITY, "n* ≥ 50", ("SELECT",), is_about_cooperation=True,
    ),
    Indicator(
        "D5", N_("Flights and operations authorised"),
        N_(
            "Share of the requested flights and operations that were authorised, scheduled and charter apart. "
            "Operations, not persons; only from imported series, never shown openly under 10."
        ),
        Method.SHARE, Source.SERIES, "100 · authorised / requested", "OPERATION_AUTHORISED", "OPERATION_REQUESTED",
        "Visa Code 25a(2)(d)(iv)", VISA_CODE, NATIONALITY, "≥ 10 operations", ("DEFDIFF",), is_about_cooperation=True,
    ),
)  # fmt: skip
