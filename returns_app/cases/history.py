"""The timeline in words: one entry per event, corrections with what stood there before."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from returns_app.cases.labels import EVENT_NAMES
from returns_app.cases.models import CaseEvent
from returns_app.cases.rules import EVENT_OF, EventKind
from returns_app.core.countries import is_country
from returns_app.people.labels import FACTS, IDENTIFIER_KINDS, NATIONALITY_STATUSES, PROTECTIONS, SEXES
from returns_app.web.fields.dates import HOW_SURE
from returns_app.web.filters import country, day

_CODES: Mapping[str, Mapping[Any, object]] = {
    "sex": SEXES,
    "protection": PROTECTIONS,
    "nationalities": NATIONALITY_STATUSES,
    "identifiers": IDENTIFIER_KINDS,
    "born": dict(HOW_SURE),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the timeline macro draws it."""

    at: datetime
    title: str
    text: str
    by: str
    kind: str
    anchor: str


def entries(events: Iterable[CaseEvent], partners: Mapping[str, str], *, is_own: bool) -> list[Entry]:
    """The entries; what others may not read is left out of theirs."""
    return [_entry(event, partners, is_own=is_own) for event in events]


def _entry(event: CaseEvent, partners: Mapping[str, str], *, is_own: bool) -> Entry:
    by = event.account.name if event.account else _("The house")
    lines = [line for line in _lines(event, partners) if line] if is_own else []
    return Entry(event.at, _title(event), "\n".join(lines), by, _tone(event.kind), f"entry-{event.id}")


def _tone(kind: EventKind) -> str:
    if kind is EventKind.CHECKED:
        return "system"
    return "milestone" if kind in EVENT_OF.values() or kind is EventKind.OPENED else "task"


def _title(event: CaseEvent) -> str:
    if event.kind is EventKind.SHARED and event.details.get("ended"):
        return _("Access of a partner ended")
    return str(EVENT_NAMES[event.kind])


def _lines(event: CaseEvent, partners: Mapping[str, str]) -> Iterator[str]:
    if event.happened_on != event.at.date():
        yield _("Happened on %(day)s.", day=day(event.happened_on))
    if event.kind is EventKind.SHARED:
        yield partners.get(str(event.details.get("organisation")), "")
    if event.kind is EventKind.CHANGED:
        yield from _correction(event.text)
    else:
        yield event.text


def _correction(text: str) -> Iterator[str]:
    try:
        kept = json.loads(text)
    except ValueError:
        yield text
        return
    if kept.get("reason"):
        yield _("Reason: %(reason)s", reason=kept["reason"])
    for change in kept.get("changes", ()):
        yield _change(change)


def _change(change: Mapping[str, Any]) -> str:
    fact = change["fact"]
    old, new = (", ".join(_value(fact, text) for text in change[side]) or _("nothing") for side in ("old", "new"))
    return _("%(fact)s: %(new)s. Before: %(old)s.", fact=FACTS.get(fact, fact), new=new, old=old)


def _value(fact: str, text: str) -> str:
    """Codes become words; names, numbers and addresses stay as they are."""
    codes = {str(code): str(label) for code, label in _CODES.get(fact, {}).items()}
    if not codes and fact != "place":
        return text
    return " ".join(_word(word, codes) for word in ([text] if fact == "place" else text.split(" ")))


def _word(word: str, codes: Mapping[str, str]) -> str:
    return codes.get(word) or (country(word) if is_country(word) else word)
