"""Asking support back: one proposes, the person is heard, another decides; never below what is exact to the cent."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import check_version
from returns_app.core.actions import Action
from returns_app.core.clock import local_day
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.money import ZERO
from returns_app.core.permissions import Actor, Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork, settings, unit_of_work
from returns_app.decisions.queries import find_decision
from returns_app.decisions.rules import OWN_FACTS, OWN_PROPOSAL, DecisionKind, Reply, check_words, refuse_if
from returns_app.decisions.service import Prepared, denials, keep_decision
from returns_app.recovery import queries
from returns_app.recovery.models import RecoveryClaim, RecoveryLine
from returns_app.recovery.queries import Case, Claim
from returns_app.recovery.rules import (
    BEFORE_DECISION,
    Answer,
    ClaimEntry,
    ClaimState,
    Hearing,
    RecoveryGround,
    answer_until,
    check_amounts,
    check_return,
    check_served,
)
from returns_app.support.service import lock_accounts
from returns_app.work.rules import Duty, TaskEnd, TaskKind
from returns_app.work.service import close_tasks, open_task


def propose_claim(work: UnitOfWork, case_id: UUID, entry: ClaimEntry) -> Claim:
    """Somebody proposes; the same page sent twice proposes once. Nobody delivers or claims in this case meanwhile."""
    case = get_own_case(work.session, work.actor, case_id)
    before = queries.find_claim(work.session, entry.request_key)
    if before is not None:
        return before
    check_words(entry.text)
    if entry.ground is RecoveryGround.CAME_BACK:
        check_return(queries.repay_years(case), queries.departed_on(work.session, case_id), entry.happened_on)
    if entry.happened_on is not None and entry.happened_on > work.today:
        raise Malformed("recovery.future", N_("Enter a day that is not in the future."), field="happened_on")
    lock_accounts(work, case_id)
    check_amounts(dict(entry.lines), queries.claimable(work.session, case_id))
    claim = _keep(work, case, entry)
    _ask(work, case, claim, TaskKind.HEAR_RECOVERY, Role.COUNSELLOR)
    work.record(
        Action.RECOVERY_PROPOSED, case_id=case_id, claim=claim.id, ground=claim.ground, amount=str(claim.claimed)
    )
    return claim


def record_hearing(work: UnitOfWork, case_id: UUID, claim_id: UUID, hearing: Hearing) -> Claim:
    """The person has the letter about what is intended: the term to answer runs; recorded once."""
    case, claim = own_claim(work, case_id, claim_id)
    if claim.state is ClaimState.HEARING and claim.heard_on == hearing.served_on:
        return claim
    _check_state(claim, {ClaimState.PROPOSED})
    check_version(claim.version, hearing.version)
    check_served(hearing.served_on, local_day(claim.proposed_at, settings().time_zone), work.today)
    claim.hear_until = answer_until(case.member_state, hearing.served_on)
    claim.heard_on, claim.hear_way, claim.hear_language = hearing.served_on, hearing.way, hearing.language
    claim.state = ClaimState.HEARING
    close_tasks(work, [TaskKind.HEAR_RECOVERY], case_id=case_id, subject_id=claim.id)
    _ask(work, case, claim, TaskKind.DECIDE_RECOVERY, Role.APPROVER, due_from=claim.hear_until)
    work.record(Action.RECOVERY_HEARD, case_id=case_id, claim=claim.id, until=claim.hear_until.isoformat())
    return claim


def record_answer(work: UnitOfWork, case_id: UUID, claim_id: UUID, answer: Answer) -> Claim:
    """What the person said, before the decision; a later answer takes the place of the one before."""
    _case, claim = own_claim(work, case_id, claim_id)
    if claim.answered_on == answer.answered_on and claim.answer == answer.text.strip():
        return claim
    _check_state(claim, {ClaimState.HEARING})
    check_version(claim.version, answer.version)
    assert claim.heard_on is not None  # noqa: S101  (set when the hearing began)
    check_served(answer.answered_on, claim.heard_on, work.today)
    if not answer.text.strip():
        raise Malformed("recovery.no_answer", N_("Write down what the person said."), field="text")
    claim.answered_on, claim.answer = answer.answered_on, answer.text.strip()
    work.record(Action.RECOVERY_ANSWERED, case_id=case_id, claim=claim.id)
    return claim


def decide_claim(actor: Actor, case_id: UUID, claim_id: UUID, reply: Reply) -> Claim:
    """A second person says yes: the claim is owed, a letter with a period for objections follows; decided once."""
    with denials(actor, case_id), unit_of_work(actor) as work:
        case, claim = own_claim(work, case_id, claim_id)
        if find_decision(work.session, case_id, reply.request_key) is not None:
            return claim
        _check_state(claim, BEFORE_DECISION)
        refuse_if(queries.hindrance_of(work.session, actor, case, claim, work.today))
        check_version(claim.version, reply.version)
        prepared = Prepared(
            DecisionKind.RECOVER, claim.proposed_by, (claim.ground.value,), claim.text, {"after": str(claim.claimed)},
            reply.request_key,
        )  # fmt: skip
        decision = keep_decision(work, case, prepared)
        claim.state, claim.decision_id, claim.decided_on = ClaimState.RUNNING, decision.id, work.today
        close_tasks(work, [TaskKind.HEAR_RECOVERY, TaskKind.DECIDE_RECOVERY], case_id=case_id, subject_id=claim.id)
        amount = str(claim.claimed)
        work.record(Action.RECOVERY_DECIDED, case_id=case_id, claim=claim.id, decision=decision.id, amount=amount)
        return claim


def decline_claim(actor: Actor, case_id: UUID, claim_id: UUID, reply: Reply) -> None:
    """A second person says no, in words; nothing is asked back."""
    with denials(actor, case_id), unit_of_work(actor) as work:
        case, claim = own_claim(work, case_id, claim_id)
        if claim.state is ClaimState.DECLINED and claim.ended_by == actor.account_id:
            return
        _check_state(claim, BEFORE_DECISION)
        hindrance = queries.hindrance_of(work.session, actor, case, claim, work.today)
        if hindrance in {OWN_PROPOSAL, OWN_FACTS}:  # a claim can be declined before the hearing is over
            refuse_if(hindrance)
        check_version(claim.version, reply.version)
        check_words(reply.text)
        claim.declined = reply.text.strip()
        _end(work, claim, ClaimState.DECLINED)
        work.record(Action.RECOVERY_DECLINED, case_id=case_id, claim=claim.id)


def take_claim_back(work: UnitOfWork, case_id: UUID, claim_id: UUID) -> None:
    """Whoever proposed it thinks better of it, before it is decided."""
    _case, claim = own_claim(work, case_id, claim_id)
    if claim.state is ClaimState.TAKEN_BACK:
        return
    _check_state(claim, BEFORE_DECISION)
    if claim.proposed_by != work.actor.account_id:
        raise RuleBroken("recovery.not_yours", N_("A colleague proposed this: only they take it back."))
    _end(work, claim, ClaimState.TAKEN_BACK)
    work.record(Action.RECOVERY_TAKEN_BACK, case_id=case_id, claim=claim.id)


def own_claim(work: UnitOfWork, case_id: UUID, claim_id: UUID) -> tuple[Case, Claim]:
    """The claim as it is now, locked until this work ends."""
    case = get_own_case(work.session, work.actor, case_id)
    return case, queries.get_claim(work.session, case_id, claim_id, locked=True)


def _check_state(claim: Claim, expected: frozenset[ClaimState] | set[ClaimState]) -> None:
    if claim.state not in expected:
        raise RuleBroken("recovery.state", N_("This claim has moved on. Reload the page to see where it stands."))


def _end(work: UnitOfWork, claim: Claim, state: ClaimState) -> None:
    claim.state, claim.ended_by, claim.ended_at = state, work.actor.account_id, work.now
    for line in queries.stored_lines(work.session, claim):
        line.is_live = False
    kinds = [TaskKind.HEAR_RECOVERY, TaskKind.DECIDE_RECOVERY]
    close_tasks(work, kinds, case_id=claim.case_id, subject_id=claim.id, end=TaskEnd.NOT_NEEDED)


def _keep(work: UnitOfWork, case: Case, entry: ClaimEntry) -> Claim:
    wanted = {line_id: amount for line_id, amount in entry.lines.items() if amount > ZERO}
    total = sum(wanted.values(), ZERO)
    nothing: dict[str, Decimal] = {"paid": ZERO, "waived": ZERO, "written_off": ZERO}
    claim = RecoveryClaim(
        case_id=case.id, organisation_id=case.organisation_id, ground=entry.ground, state=ClaimState.PROPOSED,
        happened_on=entry.happened_on, claimed=total, proposed_by=work.actor.account_id, proposed_at=work.now,
        request_key=entry.request_key, **nothing,
    )  # fmt: skip
    claim.text = entry.text.strip()
    work.add(claim)
    work.session.flush()
    known = [line for line in queries.claimable(work.session, case.id) if line.line_id in wanted]
    for position, line in enumerate(known):
        values = {"claim_id": claim.id, "case_id": case.id, "line_id": line.line_id, "position": position}
        work.add(RecoveryLine(**values, funding_source=line.fund, amount=wanted[line.line_id]))
    return claim


def _ask(
    work: UnitOfWork, case: Case, claim: Claim, kind: TaskKind, role: Role, due_from: object = None
) -> None:  # fmt: skip
    who = case.counsellor_id if role is Role.COUNSELLOR else None
    since = claim.hear_until + timedelta(days=1) if due_from and claim.hear_until else None
    open_task(work, Duty(kind, case.organisation_id, role, case.id, who, claim.id, case.member_state, since=since))
