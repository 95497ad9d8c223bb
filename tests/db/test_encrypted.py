"""Identity at rest: sealed, bound to its place, gone with its key."""

import pytest
from flask import Flask
from sqlalchemy import text

from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db.encrypted import SubjectKey, key_store
from returns_app.db.keys import DataKey, KeyMissing, Unreadable
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.people.models import Person, PersonName
from returns_app.people.rules import NameKind, Protection, Sex
from tests.people import an_organisation

pytestmark = pytest.mark.postgres
ACTOR = system_actor("tests")


def _two_people() -> tuple[Person, Person]:
    organisation = an_organisation()
    people = []
    with unit_of_work(ACTOR) as work:
        for place in ("Enugu", "Basra"):
            person = Person(
                organisation_id=organisation.id,
                sex=Sex.MALE,
                protection=Protection.NO,
                created_at=work.now,
                changed_at=work.now,
            )
            person.place_of_birth, person.born_line = place, "1991|said"
            people.append(work.add(person))
        work.session.flush()
        for person in people:
            name = PersonName(person_id=person.id, kind=NameKind.PRIMARY, script="Latn")
            name.given, name.family = "Chinedu", "Okafor"
            work.session.add(name)
        work.record(Action.PERSON_RECORDED)
    return people[0], people[1]


def test_what_is_stored_is_not_what_was_written(house: Flask) -> None:
    first, _second = _two_people()
    with db.engine.connect() as connection:
        sealed = connection.execute(text("select place_of_birth_ct from person")).scalars().all()
    assert all(b"Enugu" not in bytes(value) for value in sealed)
    db.session().rollback()
    db.session().expunge_all()
    assert db.session().get_one(Person, first.id).place_of_birth == "Enugu"


def test_a_ciphertext_cannot_be_moved_to_another_row(house: Flask) -> None:
    first, second = _two_people()
    with unit_of_work(ACTOR) as work:
        rows = {person.id: work.session.get_one(Person, person.id) for person in (first, second)}
        rows[second.id].place_of_birth_ct = rows[first.id].place_of_birth_ct
        work.record(Action.PERSON_CORRECTED)
    db.session().rollback()
    db.session().expunge_all()
    with pytest.raises(Unreadable):
        _ = db.session().get_one(Person, second.id).place_of_birth


def test_a_destroyed_key_makes_the_person_unreadable(house: Flask) -> None:
    first, second = _two_people()
    with unit_of_work(ACTOR) as work:
        work.session.delete(work.session.get_one(SubjectKey, first.id))
        work.record(Action.PERSON_CORRECTED)
    db.session().rollback()
    db.session().expunge_all()
    with pytest.raises(Unreadable):
        _ = db.session().get_one(Person, first.id).place_of_birth
    assert db.session().get_one(Person, second.id).place_of_birth == "Basra"


def test_comparing_a_ciphertext_is_a_programming_error(house: Flask) -> None:
    with pytest.raises(TypeError, match="encrypted"):
        _ = Person.place_of_birth == "Enugu"


def test_a_flipped_bit_is_noticed() -> None:
    key = DataKey(b"k" * 32)
    sealed = bytearray(key.seal(b"Enugu", "person|place|1"))
    sealed[-1] ^= 1
    with pytest.raises(Unreadable):
        key.open(bytes(sealed), "person|place|1")


def test_blind_indexes_differ_per_column_and_agree_per_value(house: Flask) -> None:
    store = key_store()
    assert store.index("a", "A1") == store.index("a", "A1")
    assert store.index("a", "A1") != store.index("b", "A1")


def test_a_key_file_that_others_can_read_stops_the_house(house: Flask) -> None:
    directory = key_store().directory
    directory.create("loose")
    (directory.path / "loose.key").chmod(0o444)
    with pytest.raises(KeyMissing, match="owner-only"):
        directory.key("loose")
    (directory.path / "loose.key").unlink()
