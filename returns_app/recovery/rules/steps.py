"""What may happen to a claim when, and by whom: nobody hears, decides and collects alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.decisions.rules import Hindrance, check_words
from returns_app.recovery.rules.codes import (
    REASONS_OF,
    ClaimState,
    Means,
    RecoveryGround,
    StepKind,
    StepReason,
)
from returns_app.recovery.rules.sums import month_later


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """What somebody proposes to ask back: why, in words the person can be told, and how much of each plan line."""

    request_key: UUID
    ground: RecoveryGround
    text: str
    lines: Mapping[UUID, Decimal]
    happened_on: date | None = None  # the day on which the person came back, or the fact was found


@dataclass(frozen=True, slots=True)
class Hearing:
    """The person was told what is intended and by when to answer."""

    request_key: UUID
    version: int | None
    served_on: date
    way: str
    language: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person said."""

    request_key: UUID
    version: int | None
    text: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came back, with what proves it."""

    request_key: UUID
    amount: Decimal
    paid_on: date
    means: Means
    reference: str


@dataclass(frozen=True, slots=True)
class StepEntry:
    """Somebody proposes to let a claim rest, to waive a part of it or to write off the rest."""

    request_key: UUID
    kind: StepKind
    reason: StepReason
    text: str
    amount: Decimal | None = None
    until: date | None = None


NOT_HEARD = Hindrance(
    "recovery.not_heard",
    N_("The person has not been heard yet. Hand the letter about the hearing over and record it."),
)
HEARING_RUNS = Hindrance(
    "recovery.hearing_runs",
    N_("The person can still answer. Decide when the answer is recorded or the term has passed."),
)
NOT_RUNNING = Hindrance("recovery.not_running", N_("Nothing is owed on this claim now. Reload the page."))


def decision_hindrance(state: ClaimState, until: date | None, today: date, *, is_answered: bool) -> Hindrance | None:
    """No decision before the person was heard or let the term pass."""
    if state is ClaimState.PROPOSED or until is None:
        return NOT_HEARD
    if state is not ClaimState.HEARING:
        return NOT_RUNNING
    return None if is_answered or today > until else HEARING_RUNS


def check_return(years: object, departed_on: date | None, came_back_on: date | None) -> None:
    """A return to the territory is a ground only where the programme says so, and within the years it says."""
    if not isinstance(years, int):
        sentence = N_("The rules of this programme do not ask support back after a return. Choose another reason.")
        raise RuleBroken("recovery.no_rule", sentence, field="ground")
    if came_back_on is None:
        raise Malformed("recovery.came_back", N_("Enter the day on which the person came back."), field="happened_on")
    if departed_on is None or came_back_on <= departed_on:
        raise RuleBroken(
            "recovery.before", N_("The return lies after the departure. Check the day."), field="happened_on"
        )
    last = month_later(departed_on, 12 * years)
    if came_back_on > last:
        sentence = N_("The programme asks support back until %(last)s. The person came back later.")
        raise RuleBroken("recovery.too_late", sentence, field="happened_on", last=last.isoformat())


def check_step(entry: StepEntry, today: date, latest: date) -> None:
    """A reason that fits, words that say something, a day that lies ahead for a rest."""
    if entry.reason not in REASONS_OF[entry.kind]:
        raise Malformed("recovery.reason", N_("Choose a reason from the list."), field="reason")
    check_words(entry.text)
    is_rest = entry.kind is StepKind.PAUSE
    if is_rest and (entry.until is None or not today < entry.until <= latest):
        raise Malformed(
            "recovery.until", N_("Enter a day that lies ahead, within a year."), field="until"
        )  # fmt: skip
    if entry.kind is StepKind.WAIVE and entry.amount is None:
        raise Malformed("recovery.waive_amount", N_("Enter the amount that is waived."), field="amount")


def check_served(served_on: date, proposed_on: date, today: date) -> None:
    """A letter is handed over after it was written and not in the future."""
    if not proposed_on <= served_on <= today:
        sentence = N_("The letter is handed over between the day of the proposal and today. Check the day.")
        raise RuleBroken("recovery.served_on", sentence, field="served_on")


def check_payment(payment: Payment, decided_on: date, today: date) -> None:
    """Money comes in after the decision, not in the future, with a reference that proves it."""
    if not decided_on <= payment.paid_on <= today:
        sentence = N_("Money comes in between the day of the decision and today. Check the day.")
        raise RuleBroken("recovery.paid_on", sentence, field="paid_on")
    if not payment.reference.strip():
        sentence = N_("Enter the number of the bank statement or receipt that proves it.")
        raise Malformed("recovery.reference", sentence, field="reference")
