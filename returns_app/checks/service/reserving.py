"""Reserving a return at approval, and keeping what was won."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import ReturnType
from returns_app.checks.models import OwnClaim
from returns_app.checks.queries import Case, own_claims, settled_claims, travellers
from returns_app.checks.rules import CheckReason, Comparison
from returns_app.checks.service.asking import SYSTEM, comparisons, promise_check
from returns_app.checks.service.forgetting import promise_to_forget
from returns_app.checks.service.tokens import for_storing
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict
from returns_app.core.permissions import Actor
from returns_app.core.text import N_
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork, settings, today, unit_of_work
from returns_app.jobs.service import Effect, TryLater, calls_out, promise
from returns_app.linkage.match_keys import VERSION
from returns_app.registry.connection import registry
from returns_app.registry.rules import ClaimEntry, Registry, RegistryGone, Reservation
from returns_app.registry.statuses import ClaimStatus, SupportKind

LAPSE = "registry.lapse"
_DAY = 86_400


def reserve_case(actor: Actor, case_id: UUID, request_key: UUID) -> Reservation:
    """Reserve this return for the whole family, or learn who was first; raises RegistryGone.

    Called outside any unit of work: the registry may stand elsewhere.
    """
    session = db.session()
    case = get_own_case(session, actor, case_id)
    told = [_facts(case, member.person.is_protected, what) for member, what in comparisons(case)]
    settled = settled_claims(session, [member.person_id for member in travellers(case)], today())
    own = {claim.reference for claim in own_claims(session, case_id)}  # of a family that is decided about anew
    cleared = tuple(sorted(own.union(*(set(claims) for claims in settled.values()))))
    session.rollback()
    house = registry()
    entries = tuple(_entry(house, facts, what) for facts, what in told)
    reservation = house.reserve(request_key, entries, cleared, reservation_end())
    reservation = replace(reservation, key_epoch=entries[0].key_epoch)
    _record(actor, case_id, request_key, reservation)
    return reservation


def store_claims(work: UnitOfWork, case: Case, reservation: Reservation) -> None:
    """Keep a won reservation beside the decision, and promise that it lapses when nobody departs."""
    family = travellers(case)
    if not reservation.won or len(family) != len(reservation.references):
        raise Conflict(
            "checks.family_changed",
            N_("The family changed while the return was reserved. Reload the page and try again."),
        )
    pairs = zip(family, reservation.references, reservation.addresses_by_entry, strict=True)
    before = {claim.person_id: claim for claim in own_claims(work.session, case.id)}  # of a case that was opened again
    for member, reference, addresses in pairs:
        claim = before.get(member.person_id) or work.add(OwnClaim(case_id=case.id, person_id=member.person_id))
        if claim.addresses:
            promise_to_forget(work, claim)  # the new claim takes its place: nobody stood without one in between
        claim.reference, claim.status, claim.addresses = reference, ClaimStatus.RESERVED.value, b"".join(addresses)
        claim.reserved_at, claim.changed_at = work.now, work.now
        claim.key_epoch, claim.key_version = reservation.key_epoch, VERSION
    days = settings().reservation_days + 1
    promise(work, LAPSE, {}, key=f"{LAPSE}|{work.today + timedelta(days=days)}", wait=days * _DAY)
    work.record(Action.CLAIM_CHANGED, case_id=case.id, claims=list(reservation.references), status=ClaimStatus.RESERVED)


def reservation_end() -> date:
    """Until when a reservation made today holds."""
    return today() + timedelta(days=settings().reservation_days)


def release_reservation(case_id: UUID, request_key: UUID) -> tuple[str, ...]:
    """Free at once what an approval reserved that did not come about; raises RegistryGone."""
    with scope(SYSTEM):
        kept = tuple(claim.reference for claim in own_claims(db.session(), case_id))
        db.session().rollback()
    return registry().release(request_key, kept)


@calls_out("checks.release_orphan")
def release_orphan(payload: dict[str, Any]) -> Effect | None:
    """The same, some minutes later, for an approval that nobody finished."""
    case_id, request_key = UUID(payload["case_id"]), UUID(payload["request_key"])
    try:
        freed = release_reservation(case_id, request_key)
    except RegistryGone as gone:
        raise TryLater from gone
    if not freed:
        return None
    told = {"claims": list(freed), "status": ClaimStatus.REVOKED, "request": request_key}
    return lambda work: work.record(Action.CLAIM_CHANGED, case_id=case_id, **told)


def _facts(case: Case, is_protected: bool, what: Comparison) -> tuple[dict[str, Any], Comparison]:  # noqa: FBT001
    code = case.programme_version.programme.code
    facts = {
        "member_state": case.member_state, "programme_kind": code.removeprefix(f"{case.member_state}-"),
        "support_kinds": _support_kinds(case.return_type), "opened": case.opened_on, "is_protected": is_protected,
        "family_handle": case.family_handle,
    }  # fmt: skip
    return facts, what


def _support_kinds(kind: ReturnType) -> tuple[SupportKind, ...]:
    travels = (SupportKind.TRAVEL,) if kind is ReturnType.VOLUNTARY_ASSISTED else ()
    return (*travels, SupportKind.IN_KIND)


def _entry(house: Registry, facts: dict[str, Any], what: Comparison) -> ClaimEntry:
    epoch = house.key_epoch()
    stored, asked = for_storing(house, what.stored, what.asked)
    return ClaimEntry(**facts, key_epoch=epoch, key_version=VERSION, tokens=stored, asked=asked)


def _record(actor: Actor, case_id: UUID, request_key: UUID, reservation: Reservation) -> None:
    """Say how it ended; after a lost one the case is checked again, so that the page shows with whom."""
    with unit_of_work(actor) as work:
        if reservation.won:
            names = list(reservation.references)
            work.record(Action.CLAIM_RESERVED, case_id=case_id, request=request_key, claims=names)
            return
        by = reservation.by_state or "protected"
        work.record(Action.CLAIM_REFUSED, case_id=case_id, request=request_key, by=by, at=reservation.at)
        promise_check(work, case_id, CheckReason.APPROVAL, f"check|{case_id}|{request_key}")
