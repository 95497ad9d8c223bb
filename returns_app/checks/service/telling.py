"""Telling the registry how a return went, and learning which reservations lapsed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from returns_app.cases.rules import TELL_CLAIMS
from returns_app.checks.models import OwnClaim
from returns_app.checks.queries import Case, list_by_reference, list_reserved, own_claims
from returns_app.checks.service.asking import SYSTEM
from returns_app.checks.service.forgetting import promise_to_forget
from returns_app.checks.service.reserving import LAPSE
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork, settings, today
from returns_app.jobs.service import Effect, TryLater, calls_out, promise
from returns_app.registry.connection import registry
from returns_app.registry.rules import RegistryGone
from returns_app.registry.statuses import FORGOTTEN, WAITING, ClaimStatus

Standing = Mapping[str, ClaimStatus]


def tell_status(work: UnitOfWork, case_id: UUID, status: ClaimStatus, on: date) -> None:
    """Promise to move the claims of a case along; the same news of the same claims is promised once.

    The claims are named now: a case that is opened and approved again has others, which old news must not touch.
    """
    _promise_to_tell(work, case_id, status, on, [claim.reference for claim in own_claims(work.session, case_id)])


def tell_status_of(work: UnitOfWork, case_id: UUID, people: Collection[UUID], status: ClaimStatus, on: date) -> str:
    """The same for some members only; the key of the promise, empty where nothing was claimed for them."""
    names = [claim.reference for claim in own_claims(work.session, case_id) if claim.person_id in people]
    return _promise_to_tell(work, case_id, status, on, names) if names else ""


def _promise_to_tell(work: UnitOfWork, case_id: UUID, status: ClaimStatus, on: date, names: list[str]) -> str:
    payload = {"case_id": str(case_id), "status": status.value, "on": on.isoformat(), "claims": sorted(names)}
    key = told_key(case_id, status, names)
    promise(work, TELL_CLAIMS, payload, key=key)
    return key


def report_status(work: UnitOfWork, case: Case, status: ClaimStatus) -> None:
    """The same from today on, for rooms above: repaid when all that was given was paid back, forfeited when support ended early."""
    tell_status(work, case.id, status, work.today)


def told_key(case_id: UUID, status: ClaimStatus, names: Sequence[str]) -> str:
    """The key of the promise to tell a status of some claims."""
    which = sha256("|".join(sorted(names)).encode()).hexdigest()[:16]
    return f"tell|{case_id}|{status.value}|{which}"


@calls_out(TELL_CLAIMS)
def tell_promised(payload: dict[str, Any]) -> Effect | None:
    """Move every claim of the case and keep where each stands."""
    case_id, status = UUID(payload["case_id"]), ClaimStatus(payload["status"])
    names = tuple(payload["claims"]) if "claims" in payload else _names(case_id)
    try:
        stands = {name: registry().change_status(name, status, date.fromisoformat(payload["on"])) for name in names}
    except RegistryGone as gone:
        raise TryLater from gone
    return partial(_keep, stands=stands) if stands else None


@calls_out(LAPSE)
def lapse(_payload: dict[str, Any]) -> Effect | None:
    """Let overdue reservations expire, and learn which of our own did."""
    try:
        let_go = registry().lapse(today())
        stands = registry().statuses(tuple(sorted({*let_go, *_overdue()})))
    except RegistryGone as gone:
        raise TryLater from gone
    lapsed = {name: status for name, status in stands.items() if status not in WAITING}
    return partial(_keep, stands=lapsed) if lapsed else None


def _names(case_id: UUID) -> tuple[str, ...]:
    with scope(SYSTEM):
        names = tuple(claim.reference for claim in own_claims(db.session(), case_id))
        db.session().rollback()
    return names


def _overdue() -> tuple[str, ...]:
    before = clock.utc_now() - timedelta(days=settings().reservation_days)
    with scope(SYSTEM):
        names = tuple(claim.reference for claim in list_reserved(db.session(), before))
        db.session().rollback()
    return names


def _keep(work: UnitOfWork, stands: Standing) -> None:
    for claim in list_by_reference(work.session, stands):
        _update(work, claim, stands[claim.reference])


def _update(work: UnitOfWork, claim: OwnClaim, status: ClaimStatus) -> None:
    """A forgotten claim's addresses are of no more use here either, once nothing of our list is left there."""
    claim.status, claim.changed_at = status.value, work.now
    if status in FORGOTTEN and claim.addresses:
        promise_to_forget(work, claim)
    work.record(Action.CLAIM_CHANGED, case_id=claim.case_id, claim=claim.reference, status=status)
