"""Renewing data keys: every row of one subject sealed anew under a new key, the old key destroyed; beside running servers.

While it happens the subject's row keeps both keys, so that whoever read a row before or after finds the one that opens it
(`KeyRing.others`). A writer holds the row of the key it seals with until it commits, so nothing is sealed with a key that
is about to go. The old key is taken away in a second round, when nobody reads by it any more.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Table, false, func, or_, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.permissions import Actor
from returns_app.db.base import Base
from returns_app.db.encrypted import Encrypted, SubjectKey, forget_keys, key_store, place_of
from returns_app.db.keys import DataKey
from returns_app.db.session import db
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.db.waiting import wait_for_readers, wait_for_writers

AT_ONCE = 20
PAUSE = 0.1
PATIENCE = "200ms"  # shorter than PostgreSQL's search for deadlocks: it is always the renewal that gives way


@dataclass(frozen=True, slots=True)
class Exchange:
    """The old and the new key of each subject in one transaction."""

    keys: Mapping[UUID, tuple[DataKey, DataKey]]

    def reseal(self, subject: UUID, sealed: bytes, place: str) -> bytes:
        """The same content under the new key."""
        old, new = self.keys[subject]
        return new.seal(old.open(sealed, place), place)


Sealer = Callable[[Session, Exchange], int]
SEALERS: list[Sealer] = []


def seals(sealer: Sealer) -> Sealer:
    """Register what seals a room's own columns anew, those that are no `Encrypted` attribute; it says how many."""
    SEALERS.append(sealer)
    return sealer


def count_older(session: Session, since: datetime) -> int:
    """Data keys made or renewed before this moment."""
    session.rollback()
    return session.scalar(select(func.count()).where(_is_older(since))) or 0


def list_older(session: Session, since: datetime, limit: int, after: UUID | None = None) -> Sequence[UUID]:
    """Some of their subjects, in the order of their ids, behind `after`."""
    session.rollback()
    wanted = select(SubjectKey.id).where(_is_older(since)).order_by(SubjectKey.id).limit(limit)
    return session.scalars(wanted if after is None else wanted.where(SubjectKey.id > after)).all()


def renew_data_keys(actor: Actor, subjects: Sequence[UUID]) -> int:
    """Seal everything of these subjects under new keys; how many. Those somebody is writing about are left for later."""
    try:
        with unit_of_work(actor) as work:
            if work.session.get_bind().dialect.name == "postgresql":
                work.session.execute(text(f"set local lock_timeout = '{PATIENCE}'"))
            return _renew(work, subjects)
    except OperationalError:  # the wait for a lock ended: one at a time, all but that one get through
        return sum(renew_data_keys(actor, [one]) for one in subjects) if len(subjects) > 1 else 0


def renew_everything(actor: Actor, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """New keys for every subject that there is now, then the old ones are destroyed; how many."""
    finish_renewal(actor)
    since, done = clock.utc_now(), 0
    while left := count_older(db.session(), since):
        renewed = renew_data_keys(actor, list_older(db.session(), since, AT_ONCE))
        done += renewed
        progress(done, done + left - renewed)
        if not renewed:
            time.sleep(PAUSE)
    finish_renewal(actor)
    return done


def finish_renewal(actor: Actor) -> int:
    """When everybody who may still read by a key before has ended, take these keys away."""
    wait_for_writers()
    wait_for_readers()
    return drop_old_keys(actor)


def drop_old_keys(actor: Actor) -> int:
    """Take away the keys that were kept while readers still needed them; how many. What they opened is gone."""
    with unit_of_work(actor) as work:
        kept = update(SubjectKey).where(SubjectKey.before.is_not(None)).values(before=None, before_epoch=None)
        gone = int(work.session.execute(kept).rowcount)  # type: ignore[attr-defined]
        work.record(Action.OLD_KEYS_DESTROYED, keys=gone)
    return gone


def _is_older(since: datetime) -> ColumnElement[bool]:
    return or_(SubjectKey.renewed_at.is_(None), SubjectKey.renewed_at < since)


def _renew(work: UnitOfWork, subjects: Sequence[UUID]) -> int:
    # A key whose predecessor is still kept waits until that one is gone.
    wanted = select(SubjectKey).where(SubjectKey.id.in_(subjects), SubjectKey.before.is_(None))
    fresh = wanted.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    exchange = Exchange({row.id: _new_key(row, work.now) for row in work.session.scalars(fresh).all()})
    work.session.flush()
    cells = sum(_reseal_table(work.session, table, columns, exchange) for table, columns in _tables())
    cells += sum(sealer(work.session, exchange) for sealer in SEALERS)
    forget_keys(work.session)
    work.session.expunge_all()
    work.record(Action.DATA_KEYS_RENEWED, keys=len(exchange.keys), cells=cells)
    return len(exchange.keys)


def _new_key(row: SubjectKey, now: datetime) -> tuple[DataKey, DataKey]:
    old = DataKey(key_store().unwrap(row.kek_epoch, row.wrapped, str(row.id)))
    epoch, wrapped, new = key_store().new_data_key(str(row.id))
    row.before_epoch, row.before = row.kek_epoch, row.wrapped
    row.kek_epoch, row.wrapped, row.renewed_at = epoch, wrapped, now
    return old, new


def _tables() -> Iterator[tuple[Table, list[Encrypted]]]:
    for mapper in Base.registry.mappers:
        if columns := list(getattr(mapper.class_, "__encrypted__", ())):
            table = mapper.local_table
            assert isinstance(table, Table)  # noqa: S101  (no model is mapped to anything else)
            yield table, columns


def _reseal_table(session: Session, table: Table, columns: list[Encrypted], exchange: Exchange) -> int:
    keys = {column.key for column in columns}
    return sum(_reseal_columns(session, table, key, [c for c in columns if c.key == key], exchange) for key in keys)


def _reseal_columns(session: Session, table: Table, key: str, columns: list[Encrypted], exchange: Exchange) -> int:
    """The cells of one table that belong to the subject in its column `key`; how many."""
    cells = [table.c[f"{column.name}_ct"] for column in columns]
    is_filled = or_(false(), *(cell.is_not(None) for cell in cells))
    wanted = select(table.c.id, table.c[key], *cells).where(table.c[key].in_(exchange.keys), is_filled)
    done = 0
    for row_id, subject, *sealed in session.connection().execute(wanted).all():
        fresh = {
            f"{column.name}_ct": exchange.reseal(subject, content, place_of(table.name, column.name, row_id, subject))
            for column, content in zip(columns, sealed, strict=True)
            if content
        }
        session.connection().execute(update(table).where(table.c.id == row_id).values(fresh))
        done += len(fresh)
    return done
