"""Many histories told at once, each step in the order of time, with the clock set to when it happened."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from heapq import heapify, heappop, heappush
from typing import Any, TypeAlias

from sqlalchemy import event

from returns_app.core import clock
from returns_app.db.session import db
from returns_app.jobs.service import run_due

Story: TypeAlias = Iterator[datetime]
"""Yields the moment of its next step and takes that step when it is resumed."""


def play(stories: Iterable[Story], told: Callable[[], None] = lambda: None) -> None:
    """Let the story whose next step comes first go on, until all have ended; what they promise is done at once."""
    begun = ((next(story, None), number, story) for number, story in enumerate(stories))
    waiting = [(moment, number, story) for moment, number, story in begun if moment is not None]
    heapify(waiting)
    while waiting:
        moment, number, story = heappop(waiting)
        with clock.travelling(moment):
            following = next(story, None)
            run_due()
        told()
        if following is not None:
            heappush(waiting, (following, number, story))


@contextmanager
def without_waiting_for_the_disk() -> Iterator[None]:
    """SQLite hands writes to the system and goes on: a machine that stops now loses made-up people only."""
    engine = db.engine
    if engine.dialect.name != "sqlite":
        yield
        return
    db.session.remove()
    engine.dispose()
    event.listen(engine, "connect", _trust_the_system)
    try:
        yield
    finally:
        event.remove(engine, "connect", _trust_the_system)
        db.session.remove()
        engine.dispose()


def _trust_the_system(dbapi: Any, _record: object) -> None:  # noqa: ANN401  (the driver's own connection)
    dbapi.execute("PRAGMA synchronous=OFF")
