"""Money that comes back: instalments by day, payments with their proof, each counted once and for exact lines and funds."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from returns_app.cases.rules import check_version
from returns_app.checks.service import report_status
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.money import ZERO
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.decisions.rules import refuse_if
from returns_app.recovery import queries
from returns_app.recovery.models import RecoveryEntry, RecoveryInstalment, RecoveryShare
from returns_app.recovery.queries import Case, Claim, Due, Entry
from returns_app.recovery.rules import (
    NOT_RUNNING,
    ClaimState,
    EntryKind,
    Instalment,
    Payment,
    check_payment,
    check_plan,
    fill,
    pay_until,
)
from returns_app.recovery.service.claiming import own_claim
from returns_app.registry.statuses import ClaimStatus
from returns_app.work.rules import Duty, TaskEnd, TaskKind
from returns_app.work.service import close_tasks, open_task


def letter_served(work: UnitOfWork, case: Case, decision_id: UUID, served_on: date) -> None:
    """The person has the decision: the whole sum is due at the end of the term, unless instalments are agreed on."""
    claim = queries.claim_of_decision(work.session, decision_id)
    if claim is None or claim.state is not ClaimState.RUNNING or queries.current_plan(work.session, claim.id):
        return
    due_on = pay_until(case.member_state, served_on)
    _keep_plan(work, case, claim, [Instalment(max(due_on, work.today), claim.sums.open)], decision_id)


def agree_instalments(
    work: UnitOfWork, case_id: UUID, claim_id: UUID, plan: Sequence[Instalment], key: UUID, version: int | None
) -> Claim:  # fmt: skip
    """Days and sums that are exactly what is open; a newer plan takes the place of the one before; sent twice, kept once."""
    case, claim = own_claim(work, case_id, claim_id)
    if any(one.request_key == key for one in queries.current_plan(work.session, claim.id)):
        return claim
    check_running(claim)
    check_version(claim.version, version)
    check_plan(plan, claim.sums.open, work.today)
    _keep_plan(work, case, claim, plan, key)
    return claim


def book_payment(work: UnitOfWork, case_id: UUID, claim_id: UUID, payment: Payment) -> Entry:
    """Money came in; the same page sent twice books once, and never more than is open."""
    case, claim = own_claim(work, case_id, claim_id)
    before = queries.find_entry(work.session, payment.request_key)
    if before is not None:
        return before
    check_running(claim)
    assert claim.decided_on is not None  # noqa: S101  (it runs)
    check_payment(payment, claim.decided_on, work.today)
    claim.sums = claim.sums.take(EntryKind.PAYMENT, payment.amount)
    entry = keep_entry(work, claim, EntryKind.PAYMENT, payment.amount, payment.paid_on, payment.request_key)
    entry.means, entry.reference = payment.means, payment.reference.strip()
    follow(work, case, claim)
    work.record(Action.RECOVERY_PAID, case_id=case_id, claim=claim.id, entry=entry.id, amount=str(payment.amount))
    return entry


def reverse_payment(work: UnitOfWork, case_id: UUID, claim_id: UUID, entry_id: UUID) -> Entry:
    """A payment bounced or was booked by mistake: another entry takes it off, once, while the claim runs."""
    case, claim = own_claim(work, case_id, claim_id)
    entry = queries.get_entry(work.session, claim, entry_id)
    key = uuid5(entry.id, "taken off")
    before = queries.find_entry(work.session, key)
    if before is not None:
        return before
    check_running(claim)
    if entry.kind is not EntryKind.PAYMENT or entry.amount <= ZERO:
        raise RuleBroken("recovery.reversed", N_("Only a payment can be taken off. Reload the page."))
    claim.sums = claim.sums.give_back(entry.amount)
    shares = queries.shares_of(work.session, entry.id)
    back = _entry(claim, EntryKind.PAYMENT, -entry.amount, work.today, key, work)
    back.means, back.reversal_of = entry.means, entry.id
    work.add(back)
    work.session.flush()
    for share in shares:
        values = {"entry_id": back.id, "recovery_line_id": share.recovery_line_id, "case_id": claim.case_id}
        work.add(RecoveryShare(**values, amount=-share.amount))
    follow(work, case, claim)
    work.record(Action.RECOVERY_REVERSED, case_id=case_id, claim=claim.id, entry=entry.id, amount=str(entry.amount))
    return back


def keep_entry(work: UnitOfWork, claim: Claim, kind: EntryKind, amount: Decimal, on: date, key: UUID) -> Entry:
    """An entry and what of it counts for which line, the first line first."""
    lines = queries.lines_of(work.session, claim)
    entry = work.add(_entry(claim, kind, amount, on, key, work))
    work.session.flush()
    for line, share in zip(lines, fill([line.amount - line.covered for line in lines], amount), strict=True):
        if share:
            work.add(RecoveryShare(entry_id=entry.id, recovery_line_id=line.id, case_id=claim.case_id, amount=share))
    return entry


def follow(work: UnitOfWork, case: Case, claim: Claim) -> None:
    """The task follows the first instalment that is not covered; nothing open: the claim is settled, others hear of it."""
    work.session.flush()
    if claim.sums.open == ZERO:
        claim.state, claim.ended_by, claim.ended_at = ClaimState.SETTLED, work.actor.account_id, work.now
        stop_asking(work, claim)
        for step in queries.list_steps(work.session, claim.id):
            kinds = [TaskKind.DECIDE_RECOVERY_STEP]
            close_tasks(work, kinds, case_id=case.id, subject_id=step.id, end=TaskEnd.NOT_NEEDED)
        work.record(Action.RECOVERY_SETTLED, case_id=case.id, claim=claim.id, paid=str(claim.paid))
        if queries.is_all_paid_back(work.session, case.id):
            report_status(work, case, ClaimStatus.REPAID)
        return
    plan = queries.current_plan(work.session, claim.id)
    due = queries.due_now(plan, claim)
    _only(work, case, plan, due)
    if due is not None:
        due_on = max(due.due_on, claim.rests_until or due.due_on)
        duty = Duty(
            TaskKind.COLLECT, case.organisation_id, Role.FINANCE, case.id, subject_id=due.id,
            member_state=case.member_state, due_on=due_on,
        )  # fmt: skip
        open_task(work, duty)


def stop_asking(work: UnitOfWork, claim: Claim) -> None:
    """The tasks of this claim's instalments end; those of another claim of the case go on."""
    for one in queries.current_plan(work.session, claim.id):
        close_tasks(work, [TaskKind.COLLECT], case_id=claim.case_id, subject_id=one.id)


