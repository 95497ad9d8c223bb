"""Emergency access: one case, one person, a few hours, a reason; everybody concerned hears of it and an officer judges it."""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.settings import ROOT
from returns_app.core.text import N_

SHORTEST_WORDS = 20


class EmergencyGround(StrEnum):
    """What can't wait until the case is shared."""

    HEALTH = "health"
    SAFETY = "safety"
    CHILD = "child"
    OTHER = "other"


class EmergencyVerdict(StrEnum):
    """What the data protection officer says afterwards."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"


@dataclass(frozen=True, slots=True)
class EmergencyEntry:
    """Somebody asks for a case that is not in their sight."""

    request_key: UUID
    reference: str
    ground: EmergencyGround
    words: str


@dataclass(frozen=True, slots=True)
class EmergencyTerm:
    """How long emergency access lasts and how often a day somebody may ask, since when, and where that is written."""

    valid_from: date
    hours: int
    most_a_day: int
    source: str
    verified: bool


@cache
def emergency_terms() -> tuple[EmergencyTerm, ...]:
    """Every line of config/oversight.toml."""
    told = tomllib.loads((ROOT / "config" / "oversight.toml").read_text(encoding="utf-8"))
    return tuple(EmergencyTerm(**line) for line in told["emergency"])


def emergency_term(day: date) -> EmergencyTerm:
    """The term in force on a day."""
    return max((term for term in emergency_terms() if term.valid_from <= day), key=lambda term: term.valid_from)


def check_asked(entry: EmergencyEntry, asked_today: int, term: EmergencyTerm) -> None:
    """A reason in words, and not without end."""
    if len(entry.words.strip()) < SHORTEST_WORDS:
        sentence = N_("Write at least %(least)s characters: what can't wait?")
        raise Malformed("privacy.emergency_short", sentence, field="words", least=SHORTEST_WORDS)
    if asked_today >= term.most_a_day:
        sentence = N_("You asked %(most)s times today. Call the authority of the case.")
        raise RuleBroken("privacy.emergency_often", sentence, field="reference", most=term.most_a_day)


def check_judged(verdict: EmergencyVerdict, words: str, *, was_judged: bool) -> None:
    """Judged once; whoever finds it unjustified says why."""
    if was_judged:
        raise RuleBroken("privacy.emergency_judged", N_("A colleague has judged this already."))
    if verdict is EmergencyVerdict.NOT_JUSTIFIED and len(words.strip()) < SHORTEST_WORDS:
        sentence = N_("Write at least %(least)s characters: why was it not justified?")
        raise Malformed("privacy.verdict_short", sentence, field="words", least=SHORTEST_WORDS)
