"""A stored person as other rooms need it: as an entry to correct, as details to compare."""

from returns_app.core.partial_date import PartialDate
from returns_app.linkage.details import DocumentNumber, FullName, PersonalDetails
from returns_app.people.models import Person
from returns_app.people.rules import (
    ContactEntry,
    ContactKind,
    IdentifierEntry,
    NameEntry,
    NationalityEntry,
    PersonEntry,
    Sex,
)


def entry_of(person: Person) -> PersonEntry:
    """What is known, the way somebody would have told us."""
    return PersonEntry(
        names=tuple(NameEntry(name.given, name.family, name.kind) for name in person.names),
        born=person.born,
        sex=person.sex,
        nationalities=tuple(NationalityEntry(one.country, one.status) for one in person.nationalities),
        place_of_birth=person.place_of_birth,
        country_of_birth=person.country_of_birth,
        identifiers=tuple(IdentifierEntry(one.kind, one.issuer, one.number) for one in person.identifiers),
        contacts=tuple(ContactEntry(one.kind, one.value) for one in person.contacts),
        protection=person.protection,
        is_placeholder=person.is_placeholder,
    )


def linkage_details(person: Person, family_born: tuple[PartialDate, ...]) -> PersonalDetails:
    """The facts that match keys are made of; `family_born` are the birth dates of all who travel together."""
    return PersonalDetails(
        names=tuple(FullName(name.given, name.family) for name in person.names),
        born=person.born if person.born.is_known else None,
        sex=None if person.sex is Sex.UNKNOWN else person.sex.value,
        nationalities=tuple(one.country for one in person.nationalities),
        place_of_birth=person.place_of_birth or None,
        documents=tuple(DocumentNumber(one.kind.value, one.issuer, one.number) for one in person.identifiers),
        addresses=_values(person, ContactKind.ADDRESS),
        phones=_values(person, ContactKind.PHONE),
        emails=_values(person, ContactKind.EMAIL),
        family_born=family_born,
        is_placeholder=person.is_placeholder,
    )


def _values(person: Person, kind: ContactKind) -> tuple[str, ...]:
    return tuple(one.value for one in person.contacts if one.kind is kind)
