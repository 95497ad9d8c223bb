"""The words of cases in the reader's language, and the tone in which each stage is shown."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.cases.rules import AccessKind, EventKind, MemberRole, ReturnType, SkipReason, Stage

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
