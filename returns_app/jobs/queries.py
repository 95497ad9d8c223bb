"""Reading the outbox."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from returns_app.core.permissions import Actor, Permission
from returns_app.jobs.models import Job

MOST_SHOWN = 200


def visible_jobs(actor: Actor) -> Select[Job]:
    """Administrators see every job: a job holds ids only."""
    return select(Job) if actor.may(Permission.JOB_MANAGE) else select(Job).where(Job.id.is_(None))


def list_open(session: Session, actor: Actor) -> list[Job]:
    """Jobs that wait, next first."""
    waiting = visible_jobs(actor).where(Job.ended_at.is_(None), Job.failed_at.is_(None))
    return list(session.scalars(waiting.order_by(Job.due_at).limit(MOST_SHOWN)))


def list_failed(session: Session, actor: Actor) -> list[Job]:
    """Dead letters, newest first."""
    failed = visible_jobs(actor).where(Job.failed_at.is_not(None))
    return list(session.scalars(failed.order_by(Job.failed_at.desc()).limit(MOST_SHOWN)))


def count_done(session: Session) -> int:
    """How many jobs have ended well."""
    return session.scalar(select(func.count()).select_from(Job).where(Job.ended_at.is_not(None))) or 0
