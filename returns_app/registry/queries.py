"""Reading claims and addresses. There is nothing here that tells who somebody is."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from returns_app.registry.models import Address, Claim, RegistryRequest
from returns_app.registry.statuses import FORGOTTEN, ClaimStatus


def find_filled(session: Session, addresses: Collection[bytes]) -> dict[bytes, UUID]:
    """Which of these addresses are filled, and by which claim: one look-up."""
    if not addresses:
        return {}
    found = select(Address.address, Address.claim_id).where(Address.address.in_(addresses))
    return {bytes(address): claim for address, claim in session.execute(found)}


def list_claims(session: Session, ids: Collection[UUID]) -> list[Claim]:
    """These claims, unless they are forgotten ones."""
    if not ids:
        return []
    return list(session.scalars(select(Claim).where(Claim.id.in_(ids), Claim.status.not_in(FORGOTTEN))))


def list_named(session: Session, references: Collection[str]) -> list[Claim]:
    """Claims by reference."""
    return list(session.scalars(select(Claim).where(Claim.reference.in_(references))))


def list_addresses(session: Session, claim_id: UUID) -> tuple[bytes, ...]:
    """The addresses a claim was given."""
    kept = select(Address.address).where(Address.claim_id == claim_id).order_by(Address.address)
    return tuple(map(bytes, session.scalars(kept)))


def list_overdue(session: Session, on: date) -> list[Claim]:
    """Reservations that were not used in time and claims whose retention is over."""
    lapsed = (Claim.status == ClaimStatus.RESERVED) & (Claim.reserved_until < on)
    over = Claim.status.not_in(FORGOTTEN) & (Claim.retain_until < on)
    return list(session.scalars(select(Claim).where(or_(lapsed, over))))


def find_request(session: Session, request_id: UUID) -> RegistryRequest | None:
    """A request that was answered before."""
    return session.get(RegistryRequest, request_id)


def count_claims(session: Session) -> dict[ClaimStatus, int]:
    """How many claims stand where: what remains of forgotten ones too."""
    counted = select(Claim.status, func.count()).group_by(Claim.status)
    return {ClaimStatus(status): number for status, number in session.execute(counted)}


def count_addresses(session: Session) -> int:
    """How many slots are filled."""
    return session.scalar(select(func.count()).select_from(Address)) or 0


def count_orphans(session: Session) -> int:
    """Addresses that belong to no living claim: there must be none."""
    living = select(Claim.id).where(Claim.id == Address.claim_id, Claim.status.not_in(FORGOTTEN)).exists()
    return session.scalar(select(func.count()).select_from(Address).where(~living)) or 0


def list_stripped(session: Session) -> list[str]:
    """Living claims that say they have keys and have no address."""
    any_address = select(Address.address).where(Address.claim_id == Claim.id).exists()
    living = select(Claim.reference, Claim.kinds).where(Claim.status.not_in(FORGOTTEN), ~any_address)
    return [reference for reference, kinds in session.execute(living) if kinds]


def find_missing(session: Session, addresses: Iterable[bytes]) -> set[bytes]:
    """Those of the addresses that are not filled."""
    wanted = set(addresses)
    return wanted - set(find_filled(session, wanted))
