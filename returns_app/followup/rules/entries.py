"""What somebody records: answers, no answer, what became of a need; and what may not stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.followup.rules.codes import HelpEnd, HelpKind, MissReason, Mode, Respondent, Whose
from returns_app.followup.rules.scoring import MISSING
from returns_app.followup.rules.templates import MomentRule, Template

SHORTEST_WORDS = 10


@dataclass(frozen=True, slots=True)
class HelpEntry:
    """Whoever asks sees that help is needed."""

    kinds: tuple[HelpKind, ...] = ()
    whose: Whose | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class SurveyEntry:
    """What somebody answered at one moment."""

    request_key: UUID
    version: int | None
    held_on: date
    mode: Mode
    respondent: Respondent
    is_independent: bool
    answers: Mapping[str, tuple[str, ...]]
    note: str = ""
    help: HelpEntry = field(default_factory=HelpEntry)


@dataclass(frozen=True, slots=True)
class MissEntry:
    """Nobody answered, and why."""

    version: int | None
    tried_on: date
    reason: MissReason
    note: str = ""


@dataclass(frozen=True, slots=True)
class HelpAnswer:
    """What was done about a need."""

    version: int | None
    end: HelpEnd
    text: str


def check_day(held_on: date, arrived_on: date, today: date, rule: MomentRule | None = None) -> None:
    """Nothing is recorded of tomorrow, nor of the time before the arrival; an answer belongs to its moment."""
    if held_on > today:
        raise Malformed("followup.future", N_("This day has not come yet. Check the date."), field="held_on")
    first = arrived_on + timedelta(days=rule.earliest_days if rule else 0)
    if held_on < first:
        sentence = N_("Answers of this moment are given from %(first)s on. Check the day, or choose another moment.")
        raise RuleBroken("followup.too_early", sentence, field="held_on", first=first.isoformat())


def check_answers(template: Template, answers: Mapping[str, tuple[str, ...]]) -> None:
    """Only answers that the version knows, and at least one that is one."""
    known = {one.code: {*one.answers, *MISSING} for one in template.questions}
    if any(code not in known or not known[code].issuperset(given) for code, given in answers.items()):
        raise Malformed("followup.unknown_answer", N_("One of the answers is not in this version of the survey."))
    if all(MISSING.issuperset(given) for given in answers.values()):
        sentence = N_("Not one question is answered. Record why there is no answer instead.")
        raise Malformed("followup.no_answers", sentence)


def check_help(entry: HelpEntry) -> None:
    """Whoever sees that help is needed says who sees to it."""
    if entry.kinds and entry.whose is None:
        raise Malformed("followup.whose", N_("Choose who sees to it."), field="whose")
    if entry.text.strip() and not entry.kinds:
        raise Malformed("followup.help_kind", N_("Choose what help is needed."), field="help_kinds")


def check_words(text: str) -> None:
    """What was done is said in words."""
    if len(text.strip()) < SHORTEST_WORDS:
        sentence = N_("Say in at least %(least)s characters what was done.")
        raise Malformed("followup.words", sentence, field="text", least=SHORTEST_WORDS)
