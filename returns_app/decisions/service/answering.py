"""Approving and refusing: two short transactions around the registry's reservation, and never on one's own work."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import Stage, check_version
from returns_app.cases.service import move_case
from returns_app.checks.service import report_status, reserve_case, store_claims
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken, Unavailable
from returns_app.core.permissions import Actor
from returns_app.core.text import N_
from returns_app.db.session import scope
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.decisions import queries
from returns_app.decisions.models import Decision
from returns_app.decisions.queries import Case, Proposal
from returns_app.decisions.rules import (
    NO_ANSWER,
    Approval,
    DecisionKind,
    Refusal,
    check_motivation,
    check_refusal,
    refuse_if,
)
from returns_app.decisions.service.denials import denials
from returns_app.jobs.service import promise, run_now
from returns_app.programmes.queries import find_draft, get_own_programme
from returns_app.programmes.rules import CriterionResult, TariffLine
from returns_app.programmes.service import keep_trial
from returns_app.registry.rules import RegistryGone, Reservation
from returns_app.registry.statuses import ClaimStatus
from returns_app.support.service import grant_envelopes

RELEASE = "checks.release_orphan"  # the job that frees what was reserved for an approval that did not come about
GRACE = 120  # seconds an approval may take before that job looks


def approve_case(actor: Actor, case_id: UUID, approval: Approval) -> Decision:
    """Guard, reserve, guard again and grant; the same page sent twice decides once."""
    with denials(actor, case_id):
        before = _begin(actor, case_id, approval)
        if before is not None:
            return before
        reservation = _reserve(actor, case_id, approval.request_key)
    try:
        with denials(actor, case_id):
            return _grant(actor, case_id, approval, reservation)
    except BaseException:
        run_now(release_key(approval.request_key))
        raise


def refuse_case(actor: Actor, case_id: UUID, refusal: Refusal) -> Decision:
    """Refuse with reasons; the same page sent twice decides once."""
    with denials(actor, case_id), unit_of_work(actor) as work:
        case = get_own_case(work.session, actor, case_id)
        before = queries.find_decision(work.session, case_id, refusal.request_key)
        if before is not None:
            return before
        proposal = _guarded(work, case, refusal.version)
        check_refusal(refusal)
        decision = _decide(work, case, proposal, refusal)
        reasons = [reason.value for reason in refusal.reasons]
        case.outcome_code = reasons[0]
        move_case(work, case, Stage.REFUSED, happened_on=work.today, details={"reasons": reasons})
        work.record(Action.CASE_REFUSED, case_id=case_id, decision=decision.id, reasons=reasons)
        return decision


def try_draft(actor: Actor, programme_id: UUID, version: int | None) -> None:
    """Count what the draft of a programme would have meant for earlier cases; nothing is decided."""
    with unit_of_work(actor) as work:
        draft = find_draft(work.session, get_own_programme(work.session, actor, programme_id).id)
        if draft is None:
            raise NotFound
        check_version(draft.version, version)
        trial = queries.try_rules(work.session, actor, programme_id, draft.rules, work.today)
        keep_trial(work, programme_id, draft.version, trial)


def release_key(request_key: UUID) -> str:
    """The key of the promise to free an abandoned reservation; it also marks the approval as begun."""
    return f"release|{request_key}"


def _begin(actor: Actor, case_id: UUID, approval: Approval) -> Decision | None:
    """The first guards; promises to clean up should this approval not come about."""
    with unit_of_work(actor) as work:
        case = get_own_case(work.session, actor, case_id)
        before = queries.find_decision(work.session, case_id, approval.request_key)
        if before is not None:
            return before
        _may_approve(work, case, approval)
        key = release_key(approval.request_key)
        if queries.was_tried(work.session, key):
            raise RuleBroken(
                "decisions.begun", N_("This approval was already sent. Reload the page to see what came of it.")
            )
        payload = {"case_id": str(case_id), "request_key": str(approval.request_key)}
        promise(work, RELEASE, payload, key=key, wait=GRACE)
        work.record(Action.APPROVAL_BEGUN, case_id=case_id, request=approval.request_key)
    return None


def _reserve(actor: Actor, case_id: UUID, request_key: UUID) -> Reservation:
    try:
        with scope(actor):
            reservation = reserve_case(actor, case_id, request_key)
    except RegistryGone as gone:
        raise Unavailable(NO_ANSWER.code, NO_ANSWER.sentence) from gone
    if not reservation.won:
        run_now(f"check|{case_id}|{request_key}")  # what the registry knows now, for the page that follows
        raise RuleBroken(
            "decisions.reserved_elsewhere",
            N_("%(state)s reserved this return at %(time)s. Nothing was approved."),
            state=reservation.by_state or "",
            time=reservation.at or "",
        )
    return reservation


def _grant(actor: Actor, case_id: UUID, approval: Approval, reservation: Reservation) -> Decision:
    """The second guards and everything an approval means, in one transaction."""
    with unit_of_work(actor) as work:
        case = get_own_case(work.session, actor, case_id)
        proposal = _may_approve(work, case, approval)
        if not queries.holds_promise(work.session, release_key(approval.request_key), work.now):
            raise RuleBroken(
                "decisions.took_too_long",
                N_("The approval took too long and the reservation was freed. Reload the page and try again."),
            )
        decision = _decide(work, case, proposal, approval)
        decision.reservation, decision.lines = str(approval.request_key), stored_lines(proposal.lines)
        grant_envelopes(work, case, proposal.lines)
        store_claims(work, case, reservation)
        report_status(work, case, ClaimStatus.GRANTED)
        move_case(work, case, Stage.APPROVED, happened_on=work.today, details={"decision": str(decision.id)})
        work.record(Action.CASE_APPROVED, case_id=case_id, decision=decision.id, amount=str(proposal.total))
        return decision


def _may_approve(work: UnitOfWork, case: Case, approval: Approval) -> Proposal:
    proposal = _guarded(work, case, approval.version)
    refuse_if(proposal.approval)
    check_motivation(proposal.criteria, approval.motivation)
    return proposal


def _guarded(work: UnitOfWork, case: Case, version: int | None) -> Proposal:
    """Stage and four eyes first: whoever may not decide learns nothing else."""
    proposal = queries.weigh_case(work.session, work.actor, case, work.today)
    refuse_if(proposal.refusal)
    check_version(case.version, version)
    return proposal


def _decide(work: UnitOfWork, case: Case, proposal: Proposal, said: Approval | Refusal) -> Decision:
    is_grant = isinstance(said, Approval)
    decision = Decision(
        case_id=case.id, kind=DecisionKind.GRANT if is_grant else DecisionKind.REFUSE, decided_by=work.actor.account_id,
        decided_at=work.now, programme_version_id=case.programme_version_id, request_key=said.request_key,
        criteria=[as_stored(result) for result in proposal.criteria],
        reasons=[] if isinstance(said, Approval) else [reason.value for reason in said.reasons],
    )  # fmt: skip
    decision.text = said.motivation if isinstance(said, Approval) else said.text
    return work.add(decision)


def stored_lines(lines: Iterable[TariffLine]) -> list[dict[str, str]]:
    """What each member may receive, in a shape that is kept with the decision."""
    return [
        {"person": str(line.person_id), "component": line.component, "amount": str(line.amount), "tariff": line.tariff}
        for line in lines
    ]


def as_stored(result: CriterionResult) -> dict[str, Any]:
    """A criterion as it stood, in a shape that a page can still say in any language."""
    return {
        "code": result.code,
        "verdict": result.verdict.value,
        "sentence": str(result.sentence),
        "params": result.params,
        "needs_reason": result.needs_reason,
        "source": result.source.value,
    }
