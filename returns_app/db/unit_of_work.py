"""One transaction, one actor, one moment, and its audit events."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.permissions import Actor
from returns_app.core.settings import Settings
from returns_app.db.audit_log import Event, append
from returns_app.db.base import Base
from returns_app.db.encrypted import key_store
from returns_app.db.session import HouseSession, db, scope, writing

Row = TypeVar("Row", bound=Base)
Answer = TypeVar("Answer")


class UnrecordedWrite(RuntimeError):
    """A programming error: something was written and nobody said what happened."""


class WriteOutsideUnitOfWork(RuntimeError):
    """A programming error: a write without a unit of work."""


@dataclass
class UnitOfWork:
    """What a service works with: the session, who acts, when, and what to say about it."""

    session: Session
    actor: Actor
    now: datetime
    today: date
    events: list[Event] = field(default_factory=list)
    wrote: bool = False
    # What was read whole and is asked for again by the next service; what was found free to write.
    found: dict[Any, Any] = field(default_factory=dict)
    cleared: set[tuple[str, UUID]] = field(default_factory=set)

    def add(self, row: Row) -> Row:
        """Put a new row into the transaction."""
        self.session.add(row)
        return row

    def once(self, key: tuple[Any, ...], read: Callable[[], Answer]) -> Answer:
        """What `read` answers, asked once in this unit of work: five thousand cases of one file share a programme."""
        if key not in self.found:
            self.found[key] = read()
        answer: Answer = self.found[key]
        return answer

    def record(self, action: Action, *, case_id: UUID | None = None, **details: Any) -> None:
        """Say what happened: ids, counts and codes only."""
        self.events.append(Event(action, case_id, details))


_BEFORE_END: list[Callable[[UnitOfWork], None]] = []


def before_end(look: Callable[[UnitOfWork], None]) -> Callable[[UnitOfWork], None]:
    """Let a room look at every unit of work before it is committed, and add to its transaction."""
    _BEFORE_END.append(look)
    return look


@contextmanager
def unit_of_work(actor: Actor) -> Iterator[UnitOfWork]:
    """Everything inside is committed together with its audit events, or not at all."""
    session = db.session()
    if "work" in session.info:
        raise RuntimeError("a unit of work is already open: services share their caller's")
    session.rollback()
    now = clock.utc_now()
    work = UnitOfWork(session, actor, now, clock.local_day(now, settings().time_zone))
    with writing(), scope(actor):
        session.info["work"] = work
        try:
            yield work
            _finish(work)
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.pop("work", None)


def record_read(actor: Actor, action: Action, *, case_id: UUID | None = None, **details: Any) -> None:
    """Log a read of personal data at once, in a transaction of its own; if it can't be logged it isn't answered."""
    with writing(), db.engine.begin() as connection:
        append(connection, key_store(), actor, clock.utc_now(), [Event(action, case_id, details)])


def settings() -> Settings:
    """The running house's settings."""
    found: Settings = current_app.extensions["returns.settings"]
    return found


def today() -> date:
    """The calendar day where the house stands."""
    return clock.local_day(clock.utc_now(), settings().time_zone)


def _finish(work: UnitOfWork) -> None:
    work.session.flush()
    if work.wrote and not work.events:
        raise UnrecordedWrite("wrote without an audit event")
    for look in _BEFORE_END:
        look(work)
    append(work.session.connection(), key_store(), work.actor, work.now, work.events)
    work.session.commit()


@event.listens_for(HouseSession, "before_flush")
def _only_inside(session: HouseSession, *_: object) -> None:
    changed = session.new or session.deleted or any(session.is_modified(row) for row in session.dirty)
    if not changed:
        return
    work = session.info.get("work")
    if work is None:
        raise WriteOutsideUnitOfWork("write only inside `with unit_of_work(actor)`")
    work.wrote = True


@event.listens_for(HouseSession, "do_orm_execute")
def _no_stray_statement(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    work = state.session.info.get("work")
    if work is None:
        raise WriteOutsideUnitOfWork("write only inside `with unit_of_work(actor)`")
    work.wrote = True
