"""Reading claims to repayment: always through the case they belong to, or as the organisation's own list."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload

from returns_app.cases.models import CaseEvent, ReturnCase
from returns_app.cases.queries import fact_author_ids, visible_cases
from returns_app.cases.rules import EventKind
from returns_app.core.errors import NotFound
from returns_app.core.money import ZERO
from returns_app.core.permissions import Actor
from returns_app.decisions.rules import Hindrance, second_hindrance
from returns_app.recovery.models import (
    RecoveryClaim,
    RecoveryEntry,
    RecoveryInstalment,
    RecoveryLine,
    RecoveryShare,
    RecoveryStep,
)
from returns_app.recovery.rules import Claimable, ClaimState, decision_hindrance
from returns_app.support.queries import list_lines

Case: TypeAlias = ReturnCase
Claim: TypeAlias = RecoveryClaim
Entry: TypeAlias = RecoveryEntry
Step: TypeAlias = RecoveryStep
Due: TypeAlias = RecoveryInstalment
MOST_CLAIMS = 200


@dataclass(frozen=True, slots=True)
class ClaimedLine:
    """What is asked back of one plan line, and what came in for it."""

    id: UUID
    item: str
    component: str
    fund: str
    amount: Decimal
    covered: Decimal


@dataclass(frozen=True, slots=True)
class ListedClaim:
    """A claim as the list shows it."""

    claim: RecoveryClaim
    reference: str
    next_due: date | None


def claimable(session: Session, case_id: UUID) -> list[Claimable]:
    """Per plan line: what was delivered and what claims took of it already."""
    taken = select(RecoveryLine.line_id, func.sum(RecoveryLine.amount)).where(RecoveryLine.case_id == case_id)
    wanted = taken.where(RecoveryLine.is_live)
    sums = {row[0]: row[1] for row in session.execute(wanted.group_by(RecoveryLine.line_id))}
    return [
        Claimable(line.id, line.item, line.funding_source, line.delivered, sums.get(line.id, ZERO))
        for line in list_lines(session, case_id)
        if line.delivered > ZERO
    ]


def list_claims(session: Session, case_id: UUID) -> list[RecoveryClaim]:
    """Claims of a case the caller may see, newest first."""
    wanted = select(RecoveryClaim).options(joinedload(RecoveryClaim.proposer))
    return list(
        session.scalars(wanted.where(RecoveryClaim.case_id == case_id).order_by(RecoveryClaim.proposed_at.desc()))
    )


def get_claim(session: Session, case_id: UUID, claim_id: UUID, *, locked: bool = False) -> RecoveryClaim:
    """A claim of a case that the caller may see, as it is now; or NotFound."""
    wanted = select(RecoveryClaim).where(RecoveryClaim.id == claim_id, RecoveryClaim.case_id == case_id)
    if locked:
        found = session.scalars(wanted.with_for_update().execution_options(populate_existing=True)).one_or_none()
    else:
        found = session.scalars(wanted.options(joinedload(RecoveryClaim.proposer))).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_claim(session: Session, request_key: UUID) -> RecoveryClaim | None:
    """What an earlier sending of the same form proposed."""
    return session.scalars(select(RecoveryClaim).where(RecoveryClaim.request_key == request_key)).one_or_none()


def claim_of_decision(session: Session, decision_id: UUID) -> RecoveryClaim | None:
    """The claim that a decision was about."""
    return session.scalars(select(RecoveryClaim).where(RecoveryClaim.decision_id == decision_id)).one_or_none()


def lines_of(session: Session, claim: RecoveryClaim) -> list[ClaimedLine]:
    """Each line of a claim in its order, with what came in, was waived or written off for it."""
    items = {line.id: line for line in list_lines(session, claim.case_id)}
    covered = covered_of(session, claim)
    return [
        ClaimedLine(
            one.id, items[one.line_id].item, items[one.line_id].component.value, one.funding_source.value, one.amount,
            covered.get(one.id, ZERO),
        )
        for one in stored_lines(session, claim)
    ]  # fmt: skip


def stored_lines(session: Session, claim: RecoveryClaim) -> list[RecoveryLine]:
    """The lines of a claim as they are stored."""
    wanted = select(RecoveryLine).where(RecoveryLine.claim_id == claim.id).order_by(RecoveryLine.position)
    return list(session.scalars(wanted))


def covered_of(session: Session, claim: RecoveryClaim) -> dict[UUID, Decimal]:
    """Line of a claim -> what no longer is open of it."""
    sums = select(RecoveryShare.recovery_line_id, func.sum(RecoveryShare.amount))
    sums = sums.join(RecoveryEntry, RecoveryEntry.id == RecoveryShare.entry_id)
    wanted = sums.where(RecoveryEntry.claim_id == claim.id).group_by(RecoveryShare.recovery_line_id)
    return {row[0]: row[1] for row in session.execute(wanted)}


def list_entries(session: Session, claim_id: UUID) -> list[RecoveryEntry]:
    """What came in, was waived or written off, newest first."""
    wanted = select(RecoveryEntry).where(RecoveryEntry.claim_id == claim_id)
    return list(session.scalars(wanted.order_by(RecoveryEntry.on.desc(), RecoveryEntry.booked_at.desc())))


def get_entry(session: Session, claim: RecoveryClaim, entry_id: UUID) -> RecoveryEntry:
    """An entry of a claim, or NotFound."""
    found = next((one for one in list_entries(session, claim.id) if one.id == entry_id), None)
    if found is None:
        raise NotFound
    return found


def shares_of(session: Session, entry_id: UUID) -> list[RecoveryShare]:
    """How much of an entry counts for which line."""
    return list(session.scalars(select(RecoveryShare).where(RecoveryShare.entry_id == entry_id)))


def is_all_paid_back(session: Session, case_id: UUID) -> bool:
    """True when everything that was delivered in a case came back as money."""
    paid = session.scalar(select(func.sum(RecoveryClaim.paid)).where(RecoveryClaim.case_id == case_id)) or ZERO
    return paid > ZERO and paid == sum((line.delivered for line in list_lines(session, case_id)), ZERO)


def find_entry(session: Session, request_key: UUID) -> RecoveryEntry | None:
    """What an earlier sending of the same form booked."""
    return session.scalars(select(RecoveryEntry).where(RecoveryEntry.request_key == request_key)).one_or_none()


def current_plan(session: Session, claim_id: UUID) -> list[RecoveryInstalment]:
    """The instalments that are in force, in their order."""
    newest = select(func.max(RecoveryInstalment.plan)).where(RecoveryInstalment.claim_id == claim_id).scalar_subquery()
    wanted = select(RecoveryInstalment).where(
        RecoveryInstalment.claim_id == claim_id, RecoveryInstalment.plan == newest
    )
    return list(session.scalars(wanted.order_by(RecoveryInstalment.position)))


def list_steps(session: Session, claim_id: UUID) -> list[RecoveryStep]:
    """Rests, waivers and write-offs that were proposed, newest first."""
    wanted = select(RecoveryStep).options(joinedload(RecoveryStep.proposer)).where(RecoveryStep.claim_id == claim_id)
    return list(session.scalars(wanted.order_by(RecoveryStep.proposed_at.desc())))


def get_step(session: Session, claim: RecoveryClaim, step_id: UUID) -> RecoveryStep:
    """A proposal about a claim, as it is now; or NotFound."""
    wanted = select(RecoveryStep).where(RecoveryStep.id == step_id, RecoveryStep.claim_id == claim.id)
    found = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_step(session: Session, request_key: UUID) -> RecoveryStep | None:
    """What an earlier sending of the same form proposed."""
    return session.scalars(select(RecoveryStep).where(RecoveryStep.request_key == request_key)).one_or_none()


def departed_on(session: Session, case_id: UUID) -> date | None:
    """The day of the departure that was recorded last."""
    wanted = select(func.max(CaseEvent.happened_on)).where(CaseEvent.case_id == case_id)
    return session.scalar(wanted.where(CaseEvent.kind == EventKind.DEPARTED))


def repay_years(of: ReturnCase) -> object:
    """For how many years after the departure the programme asks support back; None where it does not."""
    return of.programme_version.rules.get("terms", {}).get("repay_reentry_years")


def hindrance_of(session: Session, actor: Actor, of: ReturnCase, claim: RecoveryClaim, today: date) -> Hindrance | None:
    """Why this actor can't decide this claim now."""
    authors = fact_author_ids(session, of.id)
    who = second_hindrance(actor.account_id, proposer=claim.proposed_by, authors=authors, counsellor=of.counsellor_id)
    is_answered = claim.answered_on is not None
    return who or decision_hindrance(claim.state, claim.hear_until, today, is_answered=is_answered)


