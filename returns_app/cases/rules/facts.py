"""Facts of the members: which are missing, how they changed, where they may be sent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from returns_app.core.errors import RuleBroken
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.text import N_, Text
from returns_app.people.rules import PersonEntry


class Told(Protocol):
    """What the rules look at: a person as told, or as stored."""

    @property
    def names(self) -> Sequence[Any]:
        """Names with a given and a family part."""
        ...

    @property
    def nationalities(self) -> Sequence[Any]:
        """Nationalities, claimed or better."""
        ...

    @property
    def born(self) -> PartialDate:
        """The birth date with its precision."""
        ...


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that a decision needs: of which member (counted from 0), and the sentence that asks for it."""

    member: int
    code: str
    sentence: Text


def missing_facts(members: Sequence[Told]) -> tuple[Missing, ...]:
    """What has to be filled in before the application can go to the approver."""
    return tuple(Missing(place, *gap) for place, entry in enumerate(members) for gap in _gaps(entry))


def check_submission(members: Sequence[Told]) -> None:
    """Refuse an application in which something is missing; the sentence says the first thing."""
    for gap in missing_facts(members):
        raise RuleBroken(f"cases.missing_{gap.code}", gap.sentence)


def changes_between(before: PersonEntry, after: PersonEntry, facts: Iterable[str]) -> list[dict[str, Any]]:
    """Old and new of each changed fact, for the history that is kept under the case's key."""
    old, new = _facts(before), _facts(after)
    return [{"fact": fact, "old": old.get(fact, []), "new": new.get(fact, [])} for fact in facts]


def _gaps(entry: Told) -> Iterator[tuple[str, Text]]:
    if not any(name.given or name.family for name in entry.names):
        yield "name", N_("A name is missing.")
    if not entry.nationalities:
        yield "nationality", N_("A nationality is missing. Enter the claimed one if none is documented.")
    if not entry.born.is_known and entry.born.precision is not DatePrecision.UNKNOWN:
        yield "born", N_("The birth date is missing. Choose unknown if nobody knows it.")


def _facts(entry: PersonEntry) -> dict[str, list[str]]:
    places = (entry.place_of_birth, entry.country_of_birth)
    return {
        "names": [f"{name.given} {name.family}".strip() for name in entry.names],
        "born": [entry.born.isoformat() or "?", entry.born.precision.value],
        "sex": [entry.sex.value],
        "nationalities": [f"{one.country} {one.status.value}" for one in entry.nationalities],
        "place": [place for place in places if place],
        "identifiers": [f"{one.issuer} {one.kind.value} {one.number}".strip() for one in entry.identifiers],
        "contacts": [one.value for one in entry.contacts],
        "protection": [entry.protection.value],
    }
