"""Who may receive personal data of an organisation's cases: the one place that answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Organisation
from returns_app.accounts.queries import list_organisations
from returns_app.core.errors import NotFound
from returns_app.safeguards.models import RecipientEntry
from returns_app.safeguards.rules import Place, Receipt, judge_receipt


@dataclass(frozen=True, slots=True)
class Recipient:
    """An organisation that could receive, its newest line in the register, and whether it may."""

    organisation: Organisation
    entry: RecipientEntry | None
    receipt: Receipt


def may_receive(session: Session, owner_id: UUID, organisation_id: UUID, on: date) -> Receipt:
    """Whether `organisation_id` may receive personal data from `owner_id` on a day, or what stands in the way."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    return receipts(session, owner_id, [organisation], on)[organisation_id]


def receipts(session: Session, owner_id: UUID, organisations: Iterable[Organisation], on: date) -> dict[UUID, Receipt]:
    """The same for many organisations, in one question."""
    return {one.organisation.id: one.receipt for one in _recipients(session, owner_id, list(organisations), on)}


def list_recipients(session: Session, owner_id: UUID, on: date) -> list[Recipient]:
    """Every other organisation that is open, by name."""
    others = [one for one in list_organisations(session) if one.id != owner_id and one.closed_at is None]
    return _recipients(session, owner_id, others, on)


def _recipients(session: Session, owner_id: UUID, organisations: list[Organisation], on: date) -> list[Recipient]:
    newest = _newest(session, owner_id, [one.id for one in organisations])
    return [Recipient(one, newest.get(one.id), _judged(one, newest.get(one.id), on)) for one in organisations]


def _judged(organisation: Organisation, entry: RecipientEntry | None, on: date) -> Receipt:
    line = entry.line if entry else None
    place = Place(organisation.country, organisation.kind)
    return judge_receipt(place, organisation.transfer_basis, line, on)


def _newest(session: Session, owner_id: UUID, ids: list[UUID]) -> dict[UUID, RecipientEntry]:
    wanted = select(RecipientEntry).where(RecipientEntry.owner_id == owner_id, RecipientEntry.organisation_id.in_(ids))
    lines = session.scalars(wanted.order_by(RecipientEntry.recorded_at, RecipientEntry.id))
    return {line.organisation_id: line for line in lines}
