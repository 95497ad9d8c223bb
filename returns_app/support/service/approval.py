"""Versions of a plan and their signatures: sent, signed step by step by different people, or sent back with a reason."""

from uuid import UUID

from returns_app.cases.queries import get_case
from returns_app.cases.rules import EventKind
from returns_app.cases.service import add_event
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.money import ZERO
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.support import queries
from returns_app.support.models import PlanLine, PlanSignature, PlanVersion, PlanVersionLine
from returns_app.support.rules import (
    LineStatus,
    PlanStatus,
    Signer,
    Verdict,
    check_open_plan,
    check_plan_stage,
    check_signature,
    check_verdict,
)
from returns_app.support.service.envelopes import lock_accounts


def submit_plan(work: UnitOfWork, case_id: UUID) -> PlanVersion:
    """Send what is pending for approval; how many have to sign follows from the amount of the whole plan."""
    lock_accounts(work, case_id)
    case = get_case(work.session, work.actor, case_id)
    check_plan_stage(case.stage)
    check_open_plan(queries.plan_status(work.session, case_id))
    lines = [line for line in queries.list_lines(work.session, case_id) if line.status is not LineStatus.DROPPED]
    if not any(line.is_pending for line in lines):
        raise RuleBroken(
            "support.nothing_pending", N_("Nothing in this plan waits for approval. Add or change a line first.")
        )
    amount = sum((line.target for line in lines), ZERO)
    plan = work.add(_version(work, case, len(queries.signers_of(case, amount, work.today))))
    plan.amount = amount
    work.session.flush()
    for line in lines:
        work.add(_as_of_now(plan, line))
    work.record(Action.PLAN_SUBMITTED, case_id=case_id, plan=plan.id, number=plan.number, amount_eur=amount)
    return plan


def take_plan_back(work: UnitOfWork, plan_id: UUID) -> PlanVersion:
    """Whoever sent it wants to change it; what was signed is void."""
    plan = _locked(work, plan_id)
    if plan.status is not PlanStatus.SUBMITTED:
        raise RuleBroken("support.signed", N_("This plan does not wait for a signature. Reload the page."))
    plan.status, plan.ended_at = PlanStatus.TAKEN_BACK, work.now
    work.record(Action.PLAN_TAKEN_BACK, case_id=plan.case_id, plan=plan.id, number=plan.number)
    return plan


def sign_plan(work: UnitOfWork, plan_id: UUID, verdict: Verdict) -> PlanVersion:
    """The next signature, or the refusal that sends the plan back; the last signature makes it so."""
    plan = _locked(work, plan_id)
    case = get_case(work.session, work.actor, plan.case_id)
    steps = queries.signers_of(case, plan.amount, plan.submitted_at.date())
    signed = queries.list_signatures(work.session, plan.id)
    waiting = plan.status is PlanStatus.SUBMITTED and len(signed) < len(steps)
    step = steps[len(signed)] if waiting else None
    lines = queries.list_lines(work.session, case.id)
    check_signature(step, queries.steps_of(work.actor), _authors(plan, lines, signed), work.actor.account_id)
    check_verdict(verdict)
    assert step is not None  # noqa: S101  (checked just before)
    work.add(_signature(work, plan, (len(signed), step), verdict))
    if not verdict.is_yes:
        plan.status, plan.ended_at = PlanStatus.REJECTED, work.now
    elif len(signed) + 1 == len(steps):
        _approve(work, plan, lines)
    _say(work, case, plan, verdict)
    return plan


def _locked(work: UnitOfWork, plan_id: UUID) -> PlanVersion:
    plan = work.session.get(PlanVersion, plan_id)
    if plan is None:
        raise NotFound
    get_case(work.session, work.actor, plan.case_id)
    lock_accounts(work, plan.case_id)
    work.session.refresh(plan)
    return plan


def _approve(work: UnitOfWork, plan: PlanVersion, lines: list[PlanLine]) -> None:
    accounts = lock_accounts(work, plan.case_id)
    for line in lines:
        before = line.money
        if line.status is LineStatus.PROPOSED:
            line.status = LineStatus.APPROVED
        if line.wanted is not None:
            # Something may have been delivered while the change waited: the line costs at least that, and is not dropped.
            line.planned, line.wanted = max(line.wanted, line.delivered), None
            line.status = LineStatus.DROPPED if line.planned == ZERO else line.status
        account = accounts[line.component]
        account.envelope = account.envelope.amend(before, line.money)
    plan.status, plan.ended_at = PlanStatus.APPROVED, work.now


def _authors(plan: PlanVersion, lines: list[PlanLine], signed: list[PlanSignature]) -> frozenset[UUID]:
    wrote = {who for line in lines if line.is_pending for who in (line.planned_by, line.changed_by) if who}
    return frozenset({plan.submitted_by, *wrote, *(one.account_id for one in signed)})


def _version(work: UnitOfWork, case: queries.Case, steps: int) -> PlanVersion:
    number = queries.last_plan_number(work.session, case.id) + 1
    who = {"submitted_by": work.actor.account_id, "submitted_at": work.now}
    return PlanVersion(case_id=case.id, number=number, status=PlanStatus.SUBMITTED, steps=steps, **who)


def _as_of_now(plan: PlanVersion, line: PlanLine) -> PlanVersionLine:
    before = line.planned if line.status is LineStatus.APPROVED else None
    return PlanVersionLine(plan_id=plan.id, line_id=line.id, case_id=plan.case_id, before=before, amount=line.target)


def _signature(work: UnitOfWork, plan: PlanVersion, step: tuple[int, Signer], verdict: Verdict) -> PlanSignature:
    place, signer = step
    who = {"account_id": work.actor.account_id, "at": work.now, "is_yes": verdict.is_yes}
    signature = PlanSignature(plan_id=plan.id, case_id=plan.case_id, step=place, signer=signer, **who)
    signature.reason = None if verdict.is_yes else verdict.reason
    signature.comment = verdict.comment
    return signature


def _say(work: UnitOfWork, case: queries.Case, plan: PlanVersion, verdict: Verdict) -> None:
    action = Action.PLAN_SIGNED if verdict.is_yes else Action.PLAN_REJECTED
    work.record(action, case_id=case.id, plan=plan.id, number=plan.number, status=plan.status.value)
    if plan.status is not PlanStatus.SUBMITTED:
        codes = {"plan": plan.number, "status": plan.status.value, "amount_eur": str(plan.amount)}
        add_event(work, case, EventKind.PLANNED, happened_on=work.today, details=codes)