def check_running(claim: Claim) -> None:
    """Only on a claim that is owed."""
    if claim.state is not ClaimState.RUNNING:
        refuse_if(NOT_RUNNING)


def _only(work: UnitOfWork, case: Case, plan: Sequence[Due], due: Due | None) -> None:
    for one in plan:
        if due is None or one.id != due.id:
            close_tasks(work, [TaskKind.COLLECT], case_id=case.id, subject_id=one.id)


def _keep_plan(work: UnitOfWork, case: Case, claim: Claim, plan: Sequence[Instalment], key: UUID) -> None:
    old = queries.current_plan(work.session, claim.id)
    for before in old:
        close_tasks(work, [TaskKind.COLLECT], case_id=case.id, subject_id=before.id, end=TaskEnd.NOT_NEEDED)
    number = old[0].plan + 1 if old else 1
    for position, one in enumerate(plan):
        values = {"claim_id": claim.id, "case_id": case.id, "plan": number, "position": position, "request_key": key}
        covered = claim.claimed - claim.sums.open
        made = {"due_on": one.due_on, "amount": one.amount, "before": covered, "set_by": work.actor.account_id}
        work.add(RecoveryInstalment(**values, **made, set_at=work.now))
    follow(work, case, claim)
    work.record(Action.RECOVERY_PLANNED, case_id=case.id, claim=claim.id, instalments=len(plan))


def _entry(claim: Claim, kind: EntryKind, amount: Decimal, on: date, key: UUID, work: UnitOfWork) -> RecoveryEntry:
    values = {"claim_id": claim.id, "case_id": claim.case_id, "kind": kind, "amount": amount, "on": on}
    return RecoveryEntry(**values, booked_by=work.actor.account_id, booked_at=work.now, request_key=key)
