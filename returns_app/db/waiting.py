"""Waiting until everybody who may still need an old key has ended: then it can be destroyed and nobody notices."""

import time

from sqlalchemy import Connection, text

from returns_app.db.session import db, writing

WAITS = 600
PAUSE = 0.1


class StillInUse(TimeoutError):
    """Somebody works for very long: the old keys were kept, nothing is lost; do it again later."""


def wait_for_writers() -> None:
    """Whoever began to write under the old key ends first: what is sealed by it must not appear after the last batch."""
    with writing(), db.engine.begin() as connection:
        if connection.dialect.name != "postgresql":
            return  # holding the one write lock is the proof
        mine = connection.scalar(text("select pg_current_xact_id()::text::bigint"))
    older = text("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    for _try in range(WAITS):
        with db.engine.begin() as connection:
            if (connection.scalar(older) or 0) > mine:
                return
        time.sleep(PAUSE)
    raise StillInUse("an old transaction does not end: the old key was kept; run the change again")


def wait_for_readers() -> None:
    """Whoever read a row before it changed may open it after: let those transactions end too."""
    db.session().rollback()
    with db.engine.connect() as connection:
        first = _reading(connection)
    for _try in range(WAITS):
        with db.engine.connect() as connection:
            if _have_ended(connection, first):
                return
        time.sleep(PAUSE)
    raise StillInUse("somebody reads for very long: the old key was kept; run the change again")


def _reading(connection: Connection) -> set[str] | int:
    """PostgreSQL: the transactions under way, of readers too. SQLite: how long the write-ahead log is."""
    if connection.dialect.name == "postgresql":
        return set(connection.scalars(_UNDER_WAY))
    return _checkpoint(connection)[0]


def _have_ended(connection: Connection, first: set[str] | int) -> bool:
    if isinstance(first, set):
        return not first & set(connection.scalars(_UNDER_WAY))
    # The log is copied back only as far as the oldest reader lets it; a shorter log was begun anew, without readers.
    length, copied = _checkpoint(connection)
    return copied >= first or length < first


def _checkpoint(connection: Connection) -> tuple[int, int]:
    connection.rollback()
    driver = connection.connection.dbapi_connection
    assert driver is not None  # noqa: S101  (a connection that was just taken)
    _busy, length, copied = driver.cursor().execute("pragma wal_checkpoint(passive)").fetchone()
    return length, copied


_UNDER_WAY = text(
    "select l.virtualtransaction from pg_locks l join pg_stat_activity a on a.pid = l.pid "
    "where l.locktype = 'virtualxid' and a.datname = current_database() and l.pid <> pg_backend_pid()"
)
