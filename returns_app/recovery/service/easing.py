"""A claim rests, is waived in part or written off: one proposes with a reason, another decides."""

from datetime import timedelta
from uuid import UUID

from returns_app.cases.rules import check_version
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Actor, Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.decisions.rules import OWN_PROPOSAL, Reply, check_words, refuse_if
from returns_app.decisions.service import denials
from returns_app.recovery import queries
from returns_app.recovery.models import RecoveryStep
from returns_app.recovery.queries import Case, Claim, Step
from returns_app.recovery.rules import ENTRY_OF, StepEntry, StepKind, StepState, check_step
from returns_app.recovery.service.claiming import own_claim
from returns_app.recovery.service.collecting import check_running, follow, keep_entry, stop_asking
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import close_tasks, open_task

LONGEST_REST = timedelta(days=366)


def propose_step(work: UnitOfWork, case_id: UUID, claim_id: UUID, entry: StepEntry) -> Step:
    """Somebody proposes; the same page sent twice proposes once."""
    case, claim = own_claim(work, case_id, claim_id)
    before = queries.find_step(work.session, entry.request_key)
    if before is not None:
        return before
    check_running(claim)
    check_step(entry, work.today, work.today + LONGEST_REST)
    if entry.kind is StepKind.WAIVE and entry.amount is not None:
        claim.sums.take(ENTRY_OF[entry.kind], entry.amount)
    if any(
        one.kind is entry.kind and one.state is StepState.OPEN for one in queries.list_steps(work.session, claim.id)
    ):
        raise RuleBroken(
            "recovery.step_open", N_("This is proposed already and waits for a decision. Reload the page.")
        )
    step = RecoveryStep(
        claim_id=claim.id, case_id=case_id, kind=entry.kind, reason=entry.reason, state=StepState.OPEN,
        amount=entry.amount if entry.kind is StepKind.WAIVE else None,
        until=entry.until if entry.kind is StepKind.PAUSE else None,
        proposed_by=work.actor.account_id, proposed_at=work.now, request_key=entry.request_key,
    )  # fmt: skip
    step.text = entry.text.strip()
    work.add(step)
    work.session.flush()
    duty = Duty(
        TaskKind.DECIDE_RECOVERY_STEP, case.organisation_id, Role.APPROVER, case_id, subject_id=step.id,
        member_state=case.member_state,
    )  # fmt: skip
    open_task(work, duty)
    work.record(Action.RECOVERY_STEP_PROPOSED, case_id=case_id, claim=claim_id, step=step.id, kind=step.kind)
    return step


def decide_step(actor: Actor, case_id: UUID, claim_id: UUID, step_id: UUID, reply: Reply) -> Step:
    """Another person says yes: the claim rests, or what is open goes down; decided once."""
    with denials(actor, case_id), unit_of_work(actor) as work:
        case, claim = own_claim(work, case_id, claim_id)
        step = queries.get_step(work.session, claim, step_id)
        if step.state is StepState.DECIDED and step.ended_by == actor.account_id:
            return step
        _check(work, claim, step, reply)
        _end(work, step, StepState.DECIDED)
        _carry_out(work, case, claim, step)
        work.record(Action.RECOVERY_STEP_DECIDED, case_id=case_id, claim=claim_id, step=step.id, kind=step.kind)
        return step


def decline_step(actor: Actor, case_id: UUID, claim_id: UUID, step_id: UUID, reply: Reply) -> None:
    """Another person says no, in words."""
    with denials(actor, case_id), unit_of_work(actor) as work:
        _case, claim = own_claim(work, case_id, claim_id)
        step = queries.get_step(work.session, claim, step_id)
        if step.state is StepState.DECLINED and step.ended_by == actor.account_id:
            return
        _check(work, claim, step, reply)
        check_words(reply.text)
        step.declined = reply.text.strip()
        _end(work, step, StepState.DECLINED)
        work.record(Action.RECOVERY_STEP_DECLINED, case_id=case_id, claim=claim_id, step=step.id, kind=step.kind)


def _check(work: UnitOfWork, claim: Claim, step: Step, reply: Reply) -> None:
    if step.state is not StepState.OPEN:
        raise RuleBroken("recovery.step_answered", N_("This proposal was answered already. Reload the page."))
    if step.proposed_by == work.actor.account_id or work.actor.account_id is None:
        refuse_if(OWN_PROPOSAL)
    check_version(step.version, reply.version)
    check_running(claim)


def _end(work: UnitOfWork, step: Step, state: StepState) -> None:
    step.state, step.ended_by, step.ended_at = state, work.actor.account_id, work.now
    close_tasks(work, [TaskKind.DECIDE_RECOVERY_STEP], case_id=step.case_id, subject_id=step.id)


def _carry_out(work: UnitOfWork, case: Case, claim: Claim, step: Step) -> None:
    if step.kind is StepKind.PAUSE:
        claim.rests_until = step.until
        stop_asking(work, claim)
    else:
        kind, amount = ENTRY_OF[step.kind], step.amount or claim.sums.open  # a write-off takes whatever is open by then
        claim.sums = claim.sums.take(kind, amount)
        keep_entry(work, claim, kind, amount, work.today, step.request_key)
    follow(work, case, claim)
