"""Leaving a side alone that failed five times in a row: for one second at first, for a minute at most."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from returns_app.core import clock
from returns_app.db.session import db, writing
from returns_app.peers.models import PeerBreaker
from returns_app.peers.rules.problems import PeerGone

MOST_FAILURES = 5
LONGEST_PAUSE = 60.0
_LOOK = select(PeerBreaker.failures, PeerBreaker.open_until).where(PeerBreaker.peer == bindparam("peer"))


@contextmanager
def guarded(peer: str) -> Iterator[None]:
    """Refuse at once while the breaker is open; count a failure, forget them all after a success."""
    failures = _failures_unless_open(peer)
    try:
        yield
    except PeerGone:
        _failed(peer, failures + 1)
        raise
    if failures:
        with writing(), db.engine.begin() as connection:
            connection.execute(delete(PeerBreaker).where(PeerBreaker.peer == peer))


def pause_after(failures: int) -> float:
    """How long a side is left alone, in seconds, before chance is added."""
    return 0.0 if failures < MOST_FAILURES else min(LONGEST_PAUSE, 2.0 ** (failures - MOST_FAILURES))


def _failures_unless_open(peer: str) -> int:
    with db.engine.connect() as connection:
        found = connection.execute(_LOOK, {"peer": peer}).first()
    if found is None:
        return 0
    if found.open_until and found.open_until > clock.utc_now():
        raise PeerGone("left alone for a moment after failing repeatedly")
    return int(found.failures)


def _failed(peer: str, failures: int) -> None:
    pause = pause_after(failures) * (0.75 + secrets.randbelow(500) / 1000)
    until = clock.utc_now() + timedelta(seconds=pause) if pause else None
    with writing(), db.engine.begin() as connection:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        upsert = dialect.insert(PeerBreaker).values(peer=peer, failures=failures, open_until=until)
        told = {"failures": failures, "open_until": until}
        connection.execute(upsert.on_conflict_do_update(index_elements=["peer"], set_=told))
