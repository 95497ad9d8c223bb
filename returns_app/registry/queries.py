"""Reading claims and addresses. There is nothing here that tells who somebody is."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from returns_app.registry import shelves
from returns_app.registry.models import Claim, KeyChange, RegistryRequest
from returns_app.registry.statuses import FORGOTTEN, WAITING, ClaimStatus

MOST_HIDDEN = 1000  # in one night's call of one state: each claim is a delete and an insert


def find_filled(session: Session, addresses: Collection[bytes]) -> dict[bytes, UUID]:
    """Which of these addresses are filled, and by which claim: one look-up."""
    return shelves.find(session, addresses)


def list_claims(session: Session, ids: Collection[UUID]) -> list[Claim]:
    """These claims, unless they are forgotten ones."""
    if not ids:
        return []
    return list(session.scalars(select(Claim).where(Claim.id.in_(ids), Claim.status.not_in(FORGOTTEN))))


def find_any(session: Session) -> Claim | None:
    """Some claim, whichever, in as much work as finding one that was met."""
    return session.scalars(select(Claim).where(Claim.id >= uuid4()).order_by(Claim.id).limit(1)).first()


def list_named(session: Session, references: Collection[str]) -> list[Claim]:
    """Claims by reference."""
    return list(session.scalars(select(Claim).where(Claim.reference.in_(references))))


def find_owners(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """The member state of each of these claims, forgotten ones too; what is no claim is left out."""
    rows = session.execute(select(Claim.id, Claim.member_state).where(Claim.id.in_(ids)))
    return dict(rows.all())


def list_addresses(session: Session, claim_id: UUID) -> tuple[bytes, ...]:
    """The addresses a claim was given."""
    return shelves.of_claim(session, claim_id)


def list_overdue(session: Session, on: date) -> list[Claim]:
    """Claims with which nobody left in time and claims whose retention is over."""
    lapsed = Claim.status.in_(WAITING) & (Claim.reserved_until < on)
    over = Claim.status.not_in(FORGOTTEN) & (Claim.retain_until < on)
    return list(session.scalars(select(Claim).where(or_(lapsed, over))))


def find_request(session: Session, request_id: UUID) -> RegistryRequest | None:
    """A request that was answered before."""
    return session.get(RegistryRequest, request_id)


def find_key_change(session: Session) -> KeyChange | None:
    """The change of key that has not ended yet."""
    return session.scalar(select(KeyChange).where(KeyChange.ended_at.is_(None)))


def count_under(session: Session, epoch: int) -> int:
    """Claims that can be met under key epochs before this one."""
    living = Claim.status.not_in(FORGOTTEN) & (Claim.key_epoch < epoch)
    return session.scalar(select(func.count()).select_from(Claim).where(living)) or 0


def count_by_key(session: Session) -> list[tuple[int, str, int]]:
    """How many living claims there are by key epoch and version of the match keys."""
    by = (Claim.key_epoch, Claim.key_version)
    counted = select(*by, func.count()).where(Claim.status.not_in(FORGOTTEN)).group_by(*by).order_by(*by)
    return [(epoch, version, number) for epoch, version, number in session.execute(counted)]


def count_claims(session: Session) -> dict[ClaimStatus, int]:
    """How many claims stand where: what remains of forgotten ones too."""
    counted = select(Claim.status, func.count()).group_by(Claim.status)
    return {ClaimStatus(status): number for status, number in session.execute(counted)}


def count_addresses(session: Session) -> int:
    """How many slots are filled."""
    return shelves.count(session)


def list_orphans(session: Session) -> set[UUID]:
    """Claims that have addresses and are not living: there must be none."""
    met = shelves.claims_met(session)
    living = select(Claim.id).where(Claim.status.not_in(FORGOTTEN))
    return met - set(session.scalars(living))


def list_stripped(session: Session) -> list[str]:
    """Living claims that have no address: there must be none."""
    met = shelves.claims_met(session)
    living = select(Claim.id, Claim.reference).where(Claim.status.not_in(FORGOTTEN))
    return [reference for claim, reference in session.execute(living) if claim not in met]


def list_unhidden(session: Session) -> list[Claim]:
    """Some living claims of an earlier release, whose number of rows and kinds tell what is known of a person."""
    wanted = select(Claim).where(Claim.sealed_kinds.is_(None), Claim.status.not_in(FORGOTTEN))
    return list(session.scalars(wanted.order_by(Claim.id).limit(MOST_HIDDEN)))


def find_missing(session: Session, addresses: Iterable[bytes]) -> set[bytes]:
    """Those of the addresses that are not filled."""
    wanted = set(addresses)
    return wanted - set(find_filled(session, wanted))
