"""Breaches: the clock of 72 hours, who has to be told, what may not be forgotten (GDPR art. 33 and 34)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_

CLOCK = timedelta(hours=72)


class BreachNature(StrEnum):
    """What was lost."""

    CONFIDENTIALITY = "confidentiality"
    INTEGRITY = "integrity"
    AVAILABILITY = "availability"


class BreachRisk(StrEnum):
    """How much it may harm people: decides who is told."""

    UNLIKELY = "unlikely"
    RISK = "risk"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class BreachEntry:
    """What is known when it is recorded."""

    known_at: datetime
    nature: BreachNature
    risk: BreachRisk
    people: int
    words: str
    measures: str = ""


@dataclass(frozen=True, slots=True)
class BreachNews:
    """What happened since: whom was told, what was done."""

    risk: BreachRisk
    authority_told: bool
    people_told: bool
    late_reason: str
    measures: str
    is_closed: bool


def deadline(known_at: datetime) -> datetime:
    """Until when the authority has to be told."""
    return known_at + CLOCK


def check_entry(entry: BreachEntry, now: datetime) -> None:
    """Refuse a breach of the future and one without words."""
    if entry.known_at > now:
        raise RuleBroken("privacy.breach_future", N_("A breach can't become known in the future."), field="known_on")
    if not entry.words.strip():
        raise RuleBroken("privacy.breach_words", N_("Say what happened."), field="words")


def check_news(news: BreachNews, *, was_told: bool, known_at: datetime, now: datetime) -> None:
    """A late notice needs its reason, and nothing is closed while somebody still has to be told."""
    if news.authority_told and not was_told and now > deadline(known_at) and not news.late_reason.strip():
        sentence = N_("The 72 hours are over. Say why the notice comes late (GDPR art. 33(1)).")
        raise RuleBroken("privacy.breach_late", sentence, field="late_reason")
    if not news.is_closed:
        return
    if news.risk is not BreachRisk.UNLIKELY and not news.authority_told:
        sentence = N_("With a risk to people the authority has to be told before this is closed.")
        raise RuleBroken("privacy.breach_untold", sentence, field="authority_told")
    if news.risk is BreachRisk.HIGH and not news.people_told:
        sentence = N_("With a high risk the people concerned have to be told before this is closed.")
        raise RuleBroken("privacy.breach_people", sentence, field="people_told")
    if not news.measures.strip():
        raise RuleBroken("privacy.breach_measures", N_("Say what was done about it."), field="measures")
