"""Telling the registry how the return of a case went, for rooms that stand beside the one that talks to it."""

from uuid import UUID

from returns_app.cases.rules import TELL_CLAIMS
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import promise
from returns_app.registry.statuses import ClaimStatus


def report_return(work: UnitOfWork, case_id: UUID, status: ClaimStatus) -> None:
    """Promise to move every claim of a case along; the same news of the same day is promised once.

    Repaid is said when all that was given was paid back, not for a part of it. News that comes late changes nothing.
    """
    payload = {"case_id": str(case_id), "status": status.value, "on": work.today.isoformat()}
    promise(work, TELL_CLAIMS, payload, key=f"tell|{case_id}|{status.value}|{work.today}")
