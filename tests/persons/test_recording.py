"""Recording and correcting a person; what is stored shows nothing to who reads the file."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, NotFound
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor, Role
from returns_app.db.keys import Unreadable
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.people.details import entry_of, linkage_details
from returns_app.people.display import display_name, original_name
from returns_app.people.models import Person, PersonName
from returns_app.people.queries import PersonQuery, find_people, get_person
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
from returns_app.people.service import correct_person, record_person
from tests import people

ENTRY = PersonEntry(
    names=(NameEntry("Ahmed Hussein", "Al-Jubouri"), NameEntry("أحمد حسين", "الجبوري", NameKind.ORIGINAL_SCRIPT)),
    born=PartialDate(1988, 7, 5, DatePrecision.DOCUMENT),
    sex=Sex.MALE,
    nationalities=(NationalityEntry("IQ", NationalityStatus.DOCUMENTED),),
    place_of_birth="Samarra",
    country_of_birth="IQ",
    identifiers=(IdentifierEntry(IdentifierKind.NATIONAL_ID, "IQ", "198807051234"),),
    contacts=(ContactEntry(ContactKind.PHONE, "06 12345678"), ContactEntry(ContactKind.EMAIL, "Ahmed@Example.org")),
    protection=Protection.UNKNOWN,
)


@pytest.fixture
def actor(house: Flask) -> Actor:
    return people.an_actor(Role.COUNSELLOR)


def record(actor: Actor, entry: PersonEntry = ENTRY) -> Person:
    """A person of the actor's organisation."""
    assert actor.organisation_id is not None
    with unit_of_work(actor) as work:
        return record_person(work, actor.organisation_id, entry)


def correct(actor: Actor, person: Person, entry: PersonEntry) -> tuple[str, ...]:
    """Correct a stored person."""
    with unit_of_work(actor) as work:
        return correct_person(work, get_person(work.session, actor, person.id), entry)


def read(actor: Actor, person: Person) -> Person:
    """The person as another request finds them."""
    db.session().rollback()
    db.session().expunge_all()
    return get_person(db.session(), actor, person.id)


@pytest.mark.postgres
def test_a_recorded_person_is_read_as_told(actor: Actor) -> None:
    person = read(actor, record(actor))
    phone, mail = (
        ContactEntry(ContactKind.PHONE, "+31612345678"),
        ContactEntry(ContactKind.EMAIL, "ahmed@example.org"),
    )
    assert entry_of(person) == replace(ENTRY, contacts=(phone, mail))
    assert [name.script for name in person.names] == ["Latn", "Arab"]
    assert (display_name(person), original_name(person)) == ("Ahmed Hussein Al-Jubouri", "أحمد حسين الجبوري")
    assert person.is_protected


def test_details_for_the_registry_hold_what_is_known(actor: Actor) -> None:
    details = linkage_details(read(actor, record(actor)), ())
    assert details.phones == ("+31612345678",)
    assert details.nationalities == ("IQ",)
    assert details.documents[0].kind == "national_id"
    nothing = replace(ENTRY, born=PartialDate(), sex=Sex.UNKNOWN, place_of_birth="")
    bare = linkage_details(read(actor, record(actor, nothing)), ())
    assert (bare.born, bare.sex, bare.place_of_birth) == (None, None, None)


def test_another_organisation_does_not_find_the_person(actor: Actor) -> None:
    person = record(actor)
    stranger = people.an_actor(Role.COUNSELLOR)
    with pytest.raises(NotFound):
        get_person(db.session(), stranger, person.id)
    assert find_people(db.session(), stranger, PersonQuery("Ahmed Hussein Al-Jubouri", number="198807051234")) == []


def test_somebody_without_any_name_is_refused(actor: Actor) -> None:
    with pytest.raises(Malformed):
        record(actor, replace(ENTRY, names=(NameEntry(" ", ""),)))


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("change", "facts"),
    [
        ({}, ()),
        ({"born": PartialDate(1989, 7, 5, DatePrecision.DOCUMENT)}, ("born",)),
        ({"sex": Sex.OTHER, "protection": Protection.NO}, ("sex", "protection")),
        ({"names": (NameEntry("Ahmad", "Aljboori"),)}, ("names",)),
        ({"nationalities": (NationalityEntry("SY"), NationalityEntry("IQ"))}, ("nationalities",)),
        ({"identifiers": ()}, ("identifiers",)),
        ({"contacts": (ContactEntry(ContactKind.PHONE, "0611111111"),)}, ("contacts",)),
        ({"place_of_birth": "Basra"}, ("place",)),
    ],
)
def test_a_correction_tells_what_changed(actor: Actor, change: dict[str, object], facts: tuple[str, ...]) -> None:
    person = record(actor)
    before = person.version
    assert correct(actor, person, replace(ENTRY, **change)) == facts  # type: ignore[arg-type]  # parts of an entry
    after = read(actor, person)
    assert after.version == before + bool(facts)
    assert correct(actor, after, replace(ENTRY, **change)) == ()  # type: ignore[arg-type]  # parts of an entry


def test_a_corrected_name_is_found_and_the_old_one_no_longer(actor: Actor) -> None:
    person = record(actor)
    correct(actor, person, replace(ENTRY, names=(NameEntry("Lilit", "Petrosyan"),)))
    session = db.session()
    assert [one.person.id for one in find_people(session, actor, PersonQuery("Լիլիթ Պետրոսյան"))] == [person.id]
    assert find_people(session, actor, PersonQuery("Ahmed Hussein Al-Jubouri")) == []


def test_the_database_file_holds_no_name_date_place_or_number(actor: Actor) -> None:
    record(actor)
    db.session().rollback()
    if db.engine.dialect.name != "sqlite":
        pytest.skip("reads the file of SQLite")
    with db.engine.begin() as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    with open(str(db.engine.url.database), "rb") as file:  # noqa: PTH123  (a raw read of bytes)
        raw = file.read().lower()
    secrets = ("jubouri", "hussein", "الجبوري", "1988-07-05", "samarra", "198807051234", "31612345678", "ahmed@example")
    assert [secret for secret in secrets if secret.encode() in raw or secret.encode("utf-16-le") in raw] == []


@pytest.mark.postgres
def test_a_moved_ciphertext_is_refused(actor: Actor) -> None:
    one, other = record(actor), record(actor, people.a_person_entry())
    with unit_of_work(people.SEEDER) as work:
        sealed = work.session.scalar(select(PersonName.given_ct).where(PersonName.person_id == other.id).limit(1))
        work.session.execute(update(PersonName).where(PersonName.person_id == one.id).values(given_ct=sealed))
        work.record(Action.PERSON_CORRECTED, person=one.id)
    with pytest.raises(Unreadable):
        read(actor, one).names[0].given  # noqa: B018  (reading is the test)


def test_two_columns_of_one_person_cannot_be_swapped(actor: Actor) -> None:
    person = record(actor)
    with unit_of_work(people.SEEDER) as work:
        work.session.execute(text("update person_name set given_ct = family_ct"))
    with pytest.raises(Unreadable):
        read(actor, person).names[0].given  # noqa: B018  (reading is the test)
