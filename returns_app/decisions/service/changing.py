"""Changing what was granted: one person proposes, another decides or declines; never by itself."""

from uuid import UUID

from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import ENDED, EventKind, check_version
from returns_app.cases.service import add_event
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Actor, Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.decisions import queries
from returns_app.decisions.models import Decision, ProposedDecision
from returns_app.decisions.queries import Case, Proposed
from returns_app.decisions.rules import (
    OWN_FACTS,
    OWN_PROPOSAL,
    ChangeEntry,
    DecisionKind,
    ProposalState,
    Reply,
    change_hindrance,
    check_change,
    check_words,
    refuse_if,
)
from returns_app.decisions.service.answering import stored_lines
from returns_app.decisions.service.denials import denials
from returns_app.decisions.service.effects import carry_out
from returns_app.decisions.service.keeping import ask_for_letter
from returns_app.support.queries import floors_of
from returns_app.support.rules import check_cut
from returns_app.work.rules import Duty, TaskEnd, TaskKind
from returns_app.work.service import close_tasks, open_task


def propose_change(work: UnitOfWork, case_id: UUID, entry: ChangeEntry) -> Proposed:
    """Somebody proposes; the same page sent twice proposes once."""
    case = get_own_case(work.session, work.actor, case_id)
    before = queries.find_proposal(work.session, case_id, entry.request_key)
    if before is not None:
        return before
    refuse_if(change_hindrance(entry.kind, queries.standing_of(work.session, case)))
    check_change(entry, work.today)
    if entry.kind is DecisionKind.REDUCE:
        floors = floors_of(work.session, case_id)
        for component, by in (entry.cuts or {}).items():
            check_cut(floors.get(component), by)
    if queries.find_open_proposal(work.session, case_id, entry.kind) is not None:
        raise RuleBroken(
            "decisions.proposed", N_("This is proposed already and waits for a decision. Reload the page.")
        )
    return open_proposal(work, case, entry)


def open_proposal(work: UnitOfWork, case: Case, entry: ChangeEntry) -> Proposed:
    """Keep a proposal and ask the approvers to decide."""
    assert work.actor.account_id is not None  # noqa: S101  (somebody proposes, never the house)
    proposal = ProposedDecision(
        case_id=case.id, kind=entry.kind, state=ProposalState.OPEN, proposed_by=work.actor.account_id,
        proposed_at=work.now, reasons=[reason.value for reason in entry.reasons], until=entry.until,
        cuts={part.value: str(by) for part, by in (entry.cuts or {}).items()}, request_key=entry.request_key,
    )  # fmt: skip
    proposal.text = entry.text.strip()
    work.add(proposal)
    work.session.flush()
    open_task(
        work,
        Duty(
            TaskKind.DECIDE_CHANGE, case.organisation_id, Role.APPROVER, case.id, subject_id=proposal.id,
            member_state=case.member_state,
        ),
    )  # fmt: skip
    work.record(Action.CHANGE_PROPOSED, case_id=case.id, proposal=proposal.id, kind=entry.kind.value)
    return proposal


def decide_change(actor: Actor, case_id: UUID, proposal_id: UUID, reply: Reply) -> Decision:
    """A second person says yes: guard, carry out, keep the decision; sent twice, it is decided once."""
    with denials(actor, case_id), unit_of_work(actor) as work:
        case = get_own_case(work.session, actor, case_id)
        proposal = queries.get_proposal(work.session, case_id, proposal_id)
        before = queries.find_decision(work.session, case_id, reply.request_key)
        if before is not None:
            return before
        _check_open(proposal)
        refuse_if(queries.hindrance_of(work.session, actor, case, proposal))
        check_version(proposal.version, reply.version)
        decision = _keep(work, case, proposal, reply.request_key)
        decision.told = carry_out(work, case, proposal)
        decision.lines = stored_lines(queries.granted_to(work.session, case_id))
        _end(work, proposal, ProposalState.DECIDED)
        if case.stage not in ENDED:
            ask_for_letter(work, case, decision)
        details = {"kind": proposal.kind.value, "decision": str(decision.id)}
        add_event(work, case, EventKind.DECIDED, happened_on=work.today, details=details)
        work.record(Action.CHANGE_DECIDED, case_id=case_id, proposal=proposal.id, **details)
        return decision


def decline_change(actor: Actor, case_id: UUID, proposal_id: UUID, reply: Reply) -> None:
    """A second person says no, in words; sent twice, it is declined once."""
    with denials(actor, case_id), unit_of_work(actor) as work:
        case = get_own_case(work.session, actor, case_id)
        proposal = queries.get_proposal(work.session, case_id, proposal_id)
        if proposal.state is ProposalState.DECLINED and proposal.ended_by == actor.account_id:
            return
        _check_open(proposal)
        hindrance = queries.hindrance_of(work.session, actor, case, proposal)
        if hindrance in {OWN_PROPOSAL, OWN_FACTS}:  # what is no longer possible can still be declined
            refuse_if(hindrance)
        check_version(proposal.version, reply.version)
        check_words(reply.text)
        proposal.declined = reply.text.strip()
        _end(work, proposal, ProposalState.DECLINED)
        work.record(Action.CHANGE_DECLINED, case_id=case_id, proposal=proposal.id, kind=proposal.kind.value)


def take_change_back(work: UnitOfWork, case_id: UUID, proposal_id: UUID) -> None:
    """Whoever proposed it thinks better of it; sent twice, it happens once."""
    get_own_case(work.session, work.actor, case_id)
    proposal = queries.get_proposal(work.session, case_id, proposal_id)
    if proposal.state is ProposalState.TAKEN_BACK:
        return
    _check_open(proposal)
    if proposal.proposed_by != work.actor.account_id:
        raise RuleBroken("decisions.not_yours", N_("A colleague proposed this: only they take it back."))
    _end(work, proposal, ProposalState.TAKEN_BACK)
    work.record(Action.CHANGE_TAKEN_BACK, case_id=case_id, proposal=proposal.id, kind=proposal.kind.value)


def _check_open(proposal: Proposed) -> None:
    if proposal.state is not ProposalState.OPEN:
        raise RuleBroken("decisions.not_open", N_("This proposal was answered already. Reload the page."))


def _end(work: UnitOfWork, proposal: Proposed, state: ProposalState) -> None:
    proposal.state, proposal.ended_by, proposal.ended_at = state, work.actor.account_id, work.now
    end = TaskEnd.NOT_NEEDED if state is ProposalState.TAKEN_BACK else TaskEnd.DONE
    close_tasks(work, [TaskKind.DECIDE_CHANGE], case_id=proposal.case_id, subject_id=proposal.id, end=end)


def _keep(work: UnitOfWork, case: Case, proposal: Proposed, request_key: UUID) -> Decision:
    decision = Decision(
        case_id=case.id, kind=proposal.kind, proposed_by=proposal.proposed_by, decided_by=work.actor.account_id,
        decided_at=work.now, programme_version_id=case.programme_version_id, request_key=request_key, criteria=[],
        reasons=list(proposal.reasons),
    )  # fmt: skip
    decision.text = proposal.text
    return work.add(decision)
