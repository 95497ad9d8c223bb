"""Who read what: alarms from the log, and accounts whose access waits to be confirmed this quarter."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Account, Organisation
from returns_app.core.permissions import Actor, Role
from returns_app.db.audit_log import AuditEvent
from returns_app.privacy.models import Recertification
from returns_app.privacy.rules.oversight import Alarm, Seen, find_alarms, quarter_of

DAYS = 30
MOST = 200_000


@dataclass(frozen=True, slots=True)
class Colleague:
    """An account, when it was last active, and whether somebody looked at it this quarter."""

    account: Account
    roles: tuple[Role, ...]
    last_seen: datetime | None
    review: Recertification | None


def list_houses(session: Session) -> list[tuple[UUID, str | None]]:
    """Every organisation and its member state."""
    return [
        (house_id, state) for house_id, state in session.execute(select(Organisation.id, Organisation.member_state))
    ]


def list_alarms(session: Session, actor: Actor, now: datetime, zone: str, *, days: int = DAYS) -> list[Alarm]:
    """What stood out in the officer's organisation within the last month."""
    columns = select(AuditEvent.actor, AuditEvent.action, AuditEvent.case_id, AuditEvent.at)
    wanted = columns.where(
        AuditEvent.organisation_id == actor.organisation_id, AuditEvent.at >= now - timedelta(days=days)
    )
    rows = session.execute(wanted.where(AuditEvent.actor.not_like("system:%")).limit(MOST))
    return find_alarms(Seen(who, action, case_id, at.astimezone(ZoneInfo(zone))) for who, action, case_id, at in rows)


def list_colleagues(session: Session, actor: Actor, now: datetime) -> list[Colleague]:
    """Open accounts, those not yet looked at this quarter first."""
    quarter = quarter_of(now.date())
    reviews = session.scalars(
        select(Recertification).where(
            Recertification.organisation_id == actor.organisation_id, Recertification.quarter == quarter
        )
    )
    known = {review.account_id: review for review in reviews}
    accounts = session.scalars(
        select(Account)
        .where(Account.organisation_id == actor.organisation_id, Account.deactivated_at.is_(None))
        .order_by(Account.name)
    ).all()
    seen = {account.id: _last_seen(session, account) for account in accounts}
    rows = [
        Colleague(one, tuple(Role(role) for role in one.roles), seen[one.id], known.get(one.id)) for one in accounts
    ]
    return sorted(rows, key=lambda row: (row.review is not None, row.account.name))


def _last_seen(session: Session, account: Account) -> datetime | None:
    newest = select(AuditEvent.at).where(AuditEvent.actor == str(account.id)).order_by(AuditEvent.id.desc()).limit(1)
    return session.scalar(newest)


def account_names(session: Session, actor: Actor) -> dict[str, str]:
    """Names of the officer's colleagues by what the log calls them."""
    wanted = select(Account.id, Account.name).where(Account.organisation_id == actor.organisation_id)
    return {str(account_id): name for account_id, name in session.execute(wanted)}
