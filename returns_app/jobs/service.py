"""Promising work and doing it: lease, back-off, dead letters; exactly once over killed workers."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, bindparam, or_, select, update
from sqlalchemy.orm import Session

from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.core.permissions import system_actor
from returns_app.db.session import db, writing
from returns_app.db.unit_of_work import UnitOfWork, settings, today, unit_of_work
from returns_app.jobs.models import Job

MOST_TRIES = 12
LONGEST_WAIT = 600
Effect = Callable[[UnitOfWork], None]
Handler = Callable[[UnitOfWork, dict[str, Any]], None]
Caller = Callable[[dict[str, Any]], Effect | None]
HANDLERS: dict[str, Handler] = {}
CALLERS: dict[str, Caller] = {}
NIGHTLY: list[str] = []
ROUNDS: dict[str, timedelta] = {}


class TryLater(Exception):
    """Raised by a handler whose counterpart does not answer: not a fault, keep trying."""


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register what does jobs of a kind; the effect and the job's end are one transaction."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def calls_out(kind: str) -> Callable[[Caller], Caller]:
    """Register what talks to somebody else outside any transaction and returns the effect to store with the job's end."""

    def register(caller: Caller) -> Caller:
        CALLERS[kind] = caller
        return caller

    return register


def every_night(kind: str) -> Callable[[Caller], Caller]:
    """Jobs of this kind are promised once a day by whichever worker comes first."""

    def register(caller: Caller) -> Caller:
        NIGHTLY.append(kind)
        return caller

    return register


def every(pause: timedelta, kind: str) -> Callable[[Caller], Caller]:
    """One job of this kind, done again and again with a pause in between, by whichever worker comes first."""

    def register(caller: Caller) -> Caller:
        ROUNDS[kind] = pause
        return caller

    return register


def begin_rounds() -> None:
    """Promise again what has rested for its pause; every kind is one row, whichever worker looks."""
    now = clock.utc_now()
    keys = {_round_key(kind): kind for kind in ROUNDS}
    with db.engine.connect() as connection:
        found = connection.execute(select(Job.dedup_key, Job.ended_at).where(Job.dedup_key.in_(keys)))
        known = {str(key): ended_at for key, ended_at in found}
    rested = {key for key, ended_at in known.items() if ended_at and now - ended_at >= ROUNDS[keys[key]]}
    if not rested and known.keys() == keys.keys():
        return
    with unit_of_work(system_actor("jobs")) as work:
        for key in keys.keys() - known.keys():
            promise(work, keys[key], {}, key=key)
        again = update(Job).where(Job.dedup_key.in_(rested), Job.ended_at.is_not(None))
        work.session.execute(again.values(ended_at=None, due_at=work.now, tries=0))
        work.record(Action.ROUND_BEGUN, kinds=sorted(keys[key] for key in rested | (keys.keys() - known.keys())))


def _round_key(kind: str) -> str:
    return f"{kind}|round"


def begin_night() -> None:
    """Promise what is due once a day, unless that was done today."""
    keys = {f"{kind}|{today()}": kind for kind in NIGHTLY}
    with db.engine.connect() as connection:
        known = set(connection.scalars(select(Job.dedup_key).where(Job.dedup_key.in_(keys))))
    if known == keys.keys():
        return
    with unit_of_work(system_actor("jobs")) as work:
        for key, kind in keys.items():
            promise(work, kind, {}, key=key)
        work.record(Action.NIGHT_BEGUN, kinds=sorted(set(keys.values())))


def promise(
    work: UnitOfWork, kind: str, payload: dict[str, Any], *, key: str | None = None, wait: int = 0, is_new: bool = False
) -> None:
    """Add a job to the caller's transaction; the same key is promised once. `is_new`: the key names what is made here."""
    if key and not is_new and work.session.scalar(_OF_KEY, {"key": key}):
        return
    due = work.now + timedelta(seconds=wait)
    work.session.add(Job(kind=kind, payload=payload, dedup_key=key, due_at=due, created_at=work.now, tries=0))


def blank(work: UnitOfWork, key: str) -> None:
    """What a job was promised with is of no more use and not to be kept."""
    work.session.execute(update(Job).where(Job.dedup_key == key).values(payload={}))


