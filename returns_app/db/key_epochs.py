"""Erasure and the key-encryption key's epochs: what was destroyed stays destroyed, in backups and logs of writes too."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from returns_app.core.actions import Action
from returns_app.core.permissions import Actor
from returns_app.db.encrypted import SubjectKey, forget_keys, key_store
from returns_app.db.keys import KeyMissing, KeyStore, Unreadable, kek_name
from returns_app.db.session import db
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.db.waiting import wait_for_readers, wait_for_writers

BATCH = 2000
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
    begin_epoch()
    rewrapped, waiting = 0, count_waiting(db.session())
    while left := count_waiting(db.session()):
        rewrapped += rewrap_some(actor)
        progress(rewrapped, max(waiting, rewrapped + left - BATCH))
    destroy_older_epochs()
    return rewrapped


def begin_epoch() -> int:
    """Make a further key-encryption key, and let those end who write under the one before; the new epoch."""
    store = key_store()
    store.directory.create(kek_name(store.epoch + 1))
    wait_for_writers()
    return store.epoch


def count_waiting(session: Session) -> int:
    """Data keys that are still wrapped under an older epoch."""
    session.rollback()
    epoch = key_store().epoch
    return session.scalar(select(func.count()).where(SubjectKey.kek_epoch < epoch)) or 0


def rewrap_some(actor: Actor) -> int:
    """Wrap a batch under the newest epoch in a transaction of its own; how many. Keys somebody is writing with come later."""
    batch = _next_batch(db.session(), key_store().epoch)
    if not batch:
        return 0
    with unit_of_work(actor) as work:
        number = _rewrap(work, batch)
        work.record(Action.KEYS_ROTATED, keys=number, epoch=key_store().epoch)
    if not number:
        time.sleep(PAUSE)
    return number


def destroy_older_epochs() -> int:
    """Destroy every key-encryption key but the newest; how many. Refused while a data key still needs one."""
    store = key_store()
    if count_waiting(db.session()):
        raise RuntimeError("data keys are still under an older epoch")
    wait_for_readers()
    older = store.directory.names("kek-")[:-1]
    for name in older:
        store.directory.destroy(name)
    return len(older)


def _next_batch(session: Session, epoch: int) -> Sequence[UUID]:
    session.rollback()
    return session.scalars(select(SubjectKey.id).where(SubjectKey.kek_epoch < epoch).limit(BATCH)).all()


def _rewrap(work: UnitOfWork, subjects: Sequence[UUID]) -> int:
    store, number = key_store(), 0
    wanted = select(*_WRAPPED).where(SubjectKey.id.in_(subjects)).with_for_update(skip_locked=True)
    for subject, epoch, wrapped, before_epoch, before in work.session.execute(wanted).all():
        fresh = {"kek_epoch": store.epoch, "wrapped": _anew(store, subject, epoch, wrapped)}
        if before is not None and before_epoch is not None:
            fresh |= {"before_epoch": store.epoch, "before": _anew(store, subject, before_epoch, before)}
        work.session.execute(update(SubjectKey).where(SubjectKey.id == subject).values(fresh))
        number += 1
    return number


_WRAPPED = (SubjectKey.id, SubjectKey.kek_epoch, SubjectKey.wrapped, SubjectKey.before_epoch, SubjectKey.before)


def _anew(store: KeyStore, subject: UUID, epoch: int, wrapped: bytes) -> bytes:
    return store.wrap(store.epoch, store.unwrap(epoch, wrapped, str(subject)), str(subject))


def count_by_epoch(session: Session) -> dict[int, int]:
    """How many data keys are wrapped under each epoch."""
    wanted = select(SubjectKey.kek_epoch, func.count()).group_by(SubjectKey.kek_epoch).order_by(SubjectKey.kek_epoch)
    return {epoch: number for epoch, number in session.execute(wanted)}  # noqa: C416  (rows are no pairs)


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
