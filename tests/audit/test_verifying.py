"""Tampering is found and named; a witness finds what the house alone can't."""

import sqlite3

import pytest
from flask import Flask
from sqlalchemy import text

from returns_app.audit.queries import newest_note
from returns_app.audit.service import seal
from returns_app.audit.verifying import Verdict, verify
from returns_app.db.encrypted import key_store
from returns_app.db.session import db
from tests.people import an_account, an_organisation


def _verdict(note: str | None = None) -> Verdict:
    with db.engine.connect() as connection:
        return verify(connection, note)


def _tamper(*statements: str) -> None:
    """What somebody with the database file and no keys can do: drop the triggers, then change rows."""
    db.session.remove()
    db.engine.dispose()
    with sqlite3.connect(str(db.engine.url.database)) as file:
        for table in ("audit_event", "audit_leaf", "audit_checkpoint"):
            for verb in ("update", "delete"):
                file.execute(f"drop trigger if exists {table}_no_{verb}")
        for statement in statements:
            file.execute(statement)
    file.close()


@pytest.fixture
def sealed(house: Flask) -> Flask:
    for _number in range(3):
        an_account()
    assert seal() > 0
    return house


def test_an_untouched_log_is_whole(sealed: Flask) -> None:
    verdict = _verdict()
    assert verdict.is_whole
    assert verdict.sealed == verdict.entries > 0


# Tampering needs the file itself: SQLite's is at hand in a test. The verifier is the same on PostgreSQL.
TAMPERINGS: dict[str, tuple[str, ...]] = {
    "edit sealed": ("update audit_event set action = 'cases.case.closed' where id = 2",),
    "edit details": ("update audit_event set details = '{\"a\": 1}' where id = 2",),
    "edit actor": ("update audit_event set actor = 'x' where id = 2",),
    "delete sealed": ("delete from audit_event where id = 2",),
    "swap codes": ("update audit_event set mac = (select mac from audit_event where id = 3) where id = 2",),
    "delete leaf": ("delete from audit_leaf where position = 1",),
    "edit leaf": ("update audit_leaf set leaf_hash = zeroblob(32) where position = 1",),
    "edit checkpoint": ("update audit_checkpoint set root_hash = zeroblob(32)",),
}


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_tampering_is_found(sealed: Flask, kind: str) -> None:
    _tamper(*TAMPERINGS[kind])
    verdict = _verdict()
    assert not verdict.is_whole
    if "audit_event" in TAMPERINGS[kind][-1]:
        assert verdict.broken_entry == 2


def test_a_forged_unsealed_entry_is_found(sealed: Flask) -> None:
    _tamper(
        "insert into audit_event (uid, at, actor, action, details, mac) "
        "select '00000000000000000000000000000001', at, actor, action, details, mac from audit_event where id = 1"
    )
    verdict = _verdict()
    assert not verdict.is_whole


def test_an_entry_that_cannot_even_be_read_is_a_broken_entry(sealed: Flask) -> None:
    _tamper("update audit_event set uid = 'not an id' where id = 2")
    assert _verdict().reason == "entry_unreadable"


def test_only_a_witness_finds_a_rollback(sealed: Flask) -> None:
    kept = newest_note(db.session())
    assert kept is not None
    _tamper(
        "delete from audit_checkpoint", "delete from audit_leaf where position >= 2",
        "delete from audit_event where id not in (select event_id from audit_leaf)",
    )  # fmt: skip
    assert _verdict().is_whole
    assert not _verdict(kept).is_whole


def test_the_command_names_the_entry_and_fails(sealed: Flask) -> None:
    runner = sealed.test_cli_runner()
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0
    _tamper("update audit_event set action = 'x' where id = 4")
    result = runner.invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert "entry 4" in result.output


def test_details_never_hold_what_the_key_would_have_to_protect(house: Flask) -> None:
    organisation = an_organisation()
    assert key_store().mac(b"x") != key_store().mac(b"y")
    with db.engine.connect() as connection:
        stored = connection.execute(text("select details from audit_event")).scalars().all()
    assert all(organisation.name not in str(details) for details in stored)
