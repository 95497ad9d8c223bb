"""The words of cases in the reader's language, and the tone in which each stage is shown."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.cases.rules import AccessKind, EventKind, MemberRole, ReturnType, SkipReason, Stage
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
}
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
    Action.APPROVAL_DENIED.value: _l("Tried to decide about an own case"),
    Action.DEPARTURE_RECORDED.value: _l("Recorded the departure"),
    Action.ARRIVAL_CONFIRMED.value: _l("Confirmed the arrival"),
    Action.PLAN_READ.value: _l("Read the support"),
    Action.PLAN_LINE_ADDED.value: _l("Planned support"),
    Action.DELIVERY_LOGGED.value: _l("Recorded a delivery"),
    Action.DELIVERY_REFUSED.value: _l("Was refused a delivery"),
    Action.FILE_STORED.value: _l("Stored a file"),
    Action.FILE_READ.value: _l("Read a file"),
}
