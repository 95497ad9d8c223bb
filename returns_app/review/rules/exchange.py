"""What two states say to each other about a pair: kinds of letters, fields that can be disclosed, terms."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.review.rules.judging import SHORTEST_REASON

ANSWER_DAYS = 10
VISIBLE = timedelta(hours=72)


class LetterKind(StrEnum):
    """Kinds of letters."""

    OPENED = "opened"
    CHANGED = "changed"
    OUTCOME = "outcome"
    ASKED = "asked"
    GRANTED = "granted"
    DECLINED = "declined"
    VIEWED = "viewed"
    MESSAGE = "message"


class Subject(StrEnum):
    """What a message is about."""

    STATUS = "status"
    DOCUMENT = "document"
    BOTH_CONTINUE = "both_continue"
    DEPARTURE = "departure"
    OTHER = "other"


class DisclosedField(StrEnum):
    """Fields of which one can be asked for; never more than one at a time."""

    NAME = "name"
    BORN = "born"
    SEX = "sex"
    NATIONALITY = "nationality"
    PLACE = "place"
    DOCUMENT = "document"


class DisclosureState(StrEnum):
    """How a request stands."""

    ASKED = "asked"
    GRANTED = "granted"
    DECLINED = "declined"


class Declined(StrEnum):
    """Why a field is not shown."""

    PROTECTED = "protected"
    NOT_NEEDED = "not_needed"
    NOT_KNOWN = "not_known"


class Refusing(StrEnum):
    """Why a letter is not taken in."""

    NOT_FOR_US = "not_for_us"
    UNSIGNED = "unsigned"
    FORGED = "forged"
    STRANGER = "stranger"
    FOREIGN = "foreign"
    OUT_OF_TIME = "out_of_time"
    REPLAYED = "replayed"
    NO_LETTER = "no_letter"
    UNKNOWN_CLAIM = "unknown_claim"
    NO_THREAD = "no_thread"


class RefusedLetter(ValueError):
    """A letter that was not sealed to us, not signed by whoever must have written it, or says nothing that can be used."""

    def __init__(self, why: Refusing) -> None:
        """`why` goes to the log."""
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Request:
    """A reviewer asks for one field of the other side."""

    request_key: UUID
    field: DisclosedField
    reason: str


@dataclass(frozen=True, slots=True)
class Message:
    """Somebody writes to the other state."""

    request_key: UUID
    subject: Subject
    text: str


def check_request(request: Request) -> None:
    """Nobody asks without saying why."""
    if len(request.reason.strip()) < SHORTEST_REASON:
        sentence = N_("Write at least %(least)s characters: why do you need this field?")
        raise Malformed("review.short_reason", sentence, field="why_needed", least=SHORTEST_REASON)


def check_message(message: Message) -> None:
    """A message says something."""
    if not message.text.strip():
        raise Malformed("review.empty_message", N_("Write what the other state should know."), field="message_text")


def answer_due(today: date) -> date:
    """Until when the other side should answer."""
    return today + timedelta(days=ANSWER_DAYS)


def check_visible(until: datetime | None, now: datetime) -> None:
    """What was granted is shown for three days."""
    if until is None or now >= until:
        raise RuleBroken(
            "review.no_longer_shown", N_("This value is no longer shown. Ask again if it is still needed.")
        )


def text_of(body: dict[str, Any], name: str, most: int = 4000) -> str:
    """A text of a letter that came from outside: never trusted to be short, or a text at all."""
    return str(body.get(name) or "")[:most]
