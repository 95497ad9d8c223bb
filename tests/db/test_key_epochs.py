"""Erasure is final: after an epoch change nothing on disk opens the key of an erased subject."""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from returns_app.core.permissions import system_actor
from returns_app.db import key_epochs
from returns_app.db.encrypted import SubjectKey, key_store
from returns_app.db.key_epochs import change_epoch, destroy_subject_keys
from returns_app.db.keys import KeyMissing, Unreadable, kek_name
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.people.models import Person
from returns_app.people.service import record_person
from tests.people import a_person_entry, an_organisation

pytestmark = pytest.mark.postgres
ACTOR = system_actor("tests")


@pytest.fixture
def two(house: Flask) -> list[UUID]:
    organisation = an_organisation()
    with unit_of_work(ACTOR) as work:
        people = [
            record_person(work, organisation.id, a_person_entry(name, place_of_birth="Enugu"))
            for name in ("Ada", "Obi")
        ]
    db.session().expunge_all()
    return [person.id for person in people]


def _kept(subject: UUID) -> tuple[int, bytes]:
    db.session().rollback()
    row = db.session().get_one(SubjectKey, subject)
    return row.kek_epoch, bytes(row.wrapped)


def test_what_lives_stays_readable_and_what_was_erased_cannot_be_opened_from_a_copy(two: list[UUID]) -> None:
    erased, living = two
    stolen_epoch, stolen = _kept(erased)
    with unit_of_work(ACTOR) as work:
        assert destroy_subject_keys(work, [erased]) == 1
    before = key_store().epoch
    assert change_epoch(ACTOR) > 0
    assert key_store().epoch == before + 1
    db.session().expunge_all()
    assert db.session().get_one(Person, living).place_of_birth == "Enugu"
    with pytest.raises(Unreadable):
        _ = db.session().get_one(Person, erased).place_of_birth
    with pytest.raises(KeyMissing):
        key_store().unwrap(stolen_epoch, stolen, str(erased))
    with pytest.raises(Unreadable):
        key_store().unwrap(before + 1, stolen, str(erased))


def test_sqlite_keeps_no_bytes_of_a_destroyed_key(two: list[UUID]) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps them in its log: there the epoch change makes them useless")
    _epoch, stolen = _kept(two[0])
    with unit_of_work(ACTOR) as work:
        destroy_subject_keys(work, [two[0]])
    with db.engine.connect() as connection:
        connection.rollback()
        connection.connection.dbapi_connection.execute("pragma wal_checkpoint(truncate)").fetchall()  # type: ignore[union-attr]
    path = Path(str(db.engine.url.database))
    files = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))]
    assert all(stolen not in file.read_bytes() for file in files if file.exists())


def test_one_person_alone_changes_no_key_by_command(two: list[UUID], house: Flask) -> None:
    for command in ("change-epoch", "renew-data-keys", "rotate-master"):
        result = house.test_cli_runner().invoke(args=["keys", command])
        assert (result.exit_code, "Two administrators must agree" in result.output) == (1, True), result.output


def test_a_drill_says_what_a_backup_of_the_keys_would_lose(two: list[UUID], house: Flask, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    shutil.copytree(key_store().directory.path, backup)
    whole = house.test_cli_runner().invoke(args=["keys", "drill", str(backup)])
    assert (whole.exit_code, "2 data keys open" in whole.output) == (0, True), whole.output
    change_epoch(ACTOR)
    stale = house.test_cli_runner().invoke(args=["keys", "drill", str(backup)])
    assert (stale.exit_code, "would be lost for ever" in stale.output) == (1, True)


def test_a_restored_database_opens_with_its_keys_and_not_without(two: list[UUID], house: Flask, tmp_path: Path) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("a copy of the file")
    backup, copy = tmp_path / "backup", tmp_path / "copy.sqlite3"
    shutil.copytree(key_store().directory.path, backup)
    with closing(sqlite3.connect(str(db.engine.url.database))) as living, closing(sqlite3.connect(copy)) as restored:
        living.backup(restored)
    change_epoch(ACTOR)  # the living house goes on; what was backed up together belongs together
    drill = ["keys", "drill", str(backup), "--database", f"sqlite:///{copy}"]
    found = house.test_cli_runner().invoke(args=drill)
    assert found.exit_code == 0, found.output
    assert "0 of 2 data keys open without any key file" in found.output
    assert "2 data keys open with the backup" in found.output


def test_a_writer_of_the_old_epoch_is_waited_for(two: list[UUID], house: Flask) -> None:
    """A data key that is being written while the epoch changes must not be left under a destroyed key."""
    began, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with house.app_context(), unit_of_work(ACTOR) as work:
            person = record_person(work, an_organisation_id, a_person_entry("Late", place_of_birth="Jos"))
            written.append(person.id)
            began.set()
            may_end.wait(5)

    an_organisation_id, written = db.session().get_one(Person, two[0]).organisation_id, list[UUID]()
    db.session().rollback()
    writer = threading.Thread(target=write)
    writer.start()
    began.wait(5)
    threading.Timer(0.3, may_end.set).start()
    change_epoch(ACTOR)
    writer.join()
    db.session().rollback()
    db.session().expunge_all()
    assert db.session().get_one(Person, written[0]).place_of_birth == "Jos"


def test_a_change_that_was_cut_short_is_finished_by_the_next_one(
    two: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_epochs, "BATCH", 1)
    told: list[tuple[int, int]] = []

    def power_fails(done: int, waiting: int) -> None:
        told.append((done, waiting))
        raise RuntimeError("power cut")

    before = key_store().epoch
    with pytest.raises(RuntimeError, match="power cut"):
        change_epoch(ACTOR, power_fails)
    assert told == [(1, _all_keys())]
    db.session().expunge_all()
    assert [db.session().get_one(Person, one).place_of_birth for one in two] == ["Enugu", "Enugu"]  # both epochs open
    assert change_epoch(ACTOR, lambda done, waiting: told.append((done, waiting))) == _all_keys()
    assert told[-1] == (_all_keys(), _all_keys())
    assert key_store().directory.names("kek-") == [kek_name(before + 2)]
    db.session().expunge_all()
    assert [db.session().get_one(Person, one).place_of_birth for one in two] == ["Enugu", "Enugu"]


def _all_keys() -> int:
    db.session().rollback()
    return len(db.session().scalars(select(SubjectKey.id)).all())
