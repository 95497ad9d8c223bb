"""Data keys are renewed beside readers and writers: nothing is lost, nothing fails, the old key opens nothing more."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, select

from returns_app.core.permissions import system_actor
from returns_app.db.base import Base
from returns_app.db.data_keys import drop_old_keys, renew_data_keys, renew_everything
from returns_app.db.encrypted import SubjectKey, key_store
from returns_app.db.key_epochs import change_epoch
from returns_app.db.keys import DataKey, Unreadable
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.people.models import Person, PersonName
from returns_app.people.service import record_person
from tests.people import AN_EVENT, a_person_entry, an_organisation

pytestmark = pytest.mark.postgres
ACTOR = system_actor("tests")


@pytest.fixture
def people(house: Flask) -> list[UUID]:
    organisation = an_organisation()
    with unit_of_work(ACTOR) as work:
        entries = [a_person_entry(f"Ada{place}", place_of_birth="Enugu") for place in range(6)]
        found = [record_person(work, organisation.id, entry) for entry in entries]
    ids = [person.id for person in found]
    db.session().expunge_all()
    db.session().rollback()
    return ids


def _cell(subject: UUID) -> tuple[bytes, bytes]:
    db.session().rollback()
    wanted = select(SubjectKey.wrapped, Person.place_of_birth_ct).join(Person, Person.id == SubjectKey.id)
    wrapped, sealed = db.session().execute(wanted.where(Person.id == subject)).one()
    assert sealed is not None
    return bytes(wrapped), bytes(sealed)


def test_everything_is_sealed_anew_and_the_old_key_opens_nothing_more(people: list[UUID]) -> None:
    wrapped, sealed = _cell(people[0])
    old = DataKey(key_store().unwrap(key_store().epoch, wrapped, str(people[0])))
    told = list[tuple[int, int]]()
    assert renew_everything(ACTOR, lambda done, total: told.append((done, total))) == len(people)
    assert told[-1] == (len(people), len(people))
    fresh_wrapped, fresh = _cell(people[0])
    assert (wrapped != fresh_wrapped, sealed != fresh) == (True, True)
    place = f"person|place_of_birth|{people[0]}|{people[0]}"
    assert old.open(sealed, place) == b"Enugu"
    with pytest.raises(Unreadable):
        old.open(fresh, place)
    db.session().expunge_all()
    assert [db.session().get_one(Person, one).place_of_birth for one in people] == ["Enugu"] * len(people)
    names = db.session().scalars(select(PersonName).order_by(PersonName.id)).all()
    assert {name.given for name in names} == {f"Ada{place}" for place in range(6)}
    assert not db.session().scalars(select(SubjectKey.id).where(SubjectKey.before.is_not(None))).all()


def test_a_row_that_was_read_before_is_opened_after(people: list[UUID], house: Flask) -> None:
    person = db.session().get_one(Person, people[0])
    _run(house, lambda: renew_data_keys(ACTOR, people))
    assert person.place_of_birth == "Enugu"


def test_whoever_opened_the_key_before_reads_the_row_after(people: list[UUID], house: Flask) -> None:
    first = db.session().get_one(Person, people[0])
    assert first.place_of_birth == "Enugu"
    db.session().expunge_all()
    _run(house, lambda: renew_data_keys(ACTOR, people))
    assert db.session().get_one(Person, people[0]).place_of_birth == "Enugu"


def test_a_key_is_not_renewed_twice_before_the_first_is_gone(people: list[UUID]) -> None:
    assert renew_data_keys(ACTOR, people) == len(people)
    assert renew_data_keys(ACTOR, people) == 0
    assert drop_old_keys(ACTOR) == len(people)
    assert renew_data_keys(ACTOR, people) == len(people)


def test_an_epoch_change_in_between_takes_both_keys_along(people: list[UUID]) -> None:
    renew_data_keys(ACTOR, people)
    person = db.session().get_one(Person, people[0])
    change_epoch(ACTOR)
    assert person.place_of_birth == "Enugu"
    drop_old_keys(ACTOR)
    db.session().expunge_all()
    assert db.session().get_one(Person, people[0]).place_of_birth == "Enugu"


def test_readers_and_writers_notice_nothing_while_all_keys_change(people: list[UUID], house: Flask) -> None:
    """Two that read and two that write, against renewals and an epoch change: no fault, and no word lost."""
    stop, faults, last = threading.Event(), list[Exception](), dict[UUID, str]()
    with _working(house, people, stop, faults, last):
        for _round in range(3):
            renew_everything(ACTOR)
            change_epoch(ACTOR)
    assert faults == []
    db.session().rollback()
    db.session().expunge_all()
    assert last
    assert {one: db.session().get_one(Person, one).place_of_birth for one in last} == last


def test_every_sealed_column_is_known_to_the_renewal() -> None:
    """A column sealed with a data key that the renewal did not know would be lost with the old key."""
    sealed = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and (column.name.endswith("_ct") or column.name in {"sealed", "small"})
    }
    known = {
        f"{mapper.local_table.name}.{attribute.name}_ct"  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        for attribute in getattr(mapper.class_, "__encrypted__", ())
    }
    by_sealers = {"evidence_file.small", "evidence_chunk.sealed", "export_file.sealed"}
    of_the_registry = {"registry_letter.sealed"}  # sealed for another member state's key
    assert sealed - known - by_sealers - of_the_registry == set()


@contextmanager
def _working(
    house: Flask, people: list[UUID], stop: threading.Event, faults: list[Exception], last: dict[UUID, str]
) -> Iterator[None]:
    acts = [
        lambda: _read(people),
        lambda: _read(people),
        lambda: _write(people[:3], last),
        lambda: _write(people[3:], last),
    ]
    threads = [threading.Thread(target=_loop, args=(house, act, stop, faults)) for act in acts]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


def _loop(house: Flask, act: Callable[[], None], stop: threading.Event, faults: list[Exception]) -> None:
    with house.app_context(), scope(ACTOR):
        try:
            while not stop.is_set():
                act()
        except Exception as fault:  # noqa: BLE001  (whatever it is, the test fails with it)
            faults.append(fault)
        finally:
            db.session.remove()


def _read(people: list[UUID]) -> None:
    db.session().rollback()
    db.session().expunge_all()
    found = [db.session().get_one(Person, one) for one in people]
    assert all(person.place_of_birth for person in found)


def _write(people: list[UUID], last: dict[UUID, str]) -> None:
    for one in people:
        with unit_of_work(ACTOR) as work:
            text = f"Enugu {uuid4()}"
            work.session.get_one(Person, one, populate_existing=True).place_of_birth = text
            work.record(AN_EVENT.action)
        last[one] = text


def _run(house: Flask, act: Callable[[], object]) -> None:
    def inside() -> None:
        with house.app_context():
            act()
            db.session.remove()

    thread = threading.Thread(target=inside)
    thread.start()
    thread.join(30)
