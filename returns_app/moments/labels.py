"""Words of key moments in the reader's language; what goes to RIAT is in RIAT's own words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.cases.labels import HOW_HEARD, LEGAL_STATUSES, MEMBER_ROLES, RETURN_TYPES
from returns_app.moments.rules import Moment, MomentState, Party, RejectReason, Step
from returns_app.people.labels import SEXES
from returns_app.support.labels import CATEGORY_NAMES

MOMENT_NAMES: Mapping[Moment, LazyString] = {
    Moment.APPLICATION: _l("Key moment 1: application"),
    Moment.ARRIVAL: _l("Key moment 2: arrival, plan and budget"),
    Moment.FINAL: _l("Key moment 3: final report"),
}
STATE_NAMES: Mapping[MomentState, LazyString] = {
    MomentState.WAITING: _l("Not yet open"),
    MomentState.OPEN: _l("With the focal point"),
    MomentState.COORDINATOR: _l("With the partner coordinator"),
    MomentState.OFFICE: _l("With the programme office"),
    MomentState.STATE: _l("With the member state"),
    MomentState.ACCEPTED: _l("Accepted"),
    MomentState.REJECTED: _l("Sent back"),
}
STATE_TONES: Mapping[MomentState, str] = {
    MomentState.WAITING: "neutral", MomentState.OPEN: "info", MomentState.COORDINATOR: "warn",
    MomentState.OFFICE: "warn", MomentState.STATE: "warn", MomentState.ACCEPTED: "good", MomentState.REJECTED: "bad",
}  # fmt: skip
PARTY_NAMES: Mapping[Party, LazyString] = {
    Party.FOCAL_POINT: _l("Focal point"),
    Party.COORDINATOR: _l("Partner coordinator"),
    Party.OFFICE: _l("Programme office"),
    Party.STATE: _l("Member state"),
}
STEP_NAMES: Mapping[Step, LazyString] = {
    Step.SEND: _l("Send it on"),
    Step.CONFIRM: _l("Confirm and pass on"),
    Step.REJECT: _l("Send it back"),
    Step.REOPEN: _l("Open it again"),
}
STEPS_TAKEN: Mapping[Step, LazyString] = {
    Step.SEND: _l("Sent"),
    Step.CONFIRM: _l("Confirmed"),
    Step.REJECT: _l("Sent back"),
    Step.REOPEN: _l("Opened again"),
}
REASON_NAMES: Mapping[RejectReason, LazyString] = {
    RejectReason.INCOMPLETE: _l("Something is missing"),
    RejectReason.UNCLEAR: _l("It is not clear what is meant"),
    RejectReason.NOT_ELIGIBLE: _l("The programme does not pay for this"),
    RejectReason.BUDGET: _l("The budget is not right"),
    RejectReason.MISTAKE: _l("It was passed on by mistake"),
    RejectReason.OTHER: _l("Other"),
}
FIELD_NAMES: Mapping[str, LazyString] = {
    "submitted": _l("Application submitted"),
    "plan_approved": _l("Plan approved"),
    "all_proven": _l("Every delivery has its receipt"),
    "return_country": _l("Country of return"),
    "project": _l("Programme"),
    "eu_country": _l("Member state"),
    "organisation": _l("Organisation"),
    "partner": _l("Reintegration partner"),
    "support_type": _l("Type of support"),
    "id_document": _l("Identity document"),
    "consent": _l("Signed declaration"),
    "role": _l("Role in the family"),
    "sex": _l("Sex"),
    "born": _l("Birth date"),
    "nationality": _l("Nationality"),
    "return_type": _l("Type of return"),
    "legal_status": _l("Legal status"),
    "departed_on": _l("Departed on"),
    "departure_on": _l("Expected departure"),
    "travel_details": _l("Details of the journey"),
    "assistance": _l("Assistance needed"),
    "needs": _l("What the needs are in detail"),
    "vulnerable": _l("Vulnerable"),
    "how_heard": _l("How they heard of the programme"),
    "arrived_on": _l("Arrived on"),
    "category": _l("Category"),
    "planned": _l("Planned"),
    "item": _l("What for"),
    "meeting": _l("Counselling meeting: day and who was there"),
    "meeting_outcome": _l("What came out of the meeting"),
    "partner_feedback": _l("Feedback of the partner"),
    "activity": _l("What was done, and how the family is doing"),
    "delivered_on": _l("Day"),
    "receipt": _l("Receipt"),
    "amount_eur": _l("Amount in euro"),
    "delivered": _l("Delivered"),
    "other_documents": _l("Other documents"),
    "final_meeting": _l("Final meeting"),
    "final_feedback": _l("Feedback of the partner at the end"),
}
FIELD_PAGES: Mapping[str, str] = {
    "submitted": "cases.submit_case", "partner": "cases.show_partners", "id_document": "cases.show_people",
    "sex": "cases.show_people", "born": "cases.show_people", "nationality": "cases.show_people",
    "consent": "counselling.show_counselling", "vulnerable": "counselling.show_counselling",
    "legal_status": "cases.record_circumstances", "how_heard": "cases.record_circumstances",
    "arrived_on": "travel.confirm_arrival", "plan_approved": "support.show_plan", "planned": "support.show_plan",
    "item": "support.show_plan", "all_proven": "support.show_plan", "delivered_on": "support.show_plan",
    "amount_eur": "support.show_plan", "delivered": "support.show_plan",
}  # fmt: skip
CODE_WORDS: Mapping[str, Mapping[Any, LazyString]] = {
    "role": MEMBER_ROLES, "sex": SEXES, "return_type": RETURN_TYPES, "legal_status": LEGAL_STATUSES,
    "how_heard": HOW_HEARD, "category": CATEGORY_NAMES,
}  # fmt: skip
COUNTRIES = frozenset({"return_country", "eu_country", "nationality"})
YES_NO: Mapping[str, LazyString] = {"yes": _l("Yes"), "no": _l("No"), "masked": _l("Protected: not shown")}
