"""Remembering what people found out about a claim, and forgetting it again."""

from datetime import date
from uuid import UUID

from returns_app.checks.models import SettledClaim
from returns_app.checks.queries import find_settled
from returns_app.checks.rules import CheckReason, SettledAs
from returns_app.checks.service.asking import promise_check
from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork


def settle_claim(work: UnitOfWork, person_id: UUID, claim: str, settled_as: SettledAs, until: date) -> None:
    """From now on this claim is read as people found it to be."""
    row = find_settled(work.session, person_id, claim)
    if row is None:
        row = work.add(SettledClaim(person_id=person_id, claim=claim))
    row.settled_as, row.settled_at, row.until, row.ended_at = settled_as, work.now, until, None
    work.record(Action.CLAIM_SETTLED, person=person_id, claim=claim, settled_as=settled_as, until=until)


def unsettle_claim(work: UnitOfWork, person_id: UUID, claim: str) -> None:
    """What was remembered holds no longer; the next check shows the claim again."""
    row = find_settled(work.session, person_id, claim)
    if row is not None and row.ended_at is None:
        row.ended_at = work.now
        work.record(Action.CLAIM_UNSETTLED, person=person_id, claim=claim)


def check_after_review(work: UnitOfWork, case_id: UUID, review_id: UUID, number: int) -> str:
    """Ask the registry once more after a review, so that the case shows what holds now; the key of the promise."""
    key = f"check|{case_id}|{review_id}|{number}"
    promise_check(work, case_id, CheckReason.REVIEW, key)
    return key