def list_all(session: Session, actor: Actor, state: ClaimState | None = None) -> list[ListedClaim]:
    """Claims of the actor's organisation: those with something to do first, the next instalment beside them."""
    mine = visible_cases(actor).with_only_columns(ReturnCase.id)
    order = case((RecoveryClaim.state == ClaimState.RUNNING, 0), (RecoveryClaim.ended_at.is_(None), 1), else_=2)
    wanted = select(RecoveryClaim, ReturnCase.reference).join(ReturnCase, ReturnCase.id == RecoveryClaim.case_id)
    wanted = wanted.where(RecoveryClaim.case_id.in_(mine), RecoveryClaim.organisation_id == actor.organisation_id)
    if state is not None:
        wanted = wanted.where(RecoveryClaim.state == state)
    rows = session.execute(wanted.order_by(order, RecoveryClaim.proposed_at.desc()).limit(MOST_CLAIMS))
    return [ListedClaim(claim, reference, _next_due(session, claim)) for claim, reference in rows]


def totals(session: Session, actor: Actor) -> dict[str, Decimal]:
    """Claimed by decision, paid, waived, written off and open, of the whole organisation."""
    sums = [func.sum(column) for column in (
        RecoveryClaim.claimed, RecoveryClaim.paid, RecoveryClaim.waived, RecoveryClaim.written_off,
    )]  # fmt: skip
    decided = (ClaimState.RUNNING, ClaimState.SETTLED)
    row = session.execute(
        select(*sums).where(RecoveryClaim.organisation_id == actor.organisation_id, RecoveryClaim.state.in_(decided))
    ).one()
    claimed, paid, waived, written_off = (amount or ZERO for amount in row)
    rest = claimed - paid - waived - written_off
    return {"claimed": claimed, "paid": paid, "waived": waived, "written_off": written_off, "open": rest}


def due_now(plan: list[RecoveryInstalment], claim: RecoveryClaim) -> RecoveryInstalment | None:
    """The first instalment that what came in since the plan was made does not cover."""
    covered = claim.claimed - claim.sums.open - (plan[0].before if plan else ZERO)
    for one in plan:
        if covered < one.amount:
            return one
        covered -= one.amount
    return None


def _next_due(session: Session, claim: RecoveryClaim) -> date | None:
    if claim.state is not ClaimState.RUNNING:
        return None
    one = due_now(current_plan(session, claim.id), claim)
    return max(one.due_on, claim.rests_until or one.due_on) if one else None
