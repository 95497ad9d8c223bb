"""Kinds of task, what opens one, how one ends, and what an extension needs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_


class TaskKind(StrEnum):
    """What has to be done; words and the page that does it stand in `desk.labels`, terms in config/deadlines.toml."""

    SUBMIT = "submit"
    DECIDE = "decide"
    DECIDE_CHANGE = "decide_change"  # a colleague proposed to change a decision
    SERVE_LETTER = "serve_letter"
    OBJECTION = "objection"  # the period of an adverse decision runs: look whether an objection came
    RECORD_DEPARTURE = "record_departure"
    CONFIRM_ARRIVAL = "confirm_arrival"
    PLAN_SUPPORT = "plan_support"
    CLOSE_CASE = "close_case"
    LOOK_AGAIN = "look_again"  # the case stands still: see whether it can go on
    RECHECK = "recheck"  # the registry compared too little: find out more, it asks again by itself
    ANSWER_STATE = "answer_state"  # another state asks about a pair under review
    HEAR_PERSON = "hear_person"  # hand the notice over and record what the person answers
    RULE_ON_REVIEW = "rule_on_review"  # the person was heard: decide what follows
    ANSWER_FINDING = "answer_finding"  # an auditor found something: say what was done
    GIVE_NOTICE = "give_notice"  # the notice about personal data has a newer version
    JUDGE_EMERGENCY = "judge_emergency"  # somebody opened a case in an emergency: say whether it was justified
    REVIEW_ACCESS = "review_access"  # a new quarter: whose access is still needed?
    ASK_AUTHORITY = "ask_authority"  # a travel document was asked for and the authority is silent
    INTERVIEW = "interview"  # an appointment with the authority
    PASS_MOMENT = "pass_moment"  # noqa: S105  (a name, not a secret); a key moment lies with somebody: write, confirm or send it back
    HEAR_RECOVERY = "hear_recovery"  # support is to be asked back: hand the letter over and hear the person
    DECIDE_RECOVERY = "decide_recovery"  # the person was heard: a second person decides
    DECIDE_RECOVERY_STEP = "decide_recovery_step"  # a rest, a waiver or a write-off waits for a second person
    COLLECT = "collect"  # an instalment is due
    ASK_RETURNEE = "ask_returnee"  # a delivery was drawn: ask the returnee whether it came
    OWN_DECLARATION = "own_declaration"  # a member became 18: an own declaration and signature are needed
    SURVEY_1 = "survey_1"  # ask how somebody fares, one, six and twelve months after the arrival
    SURVEY_6 = "survey_6"
    SURVEY_12 = "survey_12"
    VISIT = "visit"  # a monitoring visit is planned: say how it went
    HELP_NEEDED = "help_needed"  # a survey or a visit showed it: help or refer, and say what was done
    ANSWER_OFFER = "answer_offer"  # a case was offered to a partner: accept or decline
    PARTNER_SILENT = "partner_silent"  # a partner has not answered for days: an approver speaks to it
    OFFER_AGAIN = "offer_again"  # a partner declined: find another
    FOLLOW_UP = "follow_up"  # the next step somebody wrote down


class TaskEnd(StrEnum):
    """How a task ended."""

    DONE = "done"
    NOT_NEEDED = "not_needed"


class ExtensionReason(StrEnum):
    """Why a deadline was moved."""

    WAITS_FOR_PERSON = "waits_for_person"
    WAITS_FOR_AUTHORITY = "waits_for_authority"
    ILLNESS = "illness"
    COMPLEX = "complex"
    AGREED = "agreed"
    DECIDED = "decided"  # by a decision of the authority, never chosen by hand
    STOOD_STILL = "stood_still"  # the case stood still and goes on, never chosen by hand


BY_THE_HOUSE = frozenset({ExtensionReason.DECIDED, ExtensionReason.STOOD_STILL})
SIMPLE = frozenset(
    {TaskKind.FOLLOW_UP, TaskKind.OBJECTION}
)  # ticked off in place: nothing else in the house can tell that they are done
BY_DECISION = frozenset({TaskKind.CLOSE_CASE})  # how long support lasts is decided by two people, never moved by one
SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Duty:
    """What somebody has to do.

    Without `owner_id` it is for everybody with the role in the organisation. Without `due_on` the table of deadlines says
    until when, counted from `since` (the day of the event; today by default). One duty is open once per case and subject.
    """

    kind: TaskKind
    organisation_id: UUID
    role: Role
    case_id: UUID | None = None
    owner_id: UUID | None = None
    subject_id: UUID | None = None  # what it is about besides the case: a person, a pair, a delivery
    member_state: str = ""  # whose deadlines and holidays count; the organisation's own by default
    since: date | None = None
    due_on: date | None = None
    note: str = ""  # in words; kept encrypted under the case's key
    is_told: bool = True  # False: nobody is told of it today, only when it comes near

    @property
    def key(self) -> str:
        """What makes two duties the same."""
        return f"{self.kind.value}|{self.case_id or ''}|{self.subject_id or ''}"


@dataclass(frozen=True, slots=True)
class Extension:
    """Somebody moves a deadline: until when, and why in a code and in words."""

    version: int | None
    until: date
    reason: ExtensionReason
    text: str


def check_extension(extension: Extension, *, due_on: date | None, today: date, latest: date | None) -> None:
    """An extension goes forward, has a reason in words, and ends where the table says that it ends."""
    if len(extension.text.strip()) < SHORTEST_REASON:
        sentence = N_("Say why in at least %(least)s characters. It is kept with the deadline.")
        raise Malformed("work.extension_reason", sentence, field="text", least=SHORTEST_REASON)
    if extension.until <= max(due_on or today, today):
        raise RuleBroken(
            "work.extension_back", N_("Choose a day after the present deadline and after today."), field="until"
        )
    if latest is not None and extension.until > latest:
        sentence = N_("This deadline can be moved to %(latest)s at the latest.")
        raise RuleBroken("work.extension_too_long", sentence, field="until", latest=latest.isoformat())
