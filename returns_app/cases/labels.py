"""The words of cases in the reader's language, and the tone in which each stage is shown."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.cases.rules import (
    NO_COUNTRY,
    AccessKind,
    CountryBasis,
    DeclineReason,
    EventKind,
    HowHeard,
    LegalStatus,
    MemberRole,
    PauseKind,
    PauseReason,
    ReturnType,
    SkipReason,
    Stage,
)
from returns_app.core.actions import Action

STAGE_NAMES: Mapping[Stage, LazyString] = {
    Stage.INTAKE: _l("Intake"),
    Stage.SUBMITTED: _l("Awaiting decision"),
    Stage.APPROVED: _l("Approved"),
    Stage.DEPARTED: _l("Departed"),
    Stage.ARRIVED: _l("Arrived"),
    Stage.SUPPORTING: _l("Support under way"),
    Stage.CLOSED: _l("Closed"),
    Stage.REFUSED: _l("Refused"),
    Stage.WITHDRAWN: _l("Withdrawn"),
}
STAGE_TONES: Mapping[Stage, str] = {
    Stage.INTAKE: "info",
    Stage.SUBMITTED: "warn",
    Stage.APPROVED: "good",
    Stage.DEPARTED: "good",
    Stage.ARRIVED: "good",
    Stage.SUPPORTING: "good",
    Stage.CLOSED: "neutral",
    Stage.REFUSED: "bad",
    Stage.WITHDRAWN: "neutral",
}
MEMBER_ROLES: Mapping[MemberRole, LazyString] = {
    MemberRole.PRINCIPAL: _l("Main applicant"),
    MemberRole.SPOUSE: _l("Spouse or partner"),
    MemberRole.CHILD: _l("Child"),
    MemberRole.OTHER: _l("Other dependant"),
}
RETURN_TYPES: Mapping[ReturnType, LazyString] = {
    ReturnType.VOLUNTARY_ASSISTED: _l("Voluntary, assisted"),
    ReturnType.VOLUNTARY_UNASSISTED: _l("Voluntary, unassisted"),
    ReturnType.ENFORCED: _l("Enforced"),
}
ACCESS_KINDS: Mapping[AccessKind, LazyString] = {
    AccessKind.OWNER: _l("Owner of the case"),
    AccessKind.PARTNER: _l("Reintegration partner"),
}
EVENT_NAMES: Mapping[EventKind, LazyString] = {
    EventKind.OPENED: _l("Case opened"),
    EventKind.CHANGED: _l("Facts corrected"),
    EventKind.ESTABLISHED: _l("Circumstances recorded"),
    EventKind.SUBMITTED: _l("Application submitted"),
    EventKind.CHECKED: _l("Registry checked"),
    EventKind.APPROVED: _l("Return approved"),
    EventKind.REFUSED: _l("Application refused"),
    EventKind.SHARED: _l("Shared with a partner"),
    EventKind.DEPARTED: _l("Departure recorded"),
    EventKind.ARRIVED: _l("Arrival confirmed"),
    EventKind.PLANNED: _l("Support planned"),
    EventKind.DELIVERED: _l("Support delivered"),
    EventKind.WITHDRAWN: _l("Application withdrawn"),
    EventKind.CLOSED: _l("Case closed"),
    EventKind.REASSIGNED: _l("Given to another counsellor"),
    EventKind.NOTIFIED: _l("Decision letter handed over"),
    EventKind.TALKED: _l("Counselling session"),
    EventKind.DECLARED: _l("Declaration of own will"),
    EventKind.SCREENED: _l("Screened for vulnerability"),
    EventKind.REFERRED: _l("Referred"),
    EventKind.PAUSED: _l("Standstill begun"),
    EventKind.RESUMED: _l("Standstill ended"),
    EventKind.REOPENED: _l("Case opened again"),
    EventKind.HANDED_OVER: _l("Hand-over"),
    EventKind.FAMILY: _l("Family changed"),
    EventKind.DECIDED: _l("Decision taken"),
    EventKind.TRAVEL: _l("Journey changed"),
}
CHANGED_DECISIONS: Mapping[str, LazyString] = {
    "reduce": _l("Support reduced"),
    "revoke": _l("Support revoked"),
    "suspend": _l("Support suspended"),
    "extend": _l("Support extended"),
}
"""Kind of a decision that changed what was granted -> its words in the timeline."""
PAUSE_KINDS: Mapping[PauseKind, LazyString] = {
    PauseKind.HOLD: _l("On hold"),
    PauseKind.SUSPENSION: _l("Suspended"),
}
PAUSE_REASONS: Mapping[PauseReason, LazyString] = {
    PauseReason.DOCUMENT: _l("Waiting for a document"),
    PauseReason.MEDICAL: _l("Medical reasons"),
    PauseReason.COURT: _l("A court procedure"),
    PauseReason.MINOR: _l("Safeguards for a minor"),
    PauseReason.DUPLICATE: _l("Review of a possible duplicate"),
    PauseReason.SECURITY: _l("The security situation"),
    PauseReason.FLIGHTS: _l("No flights"),
    PauseReason.REQUEST: _l("The person asked for it"),
    PauseReason.EXTERNAL: _l("Facts changed elsewhere"),
    PauseReason.FRAUD: _l("A report of fraud"),
}
DECLINE_REASONS: Mapping[DeclineReason, LazyString] = {
    DeclineReason.LEAVE: _l("On leave"),
    DeclineReason.CASELOAD: _l("Too many cases"),
    DeclineReason.LANGUAGE: _l("Does not speak the language"),
    DeclineReason.CONFLICT: _l("Knows the person"),
    DeclineReason.OTHER: _l("Another reason"),
}
HANDOVER_STATES: Mapping[str, LazyString] = {
    "open": _l("Offered"),
    "accepted": _l("Accepted"),
    "declined": _l("Declined"),
    "taken_back": _l("Taken back"),
}
LEGAL_STATUSES: Mapping[LegalStatus, LazyString] = {
    LegalStatus.ASYLUM_PENDING: _l("Asylum procedure under way"),
    LegalStatus.REJECTED_APPEALABLE: _l("Asylum refused, appeal possible"),
    LegalStatus.REJECTED_FINAL: _l("Asylum refused for good"),
    LegalStatus.WITHDRAWN: _l("Asylum application withdrawn"),
    LegalStatus.RENOUNCED: _l("Gave protection up"),
    LegalStatus.PERMIT_EXPIRED: _l("Permit expired"),
    LegalStatus.PERMIT_REVOKED: _l("Permit revoked"),
    LegalStatus.NEVER_APPLIED: _l("Never applied, no right to stay"),
    LegalStatus.OVERSTAY: _l("Stayed longer than the visa"),
    LegalStatus.DUBLIN: _l("Dublin procedure"),
    LegalStatus.TOLERATED: _l("Tolerated"),
    LegalStatus.DETAINED: _l("Detained"),
    LegalStatus.DECISION_ELSEWHERE: _l("Return decision of another member state"),
    LegalStatus.REGULAR: _l("Lawful residence"),
    LegalStatus.OTHER: _l("Something else"),
}
HOW_HEARD: Mapping[HowHeard, LazyString] = {
    HowHeard.OWN_OFFICE: _l("This office"),
    HowHeard.FRONTEX: _l("A return counsellor of Frontex"),
    HowHeard.NGO: _l("An NGO or IOM"),
    HowHeard.FRIENDS: _l("Friends or family"),
    HowHeard.SOCIAL_MEDIA: _l("Social media"),
    HowHeard.OTHER: _l("Somewhere else"),
}
COUNTRY_BASES: Mapping[CountryBasis, LazyString] = {
    CountryBasis.NATIONALITY: _l("Nationality"),
    CountryBasis.HABITUAL_RESIDENCE: _l("Lived there before"),
    CountryBasis.RIGHT_OF_STAY: _l("Right to stay in a third country"),
}
QUESTIONS: Mapping[str, LazyString] = {
    "insufficient_means": _l("Are their means too small to pay for the journey?"),
    "ends_procedures": _l("Do residence procedures end with the departure?"),
    "travel_document": _l("Are travel documents there, or can they be had?"),
    "leaves_for_good": _l("Do they want to leave for good?"),
    "dublin": _l("Is another member state responsible (Dublin)?"),
    "detained": _l("Is somebody detained?"),
    "serious_crime": _l("Does a serious crime or public order stand in the way?"),
    "removal_scheduled": _l("Is a removal scheduled already?"),
    "left_as_minor": _l("Was somebody supported before as a minor in a family?"),
}
"""Code of an answer in the circumstances -> its question."""
CIRCUMSTANCES: Mapping[str, LazyString] = {
    "legal_status": _l("Legal status"),
    "basis": _l("Why they can live in the country of return"),
    "how_heard": _l("How they heard of the programme"),
    "residence_elsewhere": _l("Right to live in another country"),
    "first_contact_on": _l("First contact"),
    "in_country_since": _l("In the country since"),
    "refused_on": _l("First refusal or withdrawal of the application to stay"),
    "departure_on": _l("Planned departure"),
}
ANSWER_WORDS: Mapping[str, LazyString] = {"yes": _l("Yes"), "no": _l("No"), NO_COUNTRY: _l("None")}
SKIP_REASONS: Mapping[SkipReason, LazyString] = {
    SkipReason.NOTHING_MORE_KNOWN: _l("The person can't say more about themselves"),
    SkipReason.ANOTHER_SYSTEM: _l("Searched in another system today"),
    SkipReason.URGENT: _l("Urgent; the search follows"),
}
ACTION_WORDS: Mapping[str, LazyString] = {
    Action.CASE_READ.value: _l("Read the case"),
    Action.PERSON_READ.value: _l("Read who the people are"),
    Action.CASE_OPENED.value: _l("Opened the case"),
    Action.CASE_CHANGED.value: _l("Corrected facts"),
    Action.CIRCUMSTANCES_RECORDED.value: _l("Recorded circumstances"),
    Action.CASE_PAUSED.value: _l("Let the case stand still"),
    Action.CASE_RESUMED.value: _l("Let the case go on"),
    Action.CASE_REOPENED.value: _l("Opened the case again"),
    Action.HANDOVER_OFFERED.value: _l("Offered the case to a colleague"),
    Action.HANDOVER_ANSWERED.value: _l("Answered a hand-over"),
    Action.SESSION_RECORDED.value: _l("Recorded a counselling session"),
    Action.COUNSELLING_READ.value: _l("Read the counselling"),
    Action.DECLARATION_SIGNED.value: _l("Recorded a declaration"),
    Action.DECLARATION_WITHDRAWN.value: _l("Recorded that a declaration was taken back"),
    Action.SCREENING_RECORDED.value: _l("Recorded a screening"),
    Action.SCREENING_READ.value: _l("Read a screening"),
    Action.SAFEGUARD_RECORDED.value: _l("Recorded a safeguard"),
    Action.REFERRAL_MADE.value: _l("Recorded a referral"),
    Action.CASE_SUBMITTED.value: _l("Submitted the application"),
    Action.CASE_SHARED.value: _l("Changed who sees the case"),
    Action.CASE_WITHDRAWN.value: _l("Withdrew the application"),
    Action.CASE_CLOSED.value: _l("Closed the case"),
    Action.CHECK_ASKED.value: _l("Asked the registry"),
    Action.CHECK_ANSWERED.value: _l("Stored the registry's answer"),
    Action.CHECK_FAILED.value: _l("Got no answer of the registry"),
    Action.CHECK_READ.value: _l("Read the registry's answer"),
    Action.CLAIM_RESERVED.value: _l("Reserved the return in the registry"),
    Action.CLAIM_REFUSED.value: _l("Was refused a reservation"),
    Action.CLAIM_CHANGED.value: _l("Told the registry a new status"),
    Action.DECISION_READ.value: _l("Read the decision"),
    Action.CASE_APPROVED.value: _l("Approved the return"),
    Action.CASE_REFUSED.value: _l("Refused the application"),
    Action.CHANGE_PROPOSED.value: _l("Proposed to change a decision"),
    Action.CHANGE_DECIDED.value: _l("Decided about a proposed change"),
    Action.CHANGE_DECLINED.value: _l("Declined a proposed change"),
    Action.CHANGE_TAKEN_BACK.value: _l("Took a proposal back"),
    Action.SUPPORT_LOWERED.value: _l("Lowered the support"),
    Action.SUPPORT_ENDED.value: _l("Ended the support"),
    Action.APPROVAL_DENIED.value: _l("Tried to decide about an own case"),
    Action.DEPARTURE_RECORDED.value: _l("Recorded the departure"),
    Action.ARRIVAL_CONFIRMED.value: _l("Confirmed the arrival"),
    Action.PLAN_READ.value: _l("Read the support"),
    Action.PLAN_LINE_ADDED.value: _l("Planned support"),
    Action.PLAN_LINE_CHANGED.value: _l("Changed a plan line"),
    Action.PLAN_SUBMITTED.value: _l("Sent the plan for approval"),
    Action.PLAN_TAKEN_BACK.value: _l("Took the plan back"),
    Action.PLAN_SIGNED.value: _l("Signed the plan"),
    Action.PLAN_REJECTED.value: _l("Sent the plan back"),
    Action.ORDER_PLACED.value: _l("Recorded an order"),
    Action.ORDER_ENDED.value: _l("Ended an order"),
    Action.DELIVERY_REVERSED.value: _l("Took a delivery back"),
    Action.DELIVERY_PROVEN.value: _l("Added a receipt"),
    Action.DELIVERY_LOGGED.value: _l("Recorded a delivery"),
    Action.DELIVERY_REFUSED.value: _l("Was refused a delivery"),
    Action.FILE_STORED.value: _l("Stored a file"),
    Action.FILE_READ.value: _l("Read a file"),
}
