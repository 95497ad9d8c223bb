"""What returnees say about a sample of deliveries: codes, who may write an answer down, and how many answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.support.rules.doubles import FindingKind

SHORTEST_WORDS = 10
MOST_ASKED = 500


class Answer(StrEnum):
    """What came of asking."""

    RECEIVED = "received"
    PARTLY = "partly"
    NOT_RECEIVED = "not_received"
    NOT_REACHED = "not_reached"


class Channel(StrEnum):
    """How the returnee was asked."""

    VISIT = "visit"
    CALL = "call"
    CALL_BACK = "call_back"
    MESSAGE = "message"


OPENS: dict[Answer, FindingKind] = {
    Answer.NOT_RECEIVED: FindingKind.NOT_RECEIVED, Answer.PARTLY: FindingKind.PARTLY_RECEIVED,
}  # fmt: skip
"""The question to finance that an answer opens."""


@dataclass(frozen=True, slots=True)
class SaidEntry:
    """Somebody writes down what the returnee said, and when."""

    answer: Answer
    channel: Channel
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """How many of those asked answered, and what."""

    asked: int
    received: int
    partly: int
    not_received: int
    not_reached: int

    @property
    def answered(self) -> int:
        """Those who said something about the delivery."""
        return self.received + self.partly + self.not_received

    @property
    def waiting(self) -> int:
        """Those whom nobody tried to reach yet."""
        return self.asked - self.answered - self.not_reached

    @property
    def share(self) -> float | None:
        """Answered of asked; None while nobody was asked."""
        return self.answered / self.asked if self.asked else None


def response_rate(answers: Iterable[Answer | None]) -> ResponseRate:
    """The rate of a sample: one answer, or none yet, per delivery asked about."""
    told = list(answers)
    return ResponseRate(
        len(told),
        *(told.count(one) for one in (Answer.RECEIVED, Answer.PARTLY, Answer.NOT_RECEIVED, Answer.NOT_REACHED)),
    )


def check_said(entry: SaidEntry, *, delivered_on: date, today: date) -> None:
    """The day lies between the delivery and today; less than everything is told in words."""
    if entry.on > today:
        raise RuleBroken("support.said_future", N_("This day has not come yet. Check the date."), field="on")
    if entry.on < delivered_on:
        sentence = N_("This day lies before the delivery on %(day)s. Check the date.")
        raise RuleBroken("support.said_early", sentence, field="on", day=delivered_on)
    if entry.answer in OPENS and len(entry.note.strip()) < SHORTEST_WORDS:
        sentence = N_("Write what the returnee said is missing (at least %(least)s characters). Finance reads it.")
        raise Malformed("support.said_words", sentence, field="note", least=SHORTEST_WORDS)


def check_asker(logged_by: UUID, who: UUID | None) -> None:
    """Whoever recorded a delivery does not also ask whether it came."""
    if who is None or who == logged_by:
        sentence = N_("You recorded this delivery. A colleague or the counsellor has to ask the returnee.")
        raise RuleBroken("support.own_delivery", sentence)


def check_unanswered(before: Answer | None) -> None:
    """An answer stands; only somebody who was not reached is asked again."""
    if before not in {None, Answer.NOT_REACHED}:
        sentence = N_("The returnee's answer was written down already. Reload the page to see it. Nothing was changed.")
        raise RuleBroken("support.said_before", sentence)
