"""On hold and suspended: why, and until when somebody looks again."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returns_app.cases.rules.stages import BEFORE_DEPARTURE, ENDED, Stage
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_

SHORTEST_REASON = 10


class PauseKind(StrEnum):
    """What kind of standstill."""

    NONE = "none"
    HOLD = "hold"
    SUSPENSION = "suspension"


class PauseReason(StrEnum):
    """Why a case stands still."""

    DOCUMENT = "awaiting_document"
    MEDICAL = "medical"
    COURT = "court"
    MINOR = "minor_safeguard"
    DUPLICATE = "duplicate_review"
    SECURITY = "security_situation"
    FLIGHTS = "flight_ban"
    REQUEST = "returnee_request"
    EXTERNAL = "external_data_change"
    FRAUD = "fraud_report"


FOR_SUSPENSION = frozenset({PauseReason.DUPLICATE, PauseReason.FRAUD})


@dataclass(frozen=True, slots=True)
class PauseEntry:
    """Somebody lets a case stand still."""

    kind: PauseKind
    reason: PauseReason
    review_on: date
    text: str = ""


def check_pause(entry: PauseEntry, *, stage: Stage, now: PauseKind, today: date) -> None:
    """A hold is for cases before departure; a suspension for any that has not ended; one at a time."""
    if stage in ENDED:
        raise RuleBroken("cases.ended", N_("This case has ended: its facts are kept as they are."))
    if now is not PauseKind.NONE:
        raise RuleBroken("cases.paused", N_("This case stands still already. Let it go on first."))
    if entry.kind is PauseKind.HOLD and stage not in BEFORE_DEPARTURE:
        raise RuleBroken("cases.hold_late", N_("After departure a case is no longer put on hold. Suspend it instead."))
    if entry.review_on <= today:
        raise Malformed("cases.review_past", N_("Enter a day to look again that lies ahead."), field="review_on")
    if entry.kind is PauseKind.SUSPENSION and len(entry.text.strip()) < SHORTEST_REASON:
        sentence = N_("Explain the suspension in at least %(least)s characters.")
        raise Malformed("cases.suspension_reason", sentence, field="text", least=SHORTEST_REASON)
