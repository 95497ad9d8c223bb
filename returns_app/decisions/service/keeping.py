"""Keeping a decision that another room prepared: the person gets its letter like that of any other."""

from dataclasses import dataclass
from uuid import UUID

from returns_app.cases.rules import EventKind
from returns_app.cases.service import add_event
from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.decisions.models import Decision
from returns_app.decisions.queries import Case
from returns_app.decisions.rules import DecisionKind
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import open_task


@dataclass(frozen=True, slots=True)
class Prepared:
    """A decision as another room prepared it: who proposed it, why, and what its letter says."""

    kind: DecisionKind
    proposed_by: UUID
    reasons: tuple[str, ...]
    text: str
    told: dict[str, str]
    request_key: UUID


def keep_decision(work: UnitOfWork, case: Case, prepared: Prepared) -> Decision:
    """One proposed, the actor decided; the counsellor is asked to hand the letter over. The caller records it."""
    decision = Decision(
        case_id=case.id, kind=prepared.kind, proposed_by=prepared.proposed_by, decided_by=work.actor.account_id,
        decided_at=work.now, programme_version_id=case.programme_version_id, request_key=prepared.request_key,
        criteria=[], reasons=list(prepared.reasons), told=prepared.told, lines=[],
    )  # fmt: skip
    decision.text = prepared.text
    work.add(decision)
    work.session.flush()
    details = {"kind": prepared.kind.value, "decision": str(decision.id)}
    add_event(work, case, EventKind.DECIDED, happened_on=work.today, details=details)
    ask_for_letter(work, case, decision)
    return decision


def ask_for_letter(work: UnitOfWork, case: Case, decision: Decision) -> None:
    """The counsellor hands the letter over; a case that ended by the decision asks for it by itself."""
    role, who = Role.COUNSELLOR, case.counsellor_id
    open_task(
        work, Duty(TaskKind.SERVE_LETTER, case.organisation_id, role, case.id, who, decision.id, case.member_state)
    )
