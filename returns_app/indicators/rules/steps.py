"""Dated steps of a return that case work does not record elsewhere: what they are and which can be."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_, Text


class StepKind(StrEnum):
    """What happened; codes as in the catalogue of indicators."""

    DECISION = "RETURN_DECISION_NOTIFIED"
    IDENT_REQUESTED = "IDENT_REQUESTED"
    IDENT_REPLY = "IDENT_REPLY"
    REQUESTED = "READMISSION_REQUEST_SUBMITTED"
    REPLY = "READMISSION_REPLY"
    LP_PROPOSED = "EU_LP_PROPOSED"
    LP_REPLY = "EU_LP_REPLY"
    ISSUED = "TD_ISSUED"
    BOOKED = "BOOKED"
    ABSCONDED = "ABSCONDED"
    STATUS_GRANTED = "STATUS_GRANTED_OR_ORDER_ANNULLED"
    TRANSFERRED = "TRANSFERRED_DUBLIN"
    DECEASED = "DECEASED"
    SUSPENDED = "SUSPENDED"
    CONTACT_6 = "REINT_MONITORING_6"
    CONTACT_12 = "REINT_MONITORING_12"
    MET_AGAIN = "REENCOUNTER"


class Answer(StrEnum):
    """What an authority answered."""

    POSITIVE = "POSITIVE"
    OTHER_NATIONALITY = "NEGATIVE_OTHER_NAT"
    NOT_CONFIRMED = "NEGATIVE_NOT_CONFIRMED"
    WITHDRAWN = "WITHDRAWN_BY_MS"


ANSWERED = frozenset({StepKind.IDENT_REPLY, StepKind.REPLY, StepKind.LP_REPLY})
AFTER: dict[StepKind, StepKind] = {
    StepKind.IDENT_REPLY: StepKind.IDENT_REQUESTED,
    StepKind.REPLY: StepKind.REQUESTED,
    StepKind.LP_REPLY: StepKind.LP_PROPOSED,
}
ENDS = {
    StepKind.TRANSFERRED: "TRANSFERRED_DUBLIN", StepKind.STATUS_GRANTED: "STATUS_GRANTED",
    StepKind.DECEASED: "DECEASED", StepKind.ABSCONDED: "ABSCONDED",
}  # fmt: skip
STEP_NAMES: dict[StepKind, Text] = {
    StepKind.DECISION: N_("Return decision notified"),
    StepKind.IDENT_REQUESTED: N_("Confirmation of nationality requested"),
    StepKind.IDENT_REPLY: N_("Answer about the nationality"),
    StepKind.REQUESTED: N_("Readmission request submitted"),
    StepKind.REPLY: N_("Answer to the readmission request"),
    StepKind.LP_PROPOSED: N_("European travel document proposed"),
    StepKind.LP_REPLY: N_("Answer to the European travel document"),
    StepKind.ISSUED: N_("Travel document issued"),
    StepKind.BOOKED: N_("Journey booked"),
    StepKind.ABSCONDED: N_("Whereabouts unknown"),
    StepKind.STATUS_GRANTED: N_("Right to stay granted or decision annulled"),
    StepKind.TRANSFERRED: N_("Transferred to another member state (Dublin)"),
    StepKind.DECEASED: N_("Deceased"),
    StepKind.SUSPENDED: N_("Return suspended by law or illness"),
    StepKind.CONTACT_6: N_("Contact six months after return"),
    StepKind.CONTACT_12: N_("Contact twelve months after return"),
    StepKind.MET_AGAIN: N_("Met again in the member state"),
}
ANSWER_NAMES: dict[Answer, Text] = {
    Answer.POSITIVE: N_("Yes: confirmed or accepted"),
    Answer.OTHER_NATIONALITY: N_("No: another nationality"),
    Answer.NOT_CONFIRMED: N_("No: not confirmed or refused"),
    Answer.WITHDRAWN: N_("Withdrawn by the member state"),
}


@dataclass(frozen=True, slots=True)
class StepEntry:
    """What somebody says about a step; no person means the whole family."""

    kind: StepKind
    happened_on: date
    request_key: UUID
    person_id: UUID | None = None
    ends_on: date | None = None
    answer: Answer | None = None


def check_step(entry: StepEntry, known: dict[StepKind, date], today: date) -> None:
    """Nothing happens tomorrow, no answer without its question, no end before its beginning."""
    if entry.happened_on > today:
        raise RuleBroken(
            "indicators.step_in_future",
            N_("This day is in the future. Record the step when it happened."),
            field="happened_on",
        )
    if (entry.kind in ANSWERED) != (entry.answer is not None):
        raise Malformed("indicators.step_answer", N_("Choose what was answered, for answers only."), field="answer")
    asked = AFTER.get(entry.kind)
    if asked is not None and (asked not in known or known[asked] > entry.happened_on):
        raise RuleBroken(
            "indicators.step_order",
            N_("There is no request before this day. Record the request first."),
            field="happened_on",
        )
    if entry.ends_on is not None and (entry.kind is not StepKind.SUSPENDED or entry.ends_on < entry.happened_on):
        raise RuleBroken(
            "indicators.step_end", N_("Only a suspension has an end, and not before it began."), field="ends_on"
        )
