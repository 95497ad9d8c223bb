"""The timeline in words: one entry per event, corrections with what stood there before."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from returns_app.cases.labels import (
    ANSWER_WORDS,
    CHANGED_DECISIONS,
    CIRCUMSTANCES,
    COUNTRY_BASES,
    DECLINE_REASONS,
    EVENT_NAMES,
    FAMILY_STEPS,
    HANDOVER_STATES,
    HOW_HEARD,
    LEGAL_STATUSES,
    PAUSE_KINDS,
    PAUSE_REASONS,
    QUESTIONS,
    TRAVEL_WORDS,
)
from returns_app.cases.models import CaseEvent
from returns_app.cases.rules import (
    DAYS,
    EVENT_OF,
    Circumstances,
    DeclineReason,
    EventKind,
    PauseKind,
    PauseReason,
    circumstances_between,
)
from returns_app.core.countries import is_country
from returns_app.people.labels import FACTS, IDENTIFIER_KINDS, NATIONALITY_STATUSES, PROTECTIONS, SEXES
from returns_app.people.rules import IdentifierKind
from returns_app.web.fields.dates import HOW_SURE
from returns_app.web.filters import country, day, money

_CODES: Mapping[str, Mapping[Any, object]] = {
    "sex": SEXES,
    "protection": PROTECTIONS,
    "nationalities": NATIONALITY_STATUSES,
    "identifiers": IDENTIFIER_KINDS,
    "born": dict(HOW_SURE),
    "legal_status": LEGAL_STATUSES,
    "basis": COUNTRY_BASES,
    "how_heard": HOW_HEARD,
    "residence_elsewhere": ANSWER_WORDS,
    **dict.fromkeys(QUESTIONS, ANSWER_WORDS),
}
_NAMES: Mapping[str, object] = {**FACTS, **CIRCUMSTANCES, **QUESTIONS}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the timeline macro draws it."""

    at: datetime
    title: str
    text: str
    by: str
    kind: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of a correction: its name, what stood there before and what stands there since."""

    fact: str
    old: str
    new: str


PARTNERS_WORK = frozenset({EventKind.PLANNED, EventKind.DELIVERED})  # a partner reads what it planned and delivered


def entries(
    events: Iterable[CaseEvent], partners: Mapping[str, str], *, is_own: bool, eurodac: bool = False
) -> list[Entry]:
    """The entries; what others may not read is left out of theirs."""
    return [_entry(event, partners, is_own=is_own, eurodac=eurodac) for event in events]


def circumstance_lines(said: Circumstances) -> list[tuple[str, str]]:
    """What was established, as question and answer; what was not is left out."""
    changes = circumstances_between(Circumstances(), said)
    return [(str(_NAMES[one["fact"]]), ", ".join(_value(one["fact"], text) for text in one["new"])) for one in changes]


def correction_of(event: CaseEvent, *, eurodac: bool) -> tuple[str, list[Change]]:
    """The reason of a correction and what it changed, in words."""
    kept = _kept(event.text)
    return kept.get("reason", ""), [_change(one) for one in _changes(kept, eurodac=eurodac)]


def _entry(event: CaseEvent, partners: Mapping[str, str], *, is_own: bool, eurodac: bool) -> Entry:
    by = event.account.name if event.account else _("The house")
    lines = (
        [line for line in _lines(event, partners, eurodac=eurodac) if line]
        if is_own or event.kind in PARTNERS_WORK
        else []
    )
    return Entry(event.at, _title(event), "\n".join(lines), by, _tone(event.kind), f"entry-{event.id}")


def _tone(kind: EventKind) -> str:
    if kind is EventKind.CHECKED:
        return "system"
    return "milestone" if kind in EVENT_OF.values() or kind is EventKind.OPENED else "task"


def _title(event: CaseEvent) -> str:
    if event.kind is EventKind.SHARED and event.details.get("ended"):
        return _("Access of a partner ended")
    if event.details.get("undoes"):
        return _("Correction undone")
    if event.details.get("reversal_of"):
        return _("Delivery taken back")
    if event.kind is EventKind.PLANNED and "status" in event.details:
        is_approved = event.details["status"] == "approved"
        return _("Support plan approved") if is_approved else _("Support plan sent back")
    if event.kind is EventKind.DECIDED:
        return str(CHANGED_DECISIONS.get(event.details.get("kind", ""), EVENT_NAMES[event.kind]))
    words = FAMILY_STEPS if event.kind is EventKind.FAMILY else TRAVEL_WORDS
    return str(words.get(event.details.get("step", ""), EVENT_NAMES[event.kind]))


def _lines(event: CaseEvent, partners: Mapping[str, str], *, eurodac: bool) -> Iterator[str]:
    if event.happened_on != event.at.date():
        yield _("Happened on %(day)s.", day=day(event.happened_on))
    yield from _codes(event)
    if event.kind is EventKind.SHARED:
        yield partners.get(str(event.details.get("organisation")), "")
    if event.kind in {EventKind.CHANGED, EventKind.ESTABLISHED}:
        yield from _correction(event.text, eurodac=eurodac)
    else:
        yield event.text
    if event.details.get("amount_eur"):
        yield money(Decimal(event.details["amount_eur"]))


def _codes(event: CaseEvent) -> Iterator[str]:
    """Codes of standstills and hand-overs in words."""
    told = event.details
    if event.kind is EventKind.PAUSED:
        yield f"{PAUSE_KINDS[PauseKind(told['kind'])]}: {PAUSE_REASONS[PauseReason(told['reason'])]}"
    if event.kind is EventKind.RESUMED:
        yield ngettext(
            "The clocks stood still for %(num)s day.", "The clocks stood still for %(num)s days.", told["days"]
        )
    if event.kind is EventKind.HANDED_OVER:
        reason = f": {DECLINE_REASONS[DeclineReason(told['reason'])]}" if told.get("reason") else ""
        yield f"{HANDOVER_STATES[told['state']]}{reason}"


def _correction(text: str, *, eurodac: bool) -> Iterator[str]:
    kept = _kept(text)
    if not kept:
        yield text
    if kept.get("reason"):
        yield _("Reason: %(reason)s", reason=kept["reason"])
    for one in map(_change, _changes(kept, eurodac=eurodac)):
        yield _("%(fact)s: %(new)s. Before: %(old)s.", fact=one.fact, new=one.new, old=one.old)


def _kept(text: str) -> dict[str, Any]:
    try:
        kept = json.loads(text)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def _changes(kept: Mapping[str, Any], *, eurodac: bool) -> Iterator[Mapping[str, Any]]:
    for change in kept.get("changes", ()):
        yield change if eurodac else {**change, **{side: _masked(change[side]) for side in ("old", "new")}}


def _masked(texts: Iterable[str]) -> list[str]:
    """Eurodac references without their numbers."""
    kind = IdentifierKind.EURODAC.value
    return [f"{kind} ••••" if kind in text.split(" ")[:2] else text for text in texts]


def _change(change: Mapping[str, Any]) -> Change:
    fact = change["fact"]
    old, new = (", ".join(_value(fact, text) for text in change[side]) or _("nothing") for side in ("old", "new"))
    return Change(str(_NAMES.get(fact, fact)), old, new)


def _value(fact: str, text: str) -> str:
    """Codes become words; names, numbers and addresses stay as they are."""
    if fact in DAYS:
        return day(date.fromisoformat(text))
    codes = {str(code): str(label) for code, label in _CODES.get(fact, {}).items()}
    if not codes and fact not in {"place", "residence_elsewhere"}:
        return text
    return " ".join(
        _word(word, codes) for word in ([text] if fact in {"place", "residence_elsewhere"} else text.split(" "))
    )


def _word(word: str, codes: Mapping[str, str]) -> str:
    return codes.get(word) or (country(word) if is_country(word) else word)
