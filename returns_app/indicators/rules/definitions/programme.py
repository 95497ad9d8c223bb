"""Indicators V1, V2, T1 to T8, R1 to R4, P1 and Q1 to Q6: the programme's own work, its speed and what lasted."""

from returns_app.core.text import N_, Text
from returns_app.indicators.rules.definitions.model import (
    AUDIT,
    BY_FRAMEWORK,
    NATIONALITY,
    REGION,
    STATISTICS,
    TOTAL_ONLY,
    Indicator,
    Method,
    Source,
)
from returns_app.indicators.rules.guards import Split, Spread

FLOWS = (
    Indicator(
        "V1", N_("Voluntary departures"),
        N_(
            "Persons who left voluntarily in the period, shown by a confirmed arrival, a recorded exit or a "
            "confirmed boarding (evidence levels 1 to 3)."
        ),
        Method.COUNT, Source.CASES, "#{p : DEPARTURE_CONFIRMED ∈ T, voluntary, evidence ≤ 3}", "DEPARTURE_CONFIRMED", "",
        "862/2007 art. 7(1)(b)", STATISTICS,
        (
            *NATIONALITY, Spread((Split.RETURN_COUNTRY,)), Spread((Split.CITIZEN, Split.RETURN_TYPE)),
            Spread((Split.RETURN_TYPE, Split.ASSISTANCE, Split.DESTINATION)), Spread((Split.SEX, Split.AGE)),
            Spread((Split.STATE, Split.RETURN_COUNTRY)), Spread((Split.MINOR,)),
        ),
        "RR5T", ("SELECT", "NOTB"),
    ),
    Indicator(
        "V2", N_("Departure within 180 days of the application"),
        N_(
            "Share of the persons who applied in a year and left within 180 days; withdrawal, absconding, forced "
            "return, a right to stay and death compete."
        ),
        Method.COHORT, Source.CASES, "CIF_departed(180)", "DEPARTURE_CONFIRMED", "APPLICATION_SUBMITTED", AUDIT, AUDIT,
        NATIONALITY, "n* ≥ 50", ("SELECT", "NOTB"),
    ),
    Indicator(
        "P1", N_("Repeat assistance"),
        N_("Persons for whom the registry showed earlier support for the same return."), Method.COUNT, Source.CASES,
        "#{p : DUPLICATE_ASSISTANCE ∈ T}", "DUPLICATE_ASSISTANCE", "", "COM(2021)120", "COM(2021)120", TOTAL_ONLY, "RR5T",
        ("SELECT",),
    ),
)  # fmt: skip


def _stage(number: int, title: Text, start: str, end: str) -> Indicator:
    meaning = N_(
        "Days from the first event to the second for the persons who entered the stage in the period, open cases counted: "
        "median and middle half (Kaplan-Meier). A document in hand skips the stages of the documents; what ended before it "
        "began is skipped too. The request is that for readmission or, where there is none, for identification."
    )
    return Indicator(
        f"T{number}", title, meaning, Method.DURATION, Source.CASES, "min{t : S(t) ≤ ½}", end, start, AUDIT, AUDIT,
        BY_FRAMEWORK, "entered ≥ 20, completed ≥ 10", ("SELECT",),
    )  # fmt: skip


SPEED = (
    _stage(1, N_("Decision to application"), "RETURN_DECISION_NOTIFIED", "APPLICATION_SUBMITTED"),
    _stage(2, N_("Application to request"), "APPLICATION_SUBMITTED", "REQUEST_SUBMITTED"),
    _stage(3, N_("Request to answer"), "REQUEST_SUBMITTED", "REPLY"),
    _stage(4, N_("Positive answer to travel document"), "REPLY_POSITIVE", "TD_ISSUED"),
    _stage(5, N_("Travel document to booking"), "TD_ISSUED", "BOOKED"),
    _stage(6, N_("Booking to departure"), "BOOKED", "DEPARTURE_CONFIRMED"),
    _stage(7, N_("Decision to departure"), "RETURN_DECISION_NOTIFIED", "DEPARTURE_CONFIRMED"),
    _stage(8, N_("Arrival to reintegration plan"), "ARRIVAL", "REINT_PLAN_STARTED"),
)

SUSTAINED = (
    Indicator(
        "R1", N_("Reintegration started in 60 days"),
        N_(
            "Share of the persons who arrived in the period with assistance and whose reintegration plan started "
            "within 60 days."
        ),
        Method.SHARE, Source.CASES, "100 · started ≤ 60 d / arrived", "REINT_PLAN_STARTED", "ARRIVAL", AUDIT, AUDIT,
        NATIONALITY, "n* ≥ 50", ("SELECT",),
    ),
    Indicator(
        "R2", N_("Contact after 6 and 12 months"),
        N_("Share of the persons due for contact 6 or 12 months after arrival who were reached."),
        Method.SHARE, Source.CASES, "100 · reached / due", "REINT_MONITORING", "ARRIVAL", AUDIT, AUDIT,
        NATIONALITY, "n* ≥ 50", ("SELECT", "NR"),
    ),
    Indicator(
        "R3", N_("Sustainability of reintegration"),
        N_(
            "Share of the respondents with a composite score of at least one half, between the bounds that those "
            "who did not answer leave open. The weights of the score are not verified."
        ),
        Method.SCORE, Source.CASES, "100 · #{s ≥ ½} / respondents;  bounds: (s + 0)/N, (s + nonresponse)/N",
        "REINT_SURVEY", "REINT_MONITORING", AUDIT, AUDIT, REGION, "n* ≥ 50", ("SELECT", "NR"),
    ),
    Indicator(
        "R4", N_("Met again within 12 months"),
        N_(
            "Share of the persons who left in the period and were met again in the member state within 12 "
            "months. There is no register of the Union, so it is under-counted."
        ),
        Method.SHARE, Source.CASES, "100 · met again ≤ 12 m / departed", "REENCOUNTER", "DEPARTURE_CONFIRMED", AUDIT, AUDIT,
        REGION, "n* ≥ 100", ("SELECT", "NR"),
    ),
)  # fmt: skip


def _quality(number: int, title: Text, meaning: Text, formula: str) -> Indicator:
    return Indicator(
        f"Q{number}", title, meaning, Method.QUALITY, Source.CASES, formula, "", "", "862/2007 art. 9", STATISTICS,
        TOTAL_ONLY, "n* ≥ 50", (),
    )  # fmt: skip


QUALITY = (
    _quality(
        1,
        N_("Coverage"),
        N_("Share of the departures with a decision or application on file."),
        "100 · linked / departed",
    ),
    _quality(2, N_("Unknown nationality"), N_("Share of the persons without a recorded nationality."), "100 · UNK / N"),
    _quality(
        3,
        N_("No proof of arrival"),
        N_("Share of the departures without a confirmed arrival."),
        "100 · no arrival / departed",
    ),
    _quality(
        4,
        N_("Persons in more than one case"),
        N_("Share of the persons who stand in more than one case."),
        "100 · twice / N",
    ),
    _quality(
        5,
        N_("Late registration"),
        N_("Share of the departures recorded more than 30 days after they took place."),
        "100 · late / departed",
    ),
    _quality(
        6,
        N_("Size of the revision"),
        N_("Share of the published cells that this release changed."),
        "100 · changed / cells",
    ),
)
