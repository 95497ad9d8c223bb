"""The life of a claim: stored in free slots, moved along, forgotten."""

import secrets
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from returns_app.linkage.kinds import KeyKind
from returns_app.registry import queries, shelves
from returns_app.registry.models import Claim
from returns_app.registry.rules import ClaimEntry, NewTokens, TokenGroup
from returns_app.registry.service.hiding import kinds_of, padded, seal_kinds
from returns_app.registry.statuses import FOLLOWS, FORGOTTEN, OVER, WAITING, ClaimStatus

Slots = list[tuple[bytes, KeyKind]]
_READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_REFERENCE_LETTERS = 8
RETENTION = timedelta(days=1826)  # sixty months after the end of the case, as config/privacy/retention.toml has it


def store(session: Session, entry: ClaimEntry, status: ClaimStatus, at: datetime, until: date | None = None) -> Claim:
    """A new claim with each of its keys in the first free slot; a key whose ten slots are full is left out."""
    slots = _free_slots(session, entry.tokens)
    claim = Claim(
        reference=new_reference(entry.member_state), member_state=entry.member_state,
        programme_kind=entry.programme_kind, support_kinds=[kind.value for kind in entry.support_kinds],
        opened_month=entry.opened.replace(day=1), completed_on=None, status=status, status_at=at, reserved_until=until,
        is_protected=entry.is_protected, family_handle=entry.family_handle, key_epoch=entry.key_epoch,
        key_version=entry.key_version, kinds=[], retain_until=None,
    )  # fmt: skip
    session.add(claim)
    session.flush()
    _fill(session, claim, slots)
    return claim


def move(session: Session, claim: Claim, to: ClaimStatus, on: date, at: datetime) -> bool:
    """Move a claim where its table of statuses allows; False when nothing changed."""
    if to not in FOLLOWS[ClaimStatus(claim.status)]:
        return False
    claim.status, claim.status_at = to, at
    if to not in WAITING:
        claim.reserved_until = None
    if to in OVER:
        _note_end(claim, to, on)
    if to in FORGOTTEN:
        forget(session, claim)
    return True


def _note_end(claim: Claim, to: ClaimStatus, on: date) -> None:
    """Retention runs from the end of the episode: who pays back later is not kept the longer for it."""
    if to is not ClaimStatus.REPAID or claim.completed_on is None:
        claim.completed_on, claim.retain_until = on, on + RETENTION


def new_reference(prefix: str) -> str:
    """A reference that says nothing but whose it is, without letters that are misread."""
    return f"{prefix}-{''.join(secrets.choice(_READABLE) for _ in range(_REFERENCE_LETTERS))}"


def _free_slots(session: Session, groups: tuple[TokenGroup, ...]) -> Slots:
    """The first free address of every key, beside its kind."""
    taken = set(queries.find_filled(session, [address for group in groups for address in group.addresses]))
    chosen: Slots = []
    for group in groups:
        free = next((address for address in group.addresses if address not in taken), None)
        if free is not None:
            taken.add(free)
            chosen.append((free, group.kind))
    return chosen


def replace_tokens(session: Session, claim: Claim, new: NewTokens) -> None:
    """New addresses for old ones; the old ones are free for others at once."""
    shelves.drop(session, [claim.id])
    slots = _free_slots(session, new.tokens)
    claim.key_epoch, claim.key_version = new.key_epoch, new.key_version
    _fill(session, claim, slots)


def hide(session: Session, claim: Claim) -> None:
    """Give a claim of an earlier release the shape of all others."""
    addresses = shelves.of_claim(session, claim.id)
    shelves.drop(session, [claim.id])
    shelves.put(session, claim.id, padded(addresses))
    seal_kinds(claim, kinds_of(claim))


def forget(session: Session, claim: Claim) -> None:
    """Take away what the claim could be met by; the row itself stays and counts."""
    shelves.drop(session, [claim.id])
    claim.kinds, claim.sealed_kinds = [], None


def _fill(session: Session, claim: Claim, slots: Slots) -> None:
    """As many rows for every claim, whatever is known of the person."""
    shelves.put(session, claim.id, padded([address for address, _kind in slots]))
    seal_kinds(claim, [kind for _address, kind in slots])
