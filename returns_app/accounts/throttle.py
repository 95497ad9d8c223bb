"""Generic cell rate throttling in the database: one statement, exact across processes."""

import math

from sqlalchemy import text

from returns_app.core import clock
from returns_app.core.errors import TooMany
from returns_app.core.text import N_
from returns_app.db.session import db, writing

_TAKE = text(
    """
    insert into throttle (key, free_at) values (:key, :now + :step)
    on conflict (key) do update set
      free_at = (case when throttle.free_at > :now then throttle.free_at else :now end) + :step
    where (case when throttle.free_at > :now then throttle.free_at else :now end) + :step <= :now + :window
    returning free_at
    """
)
_WAIT = text("select free_at from throttle where key = :key")


def take(key: str, *, tries: int, window: float) -> None:
    """Use one of `tries` per `window` seconds of a key, or raise TooMany with the seconds to wait."""
    now = clock.utc_now().timestamp()
    step = window / tries
    with writing(), db.engine.begin() as connection:
        taken = connection.execute(_TAKE, {"key": key[:120], "now": now, "step": step, "window": window}).first()
        free_at = connection.scalar(_WAIT, {"key": key[:120]}) if taken is None else None
    if free_at is not None:
        seconds = max(1, math.ceil(free_at + step - window - now))
        raise TooMany(
            "accounts.throttled", N_("Too many tries. Next try possible in %(seconds)s seconds."), seconds=seconds
        )


def forget(key: str) -> None:
    """Start a key afresh (after a successful sign-in)."""
    with writing(), db.engine.begin() as connection:
        connection.execute(text("delete from throttle where key = :key"), {"key": key[:120]})