def run_due(limit: int = 100) -> int:
    """Do the due jobs one by one; the number done."""
    done = 0
    while done < limit:
        taken = _take()
        if taken is None:
            return done
        _do(*taken)
        done += 1
    return done


def resend(work: UnitOfWork, job_id: UUID) -> None:
    """Try a dead letter again from the start."""
    job = work.session.get(Job, job_id)
    if job is None or job.failed_at is None:
        raise NotFound
    job.failed_at, job.tries, job.due_at, job.last_error = None, 0, work.now, ""
    work.record(Action.JOB_RESENT, job=job.id, kind=job.kind)


def run_now(key: str) -> bool:
    """Do one promised job at once; False when it has to wait in the outbox."""
    taken = _take(key)
    return taken is not None and _do(*taken)


def _take(key: str | None = None) -> tuple[UUID, UUID, str, dict[str, Any]] | None:
    # The lease is committed before the work begins: a killed worker's job comes back when it runs out.
    now, lease = clock.utc_now(), uuid4()
    with writing(), Session(db.engine) as session, session.begin():
        job = session.scalars(_NEXT if key is None else _NAMED, {"now": now, "key": key}).first()
        if job is None:
            return None
        job.lease, job.leased_until, job.tries = (
            lease,
            now + timedelta(seconds=settings().job_lease_seconds),
            job.tries + 1,
        )
        return job.id, lease, job.kind, job.payload


def _due() -> Select[Job]:
    is_free = or_(Job.leased_until.is_(None), Job.leased_until < bindparam("now"))
    waiting = select(Job).where(Job.ended_at.is_(None), Job.failed_at.is_(None), is_free)
    return waiting.order_by(Job.due_at).limit(1).with_for_update(skip_locked=True)


# Kept: they are asked for every job and every promise.
_OF_KEY = select(Job.id).where(Job.dedup_key == bindparam("key"))
_NEXT = _due().where(Job.due_at <= bindparam("now"))
_NAMED = _due().where(Job.dedup_key == bindparam("key"))


def _do(job_id: UUID, lease: UUID, kind: str, payload: dict[str, Any]) -> bool:
    try:
        effect = _effect(kind, payload)
        with unit_of_work(system_actor("jobs")) as work:
            if not _still_ours(work, job_id, lease):
                return False
            effect(work)
            _end(work, job_id, kind)
    except Exception as fault:  # noqa: BLE001  (whatever a handler raises becomes a visible, retried failure)
        _put_back(job_id, lease, fault)
        return False
    return True


def _effect(kind: str, payload: dict[str, Any]) -> Effect:
    if kind in CALLERS:
        db.session().rollback()
        return CALLERS[kind](payload) or (lambda _work: None)
    return lambda work: HANDLERS[kind](work, payload)


def _end(work: UnitOfWork, job_id: UUID, kind: str) -> None:
    ended = {"ended_at": work.now, "lease": None, "leased_until": None}
    work.session.execute(update(Job).where(Job.id == job_id).values(ended))
    work.record(Action.JOB_ENDED, job=job_id, kind=kind)


def _still_ours(work: UnitOfWork, job_id: UUID, lease: UUID) -> bool:
    # Another worker may have taken an expired lease: whoever holds the row's lease commits.
    query = select(Job.id).where(Job.id == job_id, Job.lease == lease, Job.ended_at.is_(None)).with_for_update()
    return work.session.scalar(query) is not None


def _put_back(job_id: UUID, lease: UUID, fault: Exception) -> None:
    with unit_of_work(system_actor("jobs")) as work:
        job = work.session.get(Job, job_id)
        if job is None or job.lease != lease:
            return
        job.lease = job.leased_until = None
        job.last_error = type(fault).__name__
        job.due_at = work.now + timedelta(seconds=_wait(job.tries))
        if job.tries >= MOST_TRIES and not isinstance(fault, TryLater):
            job.failed_at = work.now
        work.record(Action.JOB_FAILED, job=job.id, kind=job.kind, tries=job.tries, error=job.last_error)


def _wait(tries: int) -> float:
    longest = min(LONGEST_WAIT, 2.0 ** min(tries, 12))
    return longest / 2 + secrets.randbelow(1000) / 1000 * longest / 2
