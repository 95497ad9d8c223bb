"""Why cases end, and when they may."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from returns_app.cases.rules import BEFORE_DEPARTURE, ENDED, Stage
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_


class WithdrawalReason(StrEnum):
    """Why somebody does not leave after all; `no reason` is a reason."""

    CHANGED_MIND = "changed_mind"
    NEW_PROCEDURE = "new_residence_procedure"
    FAMILY = "family_reasons"
    HEALTH = "health"
    SECURITY = "security_in_country"
    NO_DOCUMENT = "no_document"
    INSUFFICIENT_SUPPORT = "insufficient_support"
    LEFT_ALONE = "left_on_own_without_assistance"
    OTHER_STATE = "moved_to_other_ms"
    UNREACHABLE = "absconded"
    DIED = "died"
    NOT_SAID = "not_said"


class ClosureReason(StrEnum):
    """How support ended."""

    COMPLETED = "completed"
    PARTIALLY_USED = "partially_used"
    NO_CONTACT = "forfeited_no_contact"
    RE_MIGRATED = "re_migrated"
    DIED = "died"
    WITHDREW = "withdrew_from_support"


FORFEITING = frozenset({ClosureReason.NO_CONTACT, ClosureReason.WITHDREW})
"""Support ended before its time because nobody was there to receive it: what was left of it is forfeited."""

AFTER_DEPARTURE = frozenset({Stage.DEPARTED, Stage.ARRIVED, Stage.SUPPORTING})


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Somebody takes their application back."""

    reason: WithdrawalReason


@dataclass(frozen=True, slots=True)
class Closing:
    """A counsellor ends the case."""

    reason: ClosureReason


@dataclass(frozen=True, slots=True)
class Reopening:
    """Somebody opens an ended case again."""

    reason: str


SHORTEST_REASON = 10


def reopened_to(stage: Stage, closed_from: Stage, reason: str) -> Stage:
    """Where an ended case goes on: closed ones where they stood, others with counselling. A reason is needed."""
    if stage not in ENDED:
        raise RuleBroken("closure.not_ended", N_("This case has not ended: there is nothing to open again."))
    if len(reason.strip()) < SHORTEST_REASON:
        sentence = N_("Say in at least %(least)s characters why the case is opened again.")
        raise RuleBroken("closure.reopen_reason", sentence, field="reason", least=SHORTEST_REASON)
    return closed_from if stage is Stage.CLOSED else Stage.INTAKE


def check_withdrawal(stage: Stage) -> None:
    """Withdrawing is possible at any time before departure."""
    _refuse_ended(stage)
    if stage not in BEFORE_DEPARTURE:
        raise RuleBroken(
            "closure.departed",
            N_("A departure is recorded: withdrawing is no longer possible. Close the case instead."),
        )


def check_closing(closing: Closing, *, stage: Stage, unproven: Decimal) -> None:
    """A case is closed after departure; what is not proven can't be called completed."""
    _refuse_ended(stage)
    if stage not in AFTER_DEPARTURE:
        raise RuleBroken("closure.not_departed", N_("Nobody has left yet. Withdraw the case instead of closing it."))
    if closing.reason is ClosureReason.COMPLETED and unproven > 0:
        raise RuleBroken(
            "closure.unproven",
            N_("Deliveries of %(amount)s € are not proven. Add the receipts, or choose a reason other than completed."),
            field="reason",
            amount=unproven,
        )


def _refuse_ended(stage: Stage) -> None:
    if stage in ENDED:
        raise RuleBroken("closure.ended", N_("This case has already ended. Reload the page to see how."))
