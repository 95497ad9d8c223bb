"""Reading what a decision stands on: criteria against facts, the tariff, the registry, and decisions already taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from returns_app.cases.models import CaseMember, ReturnCase
from returns_app.cases.queries import author_ids, circumstances_of, fact_author_ids
from returns_app.cases.rules import Circumstances, Stage
from returns_app.cases.service import missing_for
from returns_app.checks.models import RegistryCheck
from returns_app.checks.queries import latest_checks, prior_support, to_be_asked
from returns_app.core.money import ZERO
from returns_app.core.permissions import Actor
from returns_app.counselling.queries import vulnerabilities_of
from returns_app.decisions.models import Decision
from returns_app.decisions.rules import (
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
        return total_of(self.lines)


def total_of(lines: Iterable[TariffLine]) -> Decimal:
    """The sum of some lines."""
    return sum((line.amount for line in lines), ZERO)


def weigh_case(session: Session, actor: Actor, case: ReturnCase, on: date) -> Proposal:
    """Criteria and tariff of the case's own programme version, and what hinders this actor."""
    checks = tuple(latest_checks(session, case.id))
    found = vulnerabilities_of(session, case.id)
    facts = facts_of(case, checks, circumstances_of(session, case.id), on, found)
    rules = case.programme_version.rules
    authors = author_ids(session, case.id)
    writers = fact_author_ids(session, case.id)
    refusal = stage_hindrance(case.stage) or four_eyes_hindrance(actor.account_id, writers, case.counsellor_id, authors)
    approval = (
        refusal
        or _guard_hindrance(session, case)
        or registry_hindrance([check.answer for check in checks], len(to_be_asked(case)))
    )
    return Proposal(checks, evaluate(rules, facts), tariff(rules, facts), authors, approval, refusal)


def _guard_hindrance(session: Session, case: ReturnCase) -> Hindrance | None:
    """The first guard of the step to an approval that does not hold."""
    for guard, _count in missing_for(session, case, Stage.APPROVED):
        return Hindrance(f"cases.missing_{guard.fact}", guard.sentence)
    return None


def facts_of(
    case: ReturnCase, checks: Sequence[RegistryCheck], said: Circumstances, on: date,
    found: Mapping[UUID, frozenset[str]] = MappingProxyType({}),
) -> CaseFacts:  # fmt: skip
    """The case as a programme's rules see it; what the registry has not answered stays unknown."""
    is_answered = bool(checks) and all(check.answered_at for check in checks)
    leaving = said.days.get("departure_on", on)
    applied = case.stage_since if case.stage is Stage.SUBMITTED else on
    return CaseFacts(
        on=on, return_country=case.return_country, return_type=case.return_type.value,
        members=tuple(_member_facts(member, leaving, found.get(member.person_id)) for member in travellers(case)),
        prior=prior_support(checks) if is_answered else None,
        stated=said.answers, dates={**said.days, "applied_on": applied}, countries=said.countries,
        legal_status=str(said.legal_status or ""),
    )  # fmt: skip


def list_decisions(session: Session, case_id: UUID) -> list[Decision]:
    """Decisions on a case, newest first."""
    wanted = (
        select(Decision)
        .options(joinedload(Decision.decider), joinedload(Decision.proposer))
        .where(Decision.case_id == case_id)
    )
    return list(session.scalars(wanted.order_by(Decision.decided_at.desc())))


def find_decision(session: Session, case_id: UUID, request_key: UUID) -> Decision | None:
    """The decision that an earlier sending of the same form took."""
    return session.scalars(
        select(Decision).where(Decision.request_key == request_key, Decision.case_id == case_id)
    ).first()


def granted_to(session: Session, case_id: UUID) -> tuple[TariffLine, ...]:
    """What was granted, per member and component."""
    wanted = select(SupportEnvelope).where(SupportEnvelope.case_id == case_id)
    rows = session.scalars(wanted.order_by(SupportEnvelope.component, SupportEnvelope.person_id))
    return tuple(TariffLine(row.person_id, row.component.value, row.ceiling, row.tariff) for row in rows)


def travellers(case: ReturnCase) -> list[CaseMember]:
    """The members who are still part of this return."""
    return case.present


def was_tried(session: Session, promise_key: str) -> bool:
    """True when an approval with this key was begun before."""
    return session.scalar(select(Job.id).where(Job.dedup_key == promise_key)) is not None


def holds_promise(session: Session, promise_key: str, now: datetime) -> bool:
    """True while nobody has begun to free what was reserved; keeps them from beginning until this transaction ends."""
    is_idle = or_(Job.leased_until.is_(None), Job.leased_until < now)
    wanted = select(Job.id).where(Job.dedup_key == promise_key, Job.ended_at.is_(None), is_idle)
    return session.scalar(wanted.with_for_update()) is not None


def _member_facts(member: CaseMember, on: date, found: frozenset[str] | None) -> MemberFacts:
    person = member.person
    is_named = not person.is_placeholder and any(name.full for name in person.names)
    nationalities = tuple(nationality.country for nationality in person.nationalities)
    return MemberFacts(member.person_id, member.role.value, person.born.age_on(on), nationalities, is_named, found)
