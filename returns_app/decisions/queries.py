"""Reading what a decision stands on: criteria against facts, the tariff, the registry, and decisions already taken."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import author_ids
from returns_app.checks.models import RegistryCheck
from returns_app.checks.queries import latest_checks, prior_support
from returns_app.core.permissions import Actor
from returns_app.decisions.models import Decision
from returns_app.decisions.rules import (
    DecisionKind,
    Hindrance,
    four_eyes_hindrance,
    registry_hindrance,
    stage_hindrance,
)
from returns_app.jobs.models import Job
from returns_app.programmes.rules import CaseFacts, CriterionResult, MemberFacts, TariffLine, evaluate, tariff
from returns_app.support.models import SupportEnvelope

# The service names the type of a case without touching the tables of `cases`.
Case: TypeAlias = ReturnCase


@dataclass(frozen=True, slots=True)
class Proposal:
    """What stands for and against a case at this moment, and what it would be granted."""

    checks: tuple[RegistryCheck, ...]
    criteria: tuple[CriterionResult, ...]
    lines: tuple[TariffLine, ...]
    authors: frozenset[UUID]
    approval: Hindrance | None
    refusal: Hindrance | None

    @property
    def total(self) -> Decimal:
        """The whole sum."""
        return sum((line.amount for line in self.lines), Decimal("0.00"))


def weigh_case(session: Session, actor: Actor, case: ReturnCase, on: date) -> Proposal:
    """Criteria and tariff of the case's own programme version, and what hinders this actor."""
    checks = tuple(latest_checks(session, case.id))
    facts = facts_of(case, checks, on)
    rules = case.programme_version.rules
    authors = author_ids(session, case.id)
    refusal = stage_hindrance(case.stage) or four_eyes_hindrance(actor.account_id, authors, case.counsellor_id)
    approval = refusal or registry_hindrance([check.answer for check in checks], len(case.members))
    return Proposal(checks, evaluate(rules, facts), tariff(rules, facts), authors, approval, refusal)


def list_decisions(session: Session, case_id: UUID) -> list[Decision]:
    """Decisions on a case, newest first."""
    wanted = select(Decision).options(joinedload(Decision.decider)).where(Decision.case_id == case_id)
    return list(session.scalars(wanted.order_by(Decision.decided_at.desc())))


def find_decision(session: Session, case_id: UUID, request_key: UUID) -> Decision | None:
    """The decision that an earlier sending of the same form took."""
    return session.scalars(select(Decision).where(Decision.request_key == request_key, Decision.case_id == case_id)).first()


def granted_to(session: Session, case_id: UUID) -> list[SupportEnvelope]:
    """What was granted, per member and component."""
    wanted = select(SupportEnvelope).where(SupportEnvelope.case_id == case_id)
    return list(session.scalars(wanted.order_by(SupportEnvelope.component, SupportEnvelope.person_id)))


def was_tried(session: Session, promise_key: str) -> bool:
    """True when an approval with this key was begun before."""
    return session.scalar(select(Job.id).where(Job.dedup_key == promise_key)) is not None


def is_refused(case: ReturnCase, decision: Decision | None) -> bool:
    """True when the last decision was a refusal."""
    return decision is not None and decision.kind is DecisionKind.REFUSE and decision.case_id == case.id
