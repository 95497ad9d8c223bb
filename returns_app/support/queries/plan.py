"""Reading envelopes, plan lines, versions and signatures: always through the case they belong to."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Account
from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import get_case
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Role
from returns_app.core.settings import ROOT
from returns_app.support.models import PlanLine, PlanSignature, PlanVersion, SupportAccount
from returns_app.support.queries.sight import case_of_line
from returns_app.support.rules import (
    Component,
    ComponentMoney,
    MoneyOfCase,
    MoneyPolicy,
    PlanStatus,
    Signer,
    read_policy,
)

Case: TypeAlias = ReturnCase  # what this feature calls the case it is given
Plan: TypeAlias = PlanVersion
Line: TypeAlias = PlanLine


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Where a plan line stands: enough to lock its envelope before anything is read."""

    case_id: UUID
    component: Component


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature with the name of who gave it."""

    signature: PlanSignature
    name: str


_ACCOUNTS = select(SupportAccount).where(SupportAccount.case_id == bindparam("case_id"))


def money_of(session: Session, case_id: UUID) -> MoneyOfCase:
    """The sums of a case the caller may see."""
    accounts = session.scalars(_ACCOUNTS, {"case_id": case_id})
    found = sorted((account.component, account.envelope) for account in accounts)
    return MoneyOfCase(tuple(ComponentMoney(component, envelope) for component, envelope in found))


def list_lines(session: Session, case_id: UUID) -> list[PlanLine]:
    """Plan lines in the order they were made."""
    wanted = select(PlanLine).where(PlanLine.case_id == case_id)
    return list(session.scalars(wanted.order_by(PlanLine.position, PlanLine.id)))


def get_line_place(session: Session, line_id: UUID) -> LinePlace:
    """The case and component of a line; whether the actor may see the case is asked next."""
    found = session.execute(select(PlanLine.case_id, PlanLine.component).where(PlanLine.id == line_id)).first()
    if found is None:
        raise NotFound
    return LinePlace(*found)


def get_line(session: Session, actor: Actor, line_id: UUID) -> tuple[Case, PlanLine]:
    """A plan line and its case, also for the partner it was given to."""
    case = case_of_line(session, actor, get_line_place(session, line_id).case_id, line_id)
    return case, session.get_one(PlanLine, line_id)


def get_planned_line(session: Session, actor: Actor, line_id: UUID) -> tuple[Case, PlanLine]:
    """The same for whoever plans: the whole case has to be in sight."""
    get_case(session, actor, get_line_place(session, line_id).case_id)
    return get_line(session, actor, line_id)


def find_line_by_key(session: Session, request_key: UUID) -> PlanLine | None:
    """What an earlier sending of the same form made."""
    return session.scalars(select(PlanLine).where(PlanLine.request_key == request_key)).first()


def next_position(session: Session, case_id: UUID) -> int:
    """The number of the next plan line of a case."""
    return 1 + (session.scalar(select(func.max(PlanLine.position)).where(PlanLine.case_id == case_id)) or 0)


def list_plans(session: Session, case_id: UUID) -> list[PlanVersion]:
    """The versions of a plan, newest first."""
    wanted = select(PlanVersion).where(PlanVersion.case_id == case_id)
    return list(session.scalars(wanted.order_by(PlanVersion.number.desc())))


def get_plan(session: Session, actor: Actor, plan_id: UUID) -> tuple[Case, PlanVersion]:
    """A version of a plan and its case."""
    plan = session.get(PlanVersion, plan_id)
    if plan is None:
        raise NotFound
    return get_case(session, actor, plan.case_id), plan


def plan_status(session: Session, case_id: UUID) -> PlanStatus | None:
    """Where the newest version stands; None before the first."""
    wanted = select(PlanVersion.status).where(PlanVersion.case_id == case_id)
    return session.scalar(wanted.order_by(PlanVersion.number.desc()).limit(1))


def last_plan_number(session: Session, case_id: UUID) -> int:
    """The number of the newest version."""
    return session.scalar(select(func.max(PlanVersion.number)).where(PlanVersion.case_id == case_id)) or 0


def list_signatures(session: Session, plan_id: UUID) -> list[PlanSignature]:
    """Signatures of one version, step by step."""
    wanted = select(PlanSignature).where(PlanSignature.plan_id == plan_id)
    return list(session.scalars(wanted.order_by(PlanSignature.step)))


def list_signed(session: Session, case_id: UUID) -> dict[UUID, list[Signed]]:
    """The signatures of every version of a case, with names."""
    wanted = select(PlanSignature, Account.name).join(Account, Account.id == PlanSignature.account_id)
    found: dict[UUID, list[Signed]] = {}
    for signature, name in session.execute(wanted.where(PlanSignature.case_id == case_id).order_by(PlanSignature.step)):
        found.setdefault(signature.plan_id, []).append(Signed(signature, name))
    return found


@cache
def _rules_of_money() -> dict[str, Any]:
    return tomllib.loads((ROOT / "config" / "support.toml").read_text(encoding="utf-8"))


def money_policy(programme: str, on: date) -> MoneyPolicy:
    """Who signs which amount, and how much may be cash, in one programme on one day."""
    return read_policy(_rules_of_money(), programme, on)


def signers_of(case: Case, amount: Decimal, on: date) -> tuple[Signer, ...]:
    """Who has to sign a plan of this amount."""
    return money_policy(case.programme_version.programme.code, on).signers(amount)


def steps_of(actor: Actor) -> frozenset[Signer]:
    """The steps somebody's roles let them sign."""
    return frozenset(signer for signer in Signer if actor.has(Role(signer.value)))
