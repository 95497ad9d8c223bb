"""Drafts of programmes: from text to checked rules, what differs from the version in force, who may publish."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.programmes.rules.reading import BadProgramme, check_rules

PARTS = ("criteria", "tariff", "top_ups", "caps")
SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """What somebody writes of the next version."""

    text: str
    valid_from: date
    valid_to: date | None
    source: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One rule that differs: in which part, and the data before and after; None where there is none."""

    part: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None


def read_rules(code: str, text: str, groups: Mapping[str, Any]) -> dict[str, Any]:
    """The rules of a typed text with the country groups they name; a mistake is said with its place."""
    try:
        rules = plain(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        sentence = N_("The text can't be read: %(fault)s. Nothing was saved.")
        raise Malformed("programmes.unreadable", sentence, field="text", fault=str(fault)) from fault
    try:
        rules = {**rules, "code": code, "groups": named_groups(rules, groups)}
        check_rules(code, rules)
    except (BadProgramme, AttributeError, KeyError, TypeError, ValueError) as fault:
        sentence = N_("The rules don't hold together: %(fault)s. Nothing was saved.")
        raise Malformed("programmes.unsound", sentence, field="text", fault=str(fault)) from fault
    return rules


def named_groups(rules: Mapping[str, Any], groups: Mapping[str, Any]) -> dict[str, Any]:
    """The country groups that the criteria name, out of all that are known."""
    named = {str(group) for one in rules.get("criteria", ()) for group in one.get("groups", ())}
    return {group: plain(groups[group]) for group in sorted(named & set(groups))}


def plain(value: Any) -> Any:  # noqa: ANN401  (any value of a TOML file)
    """The same with dates as text, as the database keeps it."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every rule that was added, taken away or changed, part by part."""
    changes = [change for part in PARTS for change in _of_part(part, old.get(part, ()), new.get(part, ()))]
    before, after = old.get("terms", {}), new.get("terms", {})
    terms = (name for name in sorted({*before, *after}) if before.get(name) != after.get(name))
    return [*changes, *(Change("terms", _term(name, before), _term(name, after)) for name in terms)]


def check_dates(entry: DraftEntry) -> None:
    """A version ends after it begins."""
    if entry.valid_to is not None and entry.valid_to < entry.valid_from:
        sentence = N_("The last day lies before the first. Check both dates.")
        raise Malformed("programmes.dates", sentence, field="valid_to")


def check_publisher(account_id: UUID | None, writers: Collection[str]) -> None:
    """Whoever wrote in a draft does not publish it; no setting turns this off."""
    if account_id is None or str(account_id) in writers:
        raise RuleBroken("programmes.four_eyes", N_("You wrote in this draft. A different colleague must publish it."))


def check_tried(trial: Mapping[str, Any] | None) -> None:
    """Nobody publishes what was not tried on cases as it stands."""
    if trial is None:
        raise RuleBroken("programmes.not_tried", N_("Try the draft on earlier cases first, as it stands now."))


def _of_part(part: str, old: Collection[Mapping[str, Any]], new: Collection[Mapping[str, Any]]) -> Iterator[Change]:
    before, after = {_key(part, one): one for one in old}, {_key(part, one): one for one in new}
    for key in [*before, *(key for key in after if key not in before)]:
        if before.get(key) != after.get(key):
            yield Change(part, before.get(key), after.get(key))


def _key(part: str, one: Mapping[str, Any]) -> tuple[object, ...]:
    """What makes a rule the same rule although its content changed."""
    if part != "tariff":
        return (one.get("code"),)
    return (one.get("component"), one.get("who"), one.get("return"), one.get("when"), one.get("role"))


def _term(name: str, terms: Mapping[str, Any]) -> dict[str, Any] | None:
    return {"code": name, "value": terms[name]} if name in terms else None
