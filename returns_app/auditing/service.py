"""Findings and costs: written down, answered by whoever they are for, closed by the auditor."""

from decimal import Decimal
from uuid import UUID

from returns_app.auditing import queries
from returns_app.auditing.models import AuditFinding, IneligibleCost
from returns_app.auditing.rules import SHORTEST_TEXT, FindingEntry, FindingState, Population, check_finding
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.db.session import scope
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.registry.service import new_reference
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import close_tasks, open_task


def record_finding(work: UnitOfWork, entry: FindingEntry) -> AuditFinding:
    """Write a finding down and tell whoever it is for; the same page sent twice writes it once."""
    before = queries.find_finding(work.session, entry.request_key)
    if before is not None:
        return before
    item = queries.get_item(work.session, work.actor, entry.subject, entry.subject_id)
    check_finding(entry, work.today)
    organisation, state = queries.owner_of(work.session, item.case_id)
    finding = AuditFinding(
        reference=new_reference("AF"), member_state=state, organisation_id=organisation, subject=entry.subject,
        subject_id=item.id, case_id=item.case_id, owner=entry.owner, due_on=entry.due_on, state=FindingState.OPEN,
        found_by=work.actor.account_id, found_at=work.now, request_key=entry.request_key,
    )  # fmt: skip
    finding.text = entry.text.strip()
    with scope(queries.READER):
        work.add(finding)
        duty = Duty(
            TaskKind.ANSWER_FINDING, organisation, Role(entry.owner), case_id=item.case_id, subject_id=finding.id,
            member_state=state, due_on=entry.due_on,
        )  # fmt: skip
        open_task(work, duty)
        work.record(
            Action.AUDIT_FINDING_RECORDED,
            case_id=item.case_id,
            finding=finding.id,
            subject=entry.subject,
            owner=entry.owner,
        )
        work.session.flush()
    return finding


def answer_finding(work: UnitOfWork, finding_id: UUID, text: str) -> None:
    """Whoever it is for says what was done."""
    finding = queries.get_finding(work.session, work.actor, finding_id)
    if finding.state is FindingState.CLOSED:
        raise RuleBroken("auditing.closed", N_("This finding is closed."))
    if Role(finding.owner) not in work.actor.roles:
        raise RuleBroken("auditing.not_yours", N_("This finding is for a colleague with another role."))
    _long_enough(text)
    finding.answer, finding.answered_by, finding.answered_at = text.strip(), work.actor.account_id, work.now
    finding.state = FindingState.ANSWERED
    close_tasks(work, (TaskKind.ANSWER_FINDING,), case_id=finding.case_id, subject_id=finding.id)
    work.record(Action.AUDIT_FINDING_ANSWERED, case_id=finding.case_id, finding=finding.id)


def close_finding(work: UnitOfWork, finding_id: UUID) -> None:
    """The auditor is satisfied with the answer."""
    finding = queries.get_finding(work.session, work.actor, finding_id)
    if finding.state is not FindingState.ANSWERED:
        raise RuleBroken("auditing.unanswered", N_("This finding has no answer yet."))
    finding.state, finding.closed_at = FindingState.CLOSED, work.now
    work.record(Action.AUDIT_FINDING_CLOSED, case_id=finding.case_id, finding=finding.id)


def mark_ineligible(work: UnitOfWork, delivery_id: UUID, amount: Decimal, ground: str) -> None:
    """This much of a delivery can't be claimed; marked again, the newer amount counts."""
    item = queries.get_item(work.session, work.actor, Population.DELIVERIES, delivery_id)
    _long_enough(ground, "ground")
    if not Decimal(0) < amount <= queries.amount_of(work.session, delivery_id):
        sentence = N_("Enter an amount above zero and not above what was delivered.")
        raise Malformed("auditing.amount", sentence, field="amount")
    row = queries.find_cost(work.session, delivery_id)
    with scope(queries.READER):
        row = row or work.add(IneligibleCost(delivery_id=delivery_id, case_id=item.case_id))
        row.amount, row.marked_by, row.marked_at = amount, work.actor.account_id, work.now
        row.ground = ground.strip()
        work.record(Action.COST_MARKED, case_id=item.case_id, delivery=delivery_id, amount=str(amount))
        work.session.flush()


def _long_enough(text: str, field: str = "text") -> None:
    if len(text.strip()) < SHORTEST_TEXT:
        sentence = N_("Write at least %(least)s characters.")
        raise Malformed("auditing.short", sentence, field=field, least=SHORTEST_TEXT)
