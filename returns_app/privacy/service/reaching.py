"""A correction reaches everybody who holds a copy: registry, check, partners, letters; how far it is stays on record."""

from functools import partial
from typing import Any
from uuid import UUID

from returns_app.cases.queries import get_case, list_access
from returns_app.cases.rules import TELL_CORRECTION, AccessKind
from returns_app.checks.queries import latest_checks, own_claims
from returns_app.checks.service import retoken_case
from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import Effect, calls_out, handles, promise
from returns_app.privacy.models import CorrectionReach
from returns_app.privacy.queries.reaching import get_own_reach, list_reach
from returns_app.privacy.rules.reaching import IDENTITY_FACTS, ReachState, ReachTarget

RENEW = "privacy.renew_claims"
HOUSE = system_actor("privacy")


@handles(TELL_CORRECTION)
def tell_correction(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Write down everybody who has to know, and promise what has to be done for it."""
    case_id, person_id = UUID(payload["case_id"]), UUID(payload["person_id"])
    case, facts = get_case(work.session, HOUSE, case_id), list(payload["facts"])
    base = {"organisation_id": case.organisation_id, "case_id": case_id, "person_id": person_id, "facts": facts}
    if IDENTITY_FACTS.intersection(facts) and any(
        one.person_id == person_id for one in own_claims(work.session, case_id)
    ):
        reach = _add(work, base, ReachTarget.REGISTRY)
        told = {"case_id": str(case_id), "person_id": str(person_id), "reach_id": str(reach.id)}
        promise(work, RENEW, told, key=f"{RENEW}|{reach.id}")
    _add(work, base, ReachTarget.CHECK)
    for access in list_access(work.session, case_id):
        if access.kind is not AccessKind.OWNER and access.is_live:
            _add(work, base, ReachTarget.PARTNER, access.organisation_id)
    _add(work, base, ReachTarget.LETTER)
    work.record(Action.CORRECTION_SENT, case_id=case_id, person=person_id, facts=facts)


@calls_out(RENEW)
def renew(payload: dict[str, Any]) -> Effect | None:
    """New addresses in the registry instead of the old ones."""
    return partial(_renewed, effect=retoken_case(payload), reach_id=UUID(payload["reach_id"]))


def _renewed(work: UnitOfWork, effect: Effect | None, reach_id: UUID) -> None:
    reach = work.session.get_one(CorrectionReach, reach_id)
    if effect is None:
        reach.state = ReachState.NOT_NEEDED
    else:
        effect(work)
        reach.state, reach.delivered_at = ReachState.DELIVERED, work.now
    work.record(Action.CORRECTION_DELIVERED, case_id=reach.case_id, reach=reach.id, state=reach.state)


def mark_delivered(work: UnitOfWork, reach_id: UUID) -> CorrectionReach:
    """Somebody says that it has arrived: a letter was sent, a partner answered."""
    reach = get_own_reach(work.session, work.actor, reach_id)
    if reach.delivered_at is None:
        reach.state, reach.delivered_at = ReachState.DELIVERED, work.now
        work.record(Action.CORRECTION_DELIVERED, case_id=reach.case_id, reach=reach.id, state=reach.state)
    return reach


def refresh_reach(work: UnitOfWork, case_id: UUID) -> None:
    """Learn from checks and from the log what has arrived by itself."""
    answered = {
        check.person_id: check.answered_at for check in latest_checks(work.session, case_id) if check.answered_at
    }
    for reach, read_at in list_reach(work.session, case_id):
        check_at = answered.get(reach.person_id)
        if (
            reach.target is ReachTarget.CHECK
            and reach.state is ReachState.PROMISED
            and check_at
            and check_at > reach.promised_at
        ):
            reach.state, reach.delivered_at = ReachState.DELIVERED, check_at
        elif reach.target is ReachTarget.PARTNER and read_at and reach.state is not ReachState.READ:
            reach.state, reach.delivered_at = ReachState.READ, read_at
        else:
            continue
        work.record(Action.CORRECTION_DELIVERED, case_id=case_id, reach=reach.id, state=reach.state)


def _add(
    work: UnitOfWork, base: dict[str, Any], target: ReachTarget, recipient_id: UUID | None = None
) -> CorrectionReach:
    # A partner sees the same record: the correction is there at once, and read when somebody opens it.
    state = ReachState.DELIVERED if target is ReachTarget.PARTNER else ReachState.PROMISED
    delivered_at = work.now if target is ReachTarget.PARTNER else None
    reach = CorrectionReach(
        **base, target=target, recipient_id=recipient_id, state=state, promised_at=work.now, delivered_at=delivered_at
    )
    return work.add(reach)
