"""Evidence at rest: nothing in clear in the database, and no piece can be moved, changed or left out."""

from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Connection, delete, select, text, update

from returns_app.core.settings import Settings
from returns_app.db.keys import Unreadable
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.support import queries, service
from returns_app.support.models import EvidenceChunk, EvidenceFile
from tests.conftest import POSTGRES
from tests.support import builders, files

MARK = b"Canary-8471-Okafor-receipt"

pytestmark = pytest.mark.postgres


def _kept(family: builders.Family, content: bytes, name: str = "canary-name-5512.pdf") -> EvidenceFile:
    with unit_of_work(family.partner) as work:
        return service.store_file(work, family.case_id, builders.an_upload(content, name))


def _large() -> bytes:
    return files.a_pdf() + MARK * 30_000  # three pieces


def _read(family: builders.Family, file: EvidenceFile) -> bytes:
    session = db.session()
    session.rollback()
    session.expunge_all()
    return queries.read_content(session, queries.get_file(session, family.counsellor, file.id))


@pytest.mark.parametrize("size", [1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 600_000])
def test_what_comes_out_is_what_went_in(house: Flask, size: int) -> None:
    family = builders.a_family()
    start = files.a_pdf()
    content = start + b"x" * max(0, size - len(start))
    assert _read(family, _kept(family, content)) == content


@pytest.mark.skipif(bool(POSTGRES), reason="reads the file of SQLite")
def test_neither_content_nor_name_stands_in_the_database(house: Flask, settings: Settings) -> None:
    family = builders.a_family()
    file = _kept(family, _large())
    db.session.remove()
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    raw = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    assert len(raw) > file.size
    for clear in (MARK, b"canary-name-5512", b"Receipt 17", b"%PDF-1.7"):
        assert clear not in raw


def test_the_same_content_is_kept_once_per_case(house: Flask) -> None:
    family, other = builders.a_family(), builders.a_family()
    first = _kept(family, files.a_pdf())
    assert _kept(family, files.a_pdf(), "again.pdf").id == first.id
    assert _kept(other, files.a_pdf()).id != first.id


@pytest.mark.parametrize("what", ["changed", "swapped", "shortened", "moved"])
def test_a_tampered_file_is_not_read(house: Flask, what: str) -> None:
    family = builders.a_family()
    file, other = _kept(family, _large()), _kept(family, _large() + b"other")
    with db.engine.begin() as connection:
        _tamper(connection, what, file.id, other.id)
    with pytest.raises(Unreadable):
        _read(family, file)


def _tamper(connection: Connection, what: str, file_id: UUID, other_id: UUID) -> None:
    if POSTGRES:  # the second wall: row-level security shows nothing to nobody
        connection.execute(text("select set_config('app.house', 'yes', true)"))
    table = EvidenceChunk.__table__
    pieces = {
        (row.file_id, row.position): row.sealed
        for row in connection.execute(select(table.c.file_id, table.c.position, table.c.sealed))
    }
    last = max(position for owner, position in pieces if owner == file_id)
    if what == "shortened":
        connection.execute(delete(EvidenceChunk).where(table.c.file_id == file_id, table.c.position == last))
        return
    first = pieces[file_id, 0]
    sealed = {
        "changed": first[:-1] + bytes([first[-1] ^ 1]),
        "swapped": pieces[file_id, 1],
        "moved": pieces[other_id, 0],
    }[what]
    piece = (table.c.file_id == file_id, table.c.position == 0)
    connection.execute(update(EvidenceChunk).where(*piece).values(sealed=sealed))
