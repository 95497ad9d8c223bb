"""Facts of a person as they are kept beside a correction, so that it can be undone to the letter."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from returns_app.core.partial_date import PartialDate
from returns_app.people.rules import (
    ContactEntry,
    ContactKind,
    IdentifierEntry,
    IdentifierKind,
    NameEntry,
    NameKind,
    NationalityEntry,
    NationalityStatus,
    PersonEntry,
    Protection,
    Sex,
)

Kept = Mapping[str, Any]
"""Code of a fact -> what it was, in shapes that JSON has."""


def keep_facts(entry: PersonEntry, facts: Collection[str]) -> dict[str, Any]:
    """Some facts of an entry; the codes are those of `people.service.FACTS`."""
    return {fact: keep(entry) for fact, (keep, _restore) in _SHAPES.items() if fact in facts}


def with_facts(entry: PersonEntry, kept: Kept) -> PersonEntry:
    """The entry with these facts as they were kept; raises ValueError on a code that no list has any more."""
    for fact, (_keep, restore) in _SHAPES.items():
        if fact in kept:
            entry = restore(entry, kept[fact])
    return entry


def _names(entry: PersonEntry, kept: list[list[str]]) -> PersonEntry:
    return replace(entry, names=tuple(NameEntry(given, family, NameKind(kind)) for given, family, kind in kept))


def _born(entry: PersonEntry, kept: str) -> PersonEntry:
    return replace(entry, born=PartialDate.decode(kept))


def _sex(entry: PersonEntry, kept: str) -> PersonEntry:
    return replace(entry, sex=Sex(kept))


def _nationalities(entry: PersonEntry, kept: list[list[str]]) -> PersonEntry:
    return replace(
        entry, nationalities=tuple(NationalityEntry(country, NationalityStatus(status)) for country, status in kept)
    )


def _place(entry: PersonEntry, kept: list[str]) -> PersonEntry:
    return replace(entry, place_of_birth=kept[0], country_of_birth=kept[1])


def _identifiers(entry: PersonEntry, kept: list[list[str]]) -> PersonEntry:
    return replace(
        entry,
        identifiers=tuple(IdentifierEntry(IdentifierKind(kind), issuer, number) for kind, issuer, number in kept),
    )


def _contacts(entry: PersonEntry, kept: list[list[str]]) -> PersonEntry:
    return replace(entry, contacts=tuple(ContactEntry(ContactKind(kind), value) for kind, value in kept))


def _protection(entry: PersonEntry, kept: list[Any]) -> PersonEntry:
    return replace(entry, protection=Protection(kept[0]), is_placeholder=kept[1])


_SHAPES: Mapping[str, tuple[Callable[[PersonEntry], Any], Callable[[PersonEntry, Any], PersonEntry]]] = {
    "names": (lambda entry: [[one.given, one.family, one.kind.value] for one in entry.names], _names),
    "born": (lambda entry: entry.born.encode(), _born),
    "sex": (lambda entry: entry.sex.value, _sex),
    "nationalities": (
        lambda entry: [[one.country, one.status.value] for one in entry.nationalities], _nationalities,
    ),
    "place": (lambda entry: [entry.place_of_birth, entry.country_of_birth], _place),
    "identifiers": (
        lambda entry: [[one.kind.value, one.issuer, one.number] for one in entry.identifiers], _identifiers,
    ),
    "contacts": (lambda entry: [[one.kind.value, one.value] for one in entry.contacts], _contacts),
    "protection": (lambda entry: [entry.protection.value, entry.is_placeholder], _protection),
}  # fmt: skip
