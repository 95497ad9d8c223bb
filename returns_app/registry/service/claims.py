"""The life of a claim: stored in free slots, moved along, forgotten."""

import secrets
from datetime import date, datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from returns_app.registry import queries
from returns_app.registry.models import Address, Claim
from returns_app.registry.rules import ClaimEntry, TokenGroup
from returns_app.registry.statuses import FOLLOWS, FORGOTTEN, ClaimStatus

_READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_REFERENCE_LETTERS = 8


def store(session: Session, entry: ClaimEntry, status: ClaimStatus, at: datetime, until: date | None = None) -> Claim:
    """A new claim with each of its keys in the first free slot; a key whose ten slots are full is left out."""
    slots = _free_slots(session, entry.tokens)
    claim = Claim(
        reference=new_reference(entry.member_state), member_state=entry.member_state,
        programme_kind=entry.programme_kind, support_kinds=[kind.value for kind in entry.support_kinds],
        opened_month=entry.opened.replace(day=1), completed_on=None, status=status, status_at=at, reserved_until=until,
        is_protected=entry.is_protected, family_handle=entry.family_handle, key_epoch=entry.key_epoch,
        key_version=entry.key_version, kinds=sorted({kind for _address, kind in slots}), retain_until=None,
    )  # fmt: skip
    session.add(claim)
    session.flush()
    if slots:
        rows = [{"address": address, "claim_id": claim.id, "kind": kind} for address, kind in slots]
        session.execute(insert(Address), rows)
    return claim


def move(session: Session, claim: Claim, to: ClaimStatus, on: date, at: datetime) -> bool:
    """Move a claim where its table of statuses allows; False when nothing changed."""
    if to not in FOLLOWS[ClaimStatus(claim.status)]:
        return False
    claim.status, claim.status_at = to, at
    if to is not ClaimStatus.RESERVED:
        claim.reserved_until = None
    if to is ClaimStatus.COMPLETED:
        claim.completed_on = on
    if to in FORGOTTEN:
        _forget(session, claim)
    return True


def new_reference(prefix: str) -> str:
    """A reference that says nothing but whose it is, without letters that are misread."""
    return f"{prefix}-{''.join(secrets.choice(_READABLE) for _ in range(_REFERENCE_LETTERS))}"


def _free_slots(session: Session, groups: tuple[TokenGroup, ...]) -> list[tuple[bytes, str]]:
    """The first free address of every key, beside its kind."""
    taken = set(queries.find_filled(session, [address for group in groups for address in group.addresses]))
    chosen: list[tuple[bytes, str]] = []
    for group in groups:
        free = next((address for address in group.addresses if address not in taken), None)
        if free is not None:
            taken.add(free)
            chosen.append((free, group.kind.value))
    return chosen


def _forget(session: Session, claim: Claim) -> None:
    """Take away what the claim could be met by; the row itself stays and counts."""
    session.execute(delete(Address).where(Address.claim_id == claim.id))
    claim.kinds = []
