"""The secret address under which a calendar program reads somebody's deadlines."""

import secrets

from returns_app.accounts.queries import token_hash
from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.work.models import CalendarFeed


def open_feed(work: UnitOfWork) -> str:
    """A new address; an older one stops working. It is shown once: only its hash is kept."""
    token = secrets.token_urlsafe(32)
    found = work.session.get(CalendarFeed, work.actor.account_id)
    if found is None:
        found = work.add(CalendarFeed(account_id=work.actor.account_id))
    found.token_hash, found.created_at = token_hash(token), work.now
    work.record(Action.FEED_OPENED)
    return token


def close_feed(work: UnitOfWork) -> None:
    """The address stops working."""
    found = work.session.get(CalendarFeed, work.actor.account_id)
    if found is not None:
        work.session.delete(found)
        work.record(Action.FEED_CLOSED)
