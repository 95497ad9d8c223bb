"""Tokens made anew: after a correction, for a new key epoch, for newer match keys; and the work of every night."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from returns_app.cases.queries import get_case
from returns_app.checks.queries import list_by_reference, list_outdated, list_waiting_cases, own_claims
from returns_app.checks.rules import CheckReason
from returns_app.checks.service.asking import RETOKEN, SYSTEM, comparisons, promise_check
from returns_app.checks.service.telling import lapse
from returns_app.checks.service.tokens import tokens_of
from returns_app.core.actions import Action
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork, settings, unit_of_work
from returns_app.jobs.service import Effect, TryLater, calls_out, every_night, promise
from returns_app.linkage.match_keys import VERSION
from returns_app.registry.connection import registry
from returns_app.registry.rules import Enrolment, NewTokens, Registry, RegistryGone
from returns_app.registry.statuses import FORGOTTEN

NIGHT = "checks.night"
BATCH = 50
_ENDED = frozenset(status.value for status in FORGOTTEN)
Made = Mapping[str, Enrolment]


@calls_out(RETOKEN)
def retoken_case(payload: dict[str, Any]) -> Effect | None:
    """Make the tokens of a case's living claims anew."""
    try:
        return _retoken(registry(), UUID(payload["case_id"]))
    except RegistryGone as gone:
        raise TryLater from gone


def retoken_outdated(told: Callable[[int], None] = lambda _number: None) -> int:
    """Make every outdated token of ours anew, case by case; begun again, it goes on where it stopped."""
    house, done, after = registry(), 0, ""
    epoch = house.key_epoch()
    while batch := _outdated(epoch, after):
        for case_id in dict.fromkeys(case_id for case_id, _ in batch):
            effect = _retoken(house, case_id)
            if effect is not None:
                with unit_of_work(SYSTEM) as work:
                    effect(work)
        done, after = done + len(batch), batch[-1][1]
        told(done)
    return done


@every_night(NIGHT)
@calls_out(NIGHT)
def night(payload: dict[str, Any]) -> Effect | None:
    """Let reservations lapse, ask again about everybody who waits to leave, make outdated tokens anew."""
    if settings().serves != "node":
        return None
    ended, epoch = lapse(payload), registry().key_epoch()

    def begin(work: UnitOfWork) -> None:
        if ended:
            ended(work)
        for case_id in list_waiting_cases(work.session):
            promise_check(work, case_id, CheckReason.NIGHTLY, f"check|{case_id}|{work.today}")
        outdated = list_outdated(work.session, epoch, VERSION)
        for case_id in {claim.case_id for claim in outdated}:
            promise(work, RETOKEN, {"case_id": str(case_id)}, key=f"{RETOKEN}|{case_id}|{work.today}")

    return begin


def _outdated(epoch: int, after: str) -> list[tuple[UUID, str]]:
    with scope(SYSTEM):
        found = [(one.case_id, one.reference) for one in list_outdated(db.session(), epoch, VERSION, after, BATCH)]
        db.session().rollback()
    return found


def _retoken(house: Registry, case_id: UUID) -> Effect | None:
    with scope(SYSTEM):
        session = db.session()
        claims = {one.person_id: one.reference for one in own_claims(session, case_id) if one.status not in _ENDED}
        told = [
            (claims[member.person_id], what.stored)
            for member, what in comparisons(get_case(session, SYSTEM, case_id))
            if member.person_id in claims
        ]
        session.rollback()
    epoch = house.key_epoch()
    made = {
        reference: house.retoken(NewTokens(reference, epoch, VERSION, tokens_of(house, (epoch,), keys)))
        for reference, keys in told
    }
    return partial(_keep, made=made, epoch=epoch) if made else None


def _keep(work: UnitOfWork, made: Made, epoch: int) -> None:
    for claim in list_by_reference(work.session, made.keys()):
        claim.addresses = b"".join(made[claim.reference].addresses)
        claim.key_epoch, claim.key_version, claim.changed_at = epoch, VERSION, work.now
        work.record(Action.CLAIM_CHANGED, case_id=claim.case_id, claim=claim.reference, epoch=epoch, version=VERSION)
