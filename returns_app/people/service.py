"""Recording and correcting persons; what they can be found by is kept current."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm.attributes import set_committed_value

from returns_app.core.actions import Action
from returns_app.core.errors import Malformed
from returns_app.core.text import N_
from returns_app.db.base import Keyed
from returns_app.db.encrypted import key_store
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.people import normal_forms
from returns_app.people.buckets import birth_marks, buckets_of, name_marks, with_pairs
from returns_app.people.details import entry_of
from returns_app.people.models import (
    NameBucket,
    Person,
    PersonContact,
    PersonIdentifier,
    PersonName,
    PersonNationality,
)
from returns_app.people.queries import CONTACT_INDEX, IDENTIFIER_INDEX, region_of
from returns_app.people.rules import ContactEntry, PersonEntry
from returns_app.people.scripts import script_of

FACTS: dict[str, Callable[[PersonEntry], object]] = {
    "names": lambda entry: entry.names,
    "born": lambda entry: entry.born,
    "sex": lambda entry: entry.sex,
    "nationalities": lambda entry: entry.nationalities,
    "place": lambda entry: (entry.place_of_birth, entry.country_of_birth),
    "identifiers": lambda entry: entry.identifiers,
    "contacts": lambda entry: entry.contacts,
    "protection": lambda entry: (entry.protection, entry.is_placeholder),
}
"""Code of a fact, and where an entry holds it."""


def record_person(work: UnitOfWork, organisation_id: UUID, entry: PersonEntry) -> Person:
    """A new person of one organisation."""
    entry = _normal(work, organisation_id, entry)
    person = Person(organisation_id=organisation_id, created_at=work.now, changed_at=work.now)
    _write_facts(person, entry)
    work.add(person)
    for part, make in PARTS.items():
        _keep(work, person, part, make(person, entry))
    work.session.flush()  # buckets refer to it
    _insert_buckets(work, person, entry)
    work.record(Action.PERSON_RECORDED, person=person.id)
    return person


def correct_person(work: UnitOfWork, person: Person, entry: PersonEntry) -> tuple[str, ...]:
    """Make what is stored equal to `entry`; the codes of the facts that changed. The caller keeps the history."""
    entry = _normal(work, person.organisation_id, entry)
    before = entry_of(person)
    changed = tuple(fact for fact, part in FACTS.items() if part(before) != part(entry))
    if not changed:
        return ()
    person.changed_at = work.now
    _write_facts(person, entry)
    _write_parts(work, person, entry, frozenset(changed))
    if {"names", "born"}.intersection(changed):
        _write_buckets(work, person, entry)
    work.session.flush()
    work.record(Action.PERSON_CORRECTED, person=person.id, facts=list(changed))
    return changed


def _normal(work: UnitOfWork, organisation_id: UUID, entry: PersonEntry) -> PersonEntry:
    """Tidy names, phones in E.164 form, each nationality once; somebody without any name is refused."""
    names = tuple(replace(name, given=name.given.strip(), family=name.family.strip()) for name in entry.names)
    names = tuple(dict.fromkeys(name for name in names if name.given or name.family))
    if not names and not entry.is_placeholder:
        raise Malformed("people.no_name", N_("Enter at least one name."), field="names")
    region = work.once(("region", organisation_id), lambda: region_of(work.session, organisation_id))
    contacts = (replace(one, value=normal_forms.contact(one.kind, one.value, region)) for one in entry.contacts)
    return replace(
        entry,
        names=names,
        nationalities=tuple({one.country: one for one in reversed(entry.nationalities)}.values())[::-1],
        identifiers=tuple(dict.fromkeys(one for one in entry.identifiers if normal_forms.identifier(one.number))),
        contacts=tuple(dict.fromkeys(one for one in contacts if one.value)),
    )


def _write_facts(person: Person, entry: PersonEntry) -> None:
    """The facts that stand on the person itself."""
    person.sex, person.protection, person.is_placeholder = entry.sex, entry.protection, entry.is_placeholder
    person.country_of_birth = entry.country_of_birth
    person.born, person.place_of_birth = entry.born, entry.place_of_birth


def _write_parts(work: UnitOfWork, person: Person, entry: PersonEntry, facts: frozenset[str]) -> None:
    """Replace the rows of the facts that changed."""
    for part in PARTS.keys() & facts:
        # Old rows go before the new ones come: a country stands once.
        for row in getattr(person, part) if part in person.__dict__ else ():
            work.session.delete(row)
        work.session.flush()
        _keep(work, person, part, PARTS[part](person, entry))


def _keep(work: UnitOfWork, person: Person, part: str, rows: Sequence[Keyed]) -> None:
    for row in rows:
        work.add(row)
    set_committed_value(person, part, list(rows))


def _names(person: Person, entry: PersonEntry) -> list[PersonName]:
    return [
        PersonName(
            person_id=person.id, position=place, kind=name.kind, script=script_of(f"{name.given} {name.family}"),
            given=name.given, family=name.family,
        )
        for place, name in enumerate(entry.names)
    ]  # fmt: skip


def _nationalities(person: Person, entry: PersonEntry) -> list[PersonNationality]:
    return [
        PersonNationality(person_id=person.id, position=place, country=one.country, status=one.status)
        for place, one in enumerate(entry.nationalities)
    ]


def _identifiers(person: Person, entry: PersonEntry) -> list[PersonIdentifier]:
    return [
        PersonIdentifier(
            person_id=person.id, organisation_id=person.organisation_id, position=place, kind=one.kind,
            issuer=one.issuer, number=one.number.strip(),
            number_index=key_store().index(IDENTIFIER_INDEX, normal_forms.identifier(one.number)),
        )
        for place, one in enumerate(entry.identifiers)
    ]  # fmt: skip


def _contacts(person: Person, entry: PersonEntry) -> list[PersonContact]:
    return [_contact(person, place, one) for place, one in enumerate(entry.contacts)]


def _contact(person: Person, place: int, one: ContactEntry) -> PersonContact:
    index = key_store().index(CONTACT_INDEX, normal_forms.contact_index(one.kind, one.value))
    return PersonContact(
        person_id=person.id, organisation_id=person.organisation_id, position=place, kind=one.kind,
        value=one.value, value_index=index,
    )  # fmt: skip


PARTS: dict[str, Callable[[Person, PersonEntry], Sequence[Keyed]]] = {
    "names": _names, "nationalities": _nationalities, "identifiers": _identifiers, "contacts": _contacts,
}  # fmt: skip
"""Rows of a person, by the fact they hold."""


def _write_buckets(work: UnitOfWork, person: Person, entry: PersonEntry) -> None:
    work.session.execute(delete(NameBucket).where(NameBucket.person_id == person.id))
    _insert_buckets(work, person, entry)


def _insert_buckets(work: UnitOfWork, person: Person, entry: PersonEntry) -> None:
    names = name_marks((name.given, name.family) for name in entry.names)
    marks = with_pairs((*names, *birth_marks(entry.born)))
    rows = [
        {"organisation_id": person.organisation_id, "bucket": bucket, "person_id": person.id}
        for bucket in sorted(buckets_of(person.organisation_id, person.id, marks))
    ]
    if rows:
        work.session.execute(insert(NameBucket), rows)
