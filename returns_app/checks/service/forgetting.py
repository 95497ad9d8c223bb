"""Erasing own claims in the registry, by our own list of their addresses and not by what the store believes of them."""

from collections.abc import Collection
from functools import partial
from typing import Any
from uuid import UUID

from returns_app.checks.models import OwnClaim
from returns_app.checks.queries import list_by_reference, own_claims
from returns_app.checks.rules import split_addresses
from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import Effect, TryLater, blank, calls_out, promise
from returns_app.registry.connection import registry
from returns_app.registry.rules import Enrolment, Forgetting, RegistryGone, UnknownClaim
from returns_app.registry.statuses import FORGOTTEN, ClaimStatus

FORGET = "checks.forget"
_ENDED = frozenset(status.value for status in FORGOTTEN)


class StillHeld(RuntimeError):
    """The store says that it holds what it was told to forget: the job fails, and an administrator sees it."""


def promise_forgetting(work: UnitOfWork, case_id: UUID, people: Collection[UUID] | None = None) -> None:
    """Promise to erase the claims of a case, or of some people in it: by our own list of their addresses."""
    for claim in own_claims(work.session, case_id):
        if people is None or claim.person_id in people:
            promise_to_forget(work, claim)


def promise_to_forget(work: UnitOfWork, claim: OwnClaim) -> None:
    """Promise to erase one claim; the list of its addresses goes here when nothing of it is left there."""
    payload = {"claim": claim.reference, "addresses": bytes(claim.addresses).hex()}
    promise(work, FORGET, payload, key=f"{FORGET}|{claim.reference}")


@calls_out(FORGET)
def forget_claim(payload: dict[str, Any]) -> Effect | None:
    """Erase one claim there, ask whether anything is left, then erase it here."""
    reference, listed = payload["claim"], tuple(split_addresses(bytes.fromhex(payload["addresses"])))
    house = registry()
    try:
        house.forget(Forgetting(reference, listed))
        (held,) = house.compare((Enrolment(reference, listed),))
    except RegistryGone as gone:
        raise TryLater from gone
    except UnknownClaim:
        return partial(_end, reference=reference)
    if held.lacking < len(listed) or held.further or held.elsewhere:
        raise StillHeld(reference)
    return partial(_end, reference=reference)


def _end(work: UnitOfWork, reference: str) -> None:
    blank(work, f"{FORGET}|{reference}")  # the list of addresses stands in the job, and has no more use
    for claim in list_by_reference(work.session, [reference]):
        _forget_here(work, claim)


def _forget_here(work: UnitOfWork, claim: OwnClaim) -> None:
    if claim.status not in _ENDED:
        claim.status = ClaimStatus.EXPIRED.value
    claim.addresses, claim.changed_at = b"", work.now
    work.record(Action.CLAIM_CHANGED, case_id=claim.case_id, claim=claim.reference, status=claim.status)
