"""Marks on the data of a person or a whole case: restricted, disputed, held for a claim, objected to."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_

FACTS = ("names", "born", "sex", "nationalities", "place", "identifiers", "contacts", "protection")
"""Codes of the facts that somebody can dispute."""


class MarkKind(StrEnum):
    """What a mark means."""

    RESTRICTION = "restriction"
    DISPUTE = "dispute"
    HOLD = "hold"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """What somebody says when setting a mark; without a person it is about the whole case."""

    kind: MarkKind
    case_id: UUID
    person_id: UUID | None = None
    facts: tuple[str, ...] = ()
    note: str = ""
    review_on: date | None = None


def check_mark(entry: MarkEntry, today: date) -> None:
    """A reason is compulsory, a dispute names its facts, and nothing is marked without a day to look again."""
    if not entry.note.strip():
        raise RuleBroken("safeguards.no_reason", N_("Say why. The reason is kept encrypted."), field="note")
    if entry.kind is MarkKind.DISPUTE and not entry.facts:
        raise RuleBroken("safeguards.no_fact", N_("Choose what is disputed."), field="facts")
    if entry.review_on is not None and entry.review_on <= today:
        raise RuleBroken("safeguards.review", N_("The day to look again lies in the future."), field="review_on")


def refuse_restricted() -> RuleBroken:
    """What every service says about restricted data."""
    sentence = N_(
        "Nothing was saved: the person asked to restrict these data (GDPR art. 18). They may only be kept until the data "
        "protection officer lifts the restriction."
    )
    return RuleBroken("safeguards.restricted", sentence)
