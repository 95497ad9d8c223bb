"""Erasure and the key-encryption key's epochs: what was destroyed stays destroyed, in backups and logs of writes too."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from returns_app.core.actions import Action
from returns_app.core.permissions import Actor
from returns_app.db.encrypted import SubjectKey, forget_keys, key_store
from returns_app.db.keys import KeyMissing, KeyStore, Unreadable, kek_name
from returns_app.db.session import db, writing
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work

BATCH = 2000
WAITS = 600
PAUSE = 0.1
Progress = Callable[[int, int], None]


def destroy_subject_keys(work: UnitOfWork, subjects: Collection[UUID]) -> int:
    """Delete data keys: at once nothing of these subjects can be read here; for good after `change_epoch`."""
    gone = work.session.execute(delete(SubjectKey).where(SubjectKey.id.in_(subjects)))
    work.record(Action.SUBJECT_KEYS_DESTROYED, keys=gone.rowcount)  # type: ignore[attr-defined]
    return int(gone.rowcount)  # type: ignore[attr-defined]


def renew_subject_keys(work: UnitOfWork, subjects: Collection[UUID]) -> None:
    """Let what is written next about these subjects have new keys: what was written before can't be read any more."""
    destroy_subject_keys(work, subjects)
    forget_keys(work.session)


def change_epoch(actor: Actor, progress: Progress = lambda _done, _all: None) -> int:
    """Wrap every living data key anew under a new key-encryption key, then destroy the older ones; how many keys.

    Wrapped keys of erased subjects survive in write-ahead logs and backups, but what opens them does not. Works beside
    running servers: both epochs are readable until the last batch is through. Stopped half-way it is run again: it makes
    a further epoch then, so that what was erased in between is final too, and takes along what is under any older one.
    `progress` is told after each batch how many keys are done, and how many there were.
    """
    store = key_store()
    old = store.directory.names("kek-")
    store.directory.create(kek_name(store.epoch + 1))
    _wait_for_writers()
    rewrapped, waiting = 0, _count_older(db.session(), store.epoch)
    while batch := _next_batch(db.session(), store.epoch):
        with unit_of_work(actor) as work:
            rewrapped += _rewrap(work, batch)
            work.record(Action.KEYS_ROTATED, keys=len(batch), epoch=store.epoch)
        progress(rewrapped, waiting)
    for name in old:
        store.directory.destroy(name)
    return rewrapped


def _wait_for_writers() -> None:
    """Whoever began to write under the old epoch ends first: a key wrapped by it must not appear after the last batch."""
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
    raise TimeoutError("an old transaction does not end: the old key was kept; run the change again")


def _count_older(session: Session, epoch: int) -> int:
    session.rollback()
    return session.scalar(select(func.count()).where(SubjectKey.kek_epoch < epoch)) or 0


def _next_batch(session: Session, epoch: int) -> Sequence[UUID]:
    session.rollback()
    return session.scalars(select(SubjectKey.id).where(SubjectKey.kek_epoch < epoch).limit(BATCH)).all()


def _rewrap(work: UnitOfWork, subjects: Sequence[UUID]) -> int:
    store = key_store()
    columns = select(SubjectKey.id, SubjectKey.kek_epoch, SubjectKey.wrapped).where(SubjectKey.id.in_(subjects))
    for subject, epoch, wrapped in work.session.execute(columns.with_for_update()).all():
        raw = store.unwrap(epoch, wrapped, str(subject))
        fresh = {"kek_epoch": store.epoch, "wrapped": store.wrap(store.epoch, raw, str(subject))}
        work.session.execute(update(SubjectKey).where(SubjectKey.id == subject).values(fresh))
    return len(subjects)


@dataclass(frozen=True, slots=True)
class Drill:
    """How a backup of the key directory would do after a loss: data keys it opens, and those it doesn't, by epoch."""

    opened: int
    lost: dict[int, int]


def drill(session: Session, backup: KeyStore) -> Drill:
    """Try every data key with the backup alone; nothing is changed."""
    opened, lost = 0, Counter[int]()
    columns = select(SubjectKey.id, SubjectKey.kek_epoch, SubjectKey.wrapped).execution_options(yield_per=BATCH)
    for subject, epoch, wrapped in session.execute(columns):
        try:
            backup.unwrap(epoch, wrapped, str(subject))
        except (KeyMissing, Unreadable):
            lost[epoch] += 1
        else:
            opened += 1
    return Drill(opened, dict(lost))
