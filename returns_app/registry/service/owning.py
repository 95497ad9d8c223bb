"""What an owner says of its own claims by its own list of addresses, which holds against whatever the store believes."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from returns_app.registry import queries, shelves
from returns_app.registry.models import Claim
from returns_app.registry.rules import Enrolment, Forgetting, Held
from returns_app.registry.service import claims
from returns_app.registry.statuses import ClaimStatus


def take_away(session: Session, what: Forgetting, at: datetime) -> int:
    """Expire the claim, and take away its addresses and those that its owner lists; how many of the list were found.

    A listed address goes when it lies with any claim of the same owner, or with none. What lies with another state's claim
    stays, and is not counted: an owner erases nobody else's. A claim that the store lost is erased like any other.
    """
    listed = _ours(session, what)
    shelves.drop_these(session, listed)
    for claim in queries.list_named(session, [what.claim]):
        if not claims.move(session, claim, ClaimStatus.EXPIRED, at.date(), at):
            claims.forget(session, claim)
    return len(listed)


def compare(session: Session, kept: Collection[Enrolment]) -> tuple[Held, ...]:
    """What is held of each claim beside what its owner lists."""
    known = {claim.reference: claim for claim in queries.list_named(session, [one.reference for one in kept])}
    return tuple(_held(session, one, known.get(one.reference)) for one in kept)


def _held(session: Session, kept: Enrolment, claim: Claim | None) -> Held:
    listed, found = set(kept.addresses), _filled(session, kept)
    here = set(queries.list_addresses(session, claim.id)) if claim else set[bytes]()
    elsewhere = set(found) - here
    status = ClaimStatus(claim.status) if claim else None
    return Held(kept.reference, status, len(listed - here), len(here - listed), len(elsewhere))


def _ours(session: Session, what: Forgetting) -> set[bytes]:
    return set(_filled(session, Enrolment(what.claim, what.addresses)))


def _filled(session: Session, kept: Enrolment) -> dict[bytes, UUID]:
    """The listed addresses that lie with a claim of the same owner, or with none at all."""
    found = queries.find_filled(session, kept.addresses)
    owners = queries.find_owners(session, set(found.values()))
    owner = kept.reference.partition("-")[0]
    return {address: claim for address, claim in found.items() if owners.get(claim, owner) == owner}
