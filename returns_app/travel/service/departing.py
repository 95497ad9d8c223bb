"""Recording that people left and that they arrived; the case moves with them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from returns_app.cases import queries as cases
from returns_app.cases.rules import EventKind, Fact, Stage
from returns_app.cases.service import add_event, move_case
from returns_app.checks.service import tell_status
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.followup.service import expect_answers
from returns_app.registry.statuses import ClaimStatus
from returns_app.travel import queries
from returns_app.travel.models import Arrival, Departure
from returns_app.travel.queries import Case
from returns_app.travel.rules import (
    ARRIVED_LEVEL,
    EVIDENCE_LEVEL,
    SEEN,
    ArrivalEntry,
    DepartureEntry,
    ProofEntry,
    check_arrival,
    check_departure,
    check_proof,
    check_reason,
)

DEPARTING = frozenset({Stage.APPROVED, Stage.DEPARTED})
ARRIVING = frozenset({Stage.DEPARTED, Stage.ARRIVED, Stage.SUPPORTING})


def record_departure(work: UnitOfWork, case_id: UUID, entry: DepartureEntry) -> tuple[Departure, ...]:
    """Some or all of the family left; sent twice, it is recorded once."""
    case = cases.get_own_case(work.session, work.actor, case_id)
    _refuse_strangers(case, entry.person_ids)
    known = queries.departures_of(work.session, case_id)
    if _was_recorded(known, entry):
        return tuple(known[person_id] for person_id in entry.person_ids)
    approved = _may_leave(work, case)
    fresh = replace(entry, person_ids=tuple(person for person in entry.person_ids if person not in known))
    _refuse_repeat(entry.person_ids, known, fresh.person_ids)
    check_departure(fresh, approved_on=approved, today=work.today)
    lacks = queries.lacked_on(work.session, case, fresh.person_ids, fresh.departed_on)
    if lacks:
        check_reason(fresh.all_the_same)
    rows = tuple(work.add(_departure(work, case, person_id, fresh)) for person_id in fresh.person_ids)
    details = {"evidence_level": EVIDENCE_LEVEL[entry.proof], "persons": [str(person) for person in fresh.person_ids]}
    _advance(work, case, Stage.DEPARTED, entry.departed_on, details, entry.all_the_same.strip() if lacks else "")
    tell_status(work, case_id, ClaimStatus.DEPARTED, entry.departed_on)
    level, lacking = EVIDENCE_LEVEL[entry.proof], sum(len(found) for found in lacks.values())
    work.record(Action.DEPARTURE_RECORDED, case_id=case_id, persons=len(rows), evidence=level, lacking=lacking)
    return rows


def prove_departure(work: UnitOfWork, case_id: UUID, entry: ProofEntry) -> int:
    """A better proof came in: the level rises for those it speaks of. Sent twice, it rises once."""
    case = cases.get_own_case(work.session, work.actor, case_id)
    known = queries.departures_of(work.session, case_id)
    if not entry.person_ids or any(person_id not in known for person_id in entry.person_ids):
        raise Malformed("travel.nobody", N_("Choose who left."), field="members")
    rows = [known[person_id] for person_id in entry.person_ids]
    weaker = [one for one in rows if (one.proof, one.proof_reference) != (entry.proof, entry.reference)]
    for row in weaker:
        check_proof(entry, row.evidence_level)
        row.proof, row.proof_reference, row.evidence_level = entry.proof, entry.reference, EVIDENCE_LEVEL[entry.proof]
    if weaker:
        details = {"step": "departure.proven", "persons": len(weaker), "evidence_level": EVIDENCE_LEVEL[entry.proof]}
        add_event(work, case, EventKind.TRAVEL, happened_on=work.today, details=details)
        work.record(Action.DEPARTURE_PROVEN, case_id=case_id, persons=len(weaker), evidence=EVIDENCE_LEVEL[entry.proof])
    return len(weaker)


def confirm_arrival(work: UnitOfWork, case_id: UUID, entry: ArrivalEntry) -> tuple[Arrival, ...]:
    """Some or all of those who left arrived; sent twice, it is confirmed once."""
    case = cases.get_case(work.session, work.actor, case_id)
    left, known = queries.departures_of(work.session, case_id), queries.arrivals_of(work.session, case_id)
    if entry.person_ids and all(_same_arrival(known.get(person_id), entry) for person_id in entry.person_ids):
        return tuple(known[person_id] for person_id in entry.person_ids)
    _may_arrive(case, entry, left)
    fresh = tuple(person_id for person_id in entry.person_ids if person_id not in known)
    _refuse_repeat(entry.person_ids, known, fresh)
    planned = queries.planned_arrivals(work.session, case_id)
    for person_id in fresh:
        departed_on = left[person_id].departed_on
        check_arrival(entry, departed_on=departed_on, today=work.today, planned_on=planned.get(person_id))
        if entry.proof in SEEN:
            left[person_id].evidence_level = ARRIVED_LEVEL
    rows = tuple(work.add(_arrival(work, case, person_id, entry)) for person_id in fresh)
    reason = str(entry.delay_reason or "")
    details = {"proof": str(entry.proof), "delay_reason": reason, "persons": [str(person) for person in fresh]}
    _advance(work, case, Stage.ARRIVED, entry.arrived_on, details)
    expect_answers(work, case, fresh, entry.arrived_on)
    work.record(Action.ARRIVAL_CONFIRMED, case_id=case_id, persons=len(rows), proof=str(entry.proof), reason=reason)
    return rows


def _may_leave(work: UnitOfWork, case: Case) -> date:
    approved = queries.approved_on(work.session, case.id)
    if approved is None or case.stage not in DEPARTING:
        raise RuleBroken(
            "travel.not_approved",
            N_(
                "A departure can be recorded after the approval and before the arrival. Look at the stage of this case."
            ),
        )
    return approved


def _may_arrive(case: Case, entry: ArrivalEntry, left: dict[UUID, Departure]) -> None:
    if not entry.person_ids:
        raise Malformed("travel.nobody", N_("Choose who arrived."), field="members")
    if case.stage not in ARRIVING or any(person_id not in left for person_id in entry.person_ids):
        raise RuleBroken("travel.not_departed", N_("An arrival can be confirmed after the departure was recorded."))


def _refuse_strangers(case: Case, person_ids: Iterable[UUID]) -> None:
    if not {member.person_id for member in case.present}.issuperset(person_ids):
        raise Malformed("travel.not_a_member", N_("Choose only members of this family."), field="members")


def _refuse_repeat(wanted: tuple[UUID, ...], known: Iterable[UUID], fresh: tuple[UUID, ...]) -> None:
    if wanted != fresh and set(known).intersection(wanted):
        raise RuleBroken(
            "travel.recorded",
            N_("This was already recorded for one of them, with other facts. Reload the page to see it."),
        )


def _was_recorded(known: dict[UUID, Departure], entry: DepartureEntry) -> bool:
    return bool(entry.person_ids) and all(
        _same_departure(known.get(person_id), entry) for person_id in entry.person_ids
    )


def _same_departure(row: Departure | None, entry: DepartureEntry) -> bool:
    told = (entry.departed_on, entry.proof, entry.border_point, entry.reference)
    return row is not None and (row.departed_on, row.proof, row.border_point, row.proof_reference) == told


def _same_arrival(row: Arrival | None, entry: ArrivalEntry) -> bool:
    return row is not None and (row.arrived_on, row.proof) == (entry.arrived_on, entry.proof)


def _departure(work: UnitOfWork, case: Case, person_id: UUID, entry: DepartureEntry) -> Departure:
    return Departure(
        case_id=case.id, person_id=person_id, departed_on=entry.departed_on, border_point=entry.border_point,
        proof=entry.proof, proof_reference=entry.reference, evidence_level=EVIDENCE_LEVEL[entry.proof],
        recorded_by=work.actor.account_id, recorded_at=work.now,
    )  # fmt: skip


def _arrival(work: UnitOfWork, case: Case, person_id: UUID, entry: ArrivalEntry) -> Arrival:
    return Arrival(
        case_id=case.id, person_id=person_id, arrived_on=entry.arrived_on, proof=entry.proof,
        delay_reason=str(entry.delay_reason or ""), confirmed_by=work.actor.account_id, confirmed_at=work.now,
    )  # fmt: skip


def _advance(work: UnitOfWork, case: Case, to: Stage, on: date, details: dict[str, Any], text: str = "") -> None:
    """The first of the family moves the case; those who follow are noted beside.

    Whether the departure is prepared was asked of those who left, on the day they left: the guard need not ask again.
    """
    if case.stage in {Stage.APPROVED, Stage.DEPARTED} and case.stage is not to:
        move_case(work, case, to, happened_on=on, details=details, text=text, known={Fact.PREPARATION: 0})
    else:
        add_event(work, case, EventKind(to.value), happened_on=on, details=details, text=text)
