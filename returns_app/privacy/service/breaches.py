"""Keeping the register of breaches."""

from datetime import datetime
from uuid import UUID

from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.privacy.models import Breach
from returns_app.privacy.queries.breaches import get_breach
from returns_app.privacy.rules.breaches import BreachEntry, BreachNews, check_entry, check_news
from returns_app.registry.service import new_reference


def record_breach(work: UnitOfWork, entry: BreachEntry) -> Breach:
    """From the moment it became known 72 hours run."""
    check_entry(entry, work.now)
    breach = work.add(
        Breach(
            organisation_id=work.actor.organisation_id, reference=new_reference("BR"), known_at=entry.known_at,
            nature=entry.nature, risk=entry.risk, people=entry.people, words=entry.words.strip(),
            measures=entry.measures.strip(), recorded_by=work.actor.account_id, recorded_at=work.now,
        )
    )  # fmt: skip
    work.record(Action.BREACH_RECORDED, breach=breach.id, nature=entry.nature, risk=entry.risk)
    return breach


def change_breach(work: UnitOfWork, breach_id: UUID, news: BreachNews) -> Breach:
    """Whom was told and what was done; a moment once noted stays."""
    breach = get_breach(work.session, work.actor, breach_id)
    told = breach.authority_told_at is not None
    check_news(news, was_told=told, known_at=breach.known_at, now=work.now)
    breach.risk, breach.measures, breach.late_reason = news.risk, news.measures.strip(), news.late_reason.strip()
    breach.authority_told_at = _noted(breach.authority_told_at, work.now, is_so=news.authority_told)
    breach.people_told_at = _noted(breach.people_told_at, work.now, is_so=news.people_told)
    breach.closed_at = _noted(breach.closed_at, work.now, is_so=news.is_closed)
    work.record(Action.BREACH_CHANGED, breach=breach.id, told=news.authority_told, closed=news.is_closed)
    return breach


def _noted(before: datetime | None, now: datetime, *, is_so: bool) -> datetime | None:
    return before or (now if is_so else None)
