"""Keeping the register of processors and recipients."""

from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.safeguards.models import RecipientEntry
from returns_app.safeguards.queries import may_receive
from returns_app.safeguards.rules import RegisterEntry, check_entry


def record_recipient(work: UnitOfWork, owner_id: UUID, entry: RegisterEntry) -> RecipientEntry:
    """A new line about an organisation; the older ones stay as they were written."""
    check_entry(entry)
    if entry.organisation_id == owner_id:
        raise NotFound
    may_receive(work.session, owner_id, entry.organisation_id, work.today)  # refuses an organisation that is not there
    line = entry.line
    kept = work.add(
        RecipientEntry(
            owner_id=owner_id, organisation_id=entry.organisation_id, role=line.role, basis=line.basis,
            contract=line.contract.strip(), safeguards=entry.safeguards.strip(), valid_from=line.valid_from,
            valid_until=line.valid_until, recorded_by=work.actor.account_id, recorded_at=work.now,
        )
    )  # fmt: skip
    work.record(Action.RECIPIENT_RECORDED, entry=kept.id, organisation=entry.organisation_id, basis=line.basis)
    return kept
