"""Handing a case to a colleague: offered, answered, and what the former counsellor may still do."""

from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_

READS_FOR = timedelta(days=30)
SILENT_AFTER = timedelta(days=5)


class HandoverState(StrEnum):
    """Where an offer stands; silence is told to an approver and rejects nothing."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class DeclineReason(StrEnum):
    """Why somebody does not take a case over."""

    LEAVE = "leave"
    CASELOAD = "caseload"
    LANGUAGE = "language"
    CONFLICT = "knows_the_person"
    OTHER = "other"


def check_offer(*, from_id: UUID | None, to_id: UUID, counsellor_id: UUID, has_open: bool) -> None:
    """One open offer at a time, by the counsellor of the case or on their behalf, to somebody else."""
    if has_open:
        raise RuleBroken(
            "cases.offer_open", N_("This case is already offered to somebody. Take that offer back first.")
        )
    if to_id == counsellor_id:
        raise Malformed("cases.offer_self", N_("This colleague has the case already. Choose another."), field="to_id")
    if from_id is None:
        raise RuleBroken("cases.offer_nobody", N_("Only a colleague can hand a case over."))


def is_silent(offered_on: date, today: date) -> bool:
    """True when nobody answered for so long that an approver hears of it."""
    return today - offered_on >= SILENT_AFTER
