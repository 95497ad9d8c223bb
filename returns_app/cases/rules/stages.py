"""Codes of cases: stages and the moves between them, roles in a family, kinds of events."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a case stands; the order below is the ladder on the page."""

    INTAKE = "intake"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    SUPPORTING = "supporting"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


LADDER = (
    Stage.INTAKE, Stage.SUBMITTED, Stage.APPROVED, Stage.DEPARTED, Stage.ARRIVED, Stage.SUPPORTING, Stage.CLOSED,
)  # fmt: skip
BEFORE_DEPARTURE = frozenset({Stage.INTAKE, Stage.SUBMITTED, Stage.APPROVED})
WITH_SUPPORT = frozenset({Stage.ARRIVED, Stage.SUPPORTING})
ENDED = frozenset({Stage.CLOSED, Stage.REFUSED, Stage.WITHDRAWN})


class MemberRole(StrEnum):
    """What somebody is in the travelling family."""

    PRINCIPAL = "principal"
    SPOUSE = "spouse_partner"
    CHILD = "child"
    OTHER = "other_dependant"


class MemberStatus(StrEnum):
    """How it stands with one member; whoever is not included any more has a last day in the case."""

    INCLUDED = "included"
    LEFT = "left"
    WITHDRAWN = "withdrawn"
    SPLIT_OFF = "split_off"
    DIED = "died"


class ReturnType(StrEnum):
    """Eurostat's kinds of return, as this programme records them."""

    VOLUNTARY_ASSISTED = "VOL_ASSISTED"
    VOLUNTARY_UNASSISTED = "VOL_UNASSISTED"
    ENFORCED = "ENFORCED"


class AccessKind(StrEnum):
    """Why an organisation sees a case."""

    OWNER = "owner"
    PARTNER = "partner"
    DELIVERER = "deliverer"  # sees the lines it was given, nothing else of the case


class EventKind(StrEnum):
    """Dated events of a case: the timeline shows them and the figures count them."""

    OPENED = "opened"
    CHANGED = "changed"
    ESTABLISHED = "established"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    APPROVED = "approved"
    REFUSED = "refused"
    SHARED = "shared"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    PLANNED = "planned"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    REASSIGNED = "reassigned"
    NOTIFIED = "notified"  # a decision letter was handed over
    TALKED = "talked"
    DECLARED = "declared"
    SCREENED = "screened"
    REFERRED = "referred"
    PAUSED = "paused"
    RESUMED = "resumed"
    REOPENED = "reopened"
    HANDED_OVER = "handed_over"
    FAMILY = "family_changed"
    DECIDED = "decided"
    TRAVEL = "travel_changed"
    FOLLOWED_UP = "followed_up"


# What a partner may read in the timeline: its own work and what it waits for, no facts and no grounds.
SHARED_KINDS = frozenset(
    {
        EventKind.APPROVED,
        EventKind.DEPARTED,
        EventKind.ARRIVED,
        EventKind.PLANNED,
        EventKind.DELIVERED,
        EventKind.CLOSED,
        EventKind.FOLLOWED_UP,
    }
)
# What happened when a case came to a stage; the first delivery tells of SUPPORTING by itself.
EVENT_OF: dict[Stage, EventKind] = {
    Stage.INTAKE: EventKind.CHANGED,
    Stage.SUBMITTED: EventKind.SUBMITTED,
    Stage.APPROVED: EventKind.APPROVED,
    Stage.REFUSED: EventKind.REFUSED,
    Stage.DEPARTED: EventKind.DEPARTED,
    Stage.ARRIVED: EventKind.ARRIVED,
    Stage.WITHDRAWN: EventKind.WITHDRAWN,
    Stage.CLOSED: EventKind.CLOSED,
}
TELL_CORRECTION = "privacy.tell_correction"  # the job that tells everybody who holds a copy
CHECK_CASE = "checks.check_case"  # the job that asks the registry about everybody in a case
TELL_CLAIMS = "checks.tell_status"  # the job that tells the registry how the return of a case went
OPEN_REVIEW = "review.open_pair"  # the job by which any room asks for a review of a pair
