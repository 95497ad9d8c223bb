"""Requests of persons about their own data: kinds, the clock, identity, reasons to refuse."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.privacy.rules.retention import add_months

CLOCK_MONTHS = 1
EXTENSION_MONTHS = 2


class RequestKind(StrEnum):
    """GDPR art. 15 to 21."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"


class Channel(StrEnum):
    """How it came in."""

    IN_PERSON = "in_person"
    LETTER = "letter"
    EMAIL = "email"
    REPRESENTATIVE = "representative"


class Identity(StrEnum):
    """How it was made sure that the person is the one."""

    PENDING = "pending"
    DOCUMENT = "document"
    KNOWN = "known"
    MANDATE = "mandate"


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RefusalGround(StrEnum):
    """Why a request is refused, wholly or in part."""

    NOT_IDENTIFIED = "not_identified"
    LEGAL_DUTY = "legal_duty"
    LEGAL_CLAIM = "legal_claim"
    RIGHTS_OF_OTHERS = "rights_of_others"
    EXCESSIVE = "excessive"
    NOT_PROVIDED_BY_PERSON = "not_provided_by_person"
    ACCURATE = "accurate"
    OVERRIDING = "overriding"


class ExtensionReason(StrEnum):
    """The only grounds on which the clock may be moved (art. 12(3))."""

    COMPLEX = "complex"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """What is registered."""

    case_reference: str
    member: int | None  # place in the family, counted from 1; the main applicant when it is not named
    kind: RequestKind
    channel: Channel
    received_on: date
    asked: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a request is answered."""

    state: RequestState
    ground: RefusalGround | None = None
    words: str = ""


def due_on(received_on: date) -> date:
    """One month after it was received."""
    return add_months(received_on, CLOCK_MONTHS)


def extended_due(received_on: date) -> date:
    """Two further months."""
    return add_months(received_on, CLOCK_MONTHS + EXTENSION_MONTHS)


def check_received(entry: RequestEntry, today: date) -> None:
    """Refuse a day in the future."""
    if entry.received_on > today:
        raise RuleBroken("privacy.future", N_("A request can't be received in the future."), field="received_on")


def check_extension(*, is_extended: bool, due: date, today: date) -> None:
    """Once, and before the month is over."""
    if is_extended:
        raise RuleBroken("privacy.extended", N_("The clock was extended already. It can be done once."))
    if today > due:
        sentence = N_("The month is over: the clock can't be extended any more. Answer the request.")
        raise RuleBroken("privacy.too_late", sentence)


def check_verdict(verdict: Verdict, state: RequestState, identity: Identity) -> None:
    """Nothing is given to somebody unknown, and nothing is refused without a ground and words for the person."""
    if state is not RequestState.OPEN:
        raise RuleBroken("privacy.answered", N_("This request was answered already. Reload the page."))
    if verdict.state in {RequestState.GRANTED, RequestState.PARTLY} and identity is Identity.PENDING:
        sentence = N_("First record how the person was identified. Nothing is handed to somebody unknown.")
        raise RuleBroken("privacy.not_identified", sentence)
    if verdict.state not in {RequestState.REFUSED, RequestState.PARTLY}:
        return
    if verdict.ground is None:
        raise RuleBroken("privacy.no_ground", N_("Choose the ground for refusing."), field="ground")
    if len(verdict.words.strip()) < 20:  # noqa: PLR2004
        sentence = N_("Explain the refusal to the person in at least 20 characters; they can complain about it.")
        raise RuleBroken("privacy.no_words", sentence, field="words")


def check_identity(identity: Identity) -> None:
    """Pending is where it begins, not an answer."""
    if identity is Identity.PENDING:
        raise RuleBroken("privacy.identity", N_("Choose how the person was identified."), field="identity")
