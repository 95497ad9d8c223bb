"""What two people are to each other: recorded once per pair, ended with a day, never deleted."""

from uuid import UUID

from returns_app.cases.queries import get_own_case, member_of
from returns_app.cases.rules import ENDED, EventKind
from returns_app.cases.service import add_event, note_author
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.family import queries
from returns_app.family.models import FamilyRelation
from returns_app.family.queries import Case
from returns_app.family.rules import RelationEntry, check_relation


def record_relation(work: UnitOfWork, case_id: UUID, entry: RelationEntry) -> FamilyRelation:
    """Two members are something to each other."""
    case = open_case(work, case_id)
    for person_id in (entry.person_id, entry.other_id):
        member_of(case, person_id)
    ages = {one.person_id: one.person.born.age_on(work.today) for one in case.members}
    kept = check_relation(entry, queries.live_pairs(work.session, case), ages)
    return write_relation(work, case, kept)


def write_relation(work: UnitOfWork, case: Case, kept: RelationEntry) -> FamilyRelation:
    """Keep a relation that was checked."""
    row = FamilyRelation(
        case_id=case.id, person_id=kept.person_id, other_id=kept.other_id, kind=kept.kind, proof=kept.proof,
        recorded_by=work.actor.account_id, recorded_at=work.now,
    )  # fmt: skip
    work.add(row)
    told = {"step": "relation", "kind": kept.kind.value, "other": str(kept.other_id)}
    add_event(work, case, EventKind.FAMILY, happened_on=work.today, details=told, person_id=kept.person_id)
    note_author(work, case)
    work.record(Action.RELATION_RECORDED, case_id=case.id, relation=row.id, kind=kept.kind, proof=kept.proof)
    return row


def end_relation(work: UnitOfWork, case_id: UUID, relation_id: UUID) -> None:
    """It does not hold any more, or never did; ended twice, it ended once."""
    case = open_case(work, case_id)
    row = next((one for one in queries.list_relations(work.session, case) if one.id == relation_id), None)
    if row is None:
        raise NotFound
    if row.ended_on is None:
        row.ended_on = work.today
        told = {"step": "relation_ended", "kind": row.kind.value, "other": str(row.other_id)}
        add_event(work, case, EventKind.FAMILY, happened_on=work.today, details=told, person_id=row.person_id)
        work.record(Action.RELATION_ENDED, case_id=case_id, relation=relation_id)


def open_case(work: UnitOfWork, case_id: UUID) -> Case:
    """The actor's own case, unless it has ended."""
    case = get_own_case(work.session, work.actor, case_id)
    if case.stage in ENDED:
        raise RuleBroken("cases.ended", N_("This case has ended: its facts are kept as they are."))
    return case
