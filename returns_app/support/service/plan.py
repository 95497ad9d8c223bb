"""Planning support within the envelope."""

from uuid import UUID

from returns_app.cases.queries import get_case
from returns_app.cases.rules import EventKind
from returns_app.cases.service import add_event
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.money import ZERO
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.support import queries
from returns_app.support.models import PlanLine, SupportAccount
from returns_app.support.rules import LineMoney, PlanLineEntry, check_category, check_plan_stage, component_of, key_used
from returns_app.support.service.envelopes import lock_accounts


def add_plan_line(work: UnitOfWork, entry: PlanLineEntry) -> PlanLine:
    """A counsellor or the case's partner plans something; the same sending is answered with its first result."""
    accounts = lock_accounts(work, entry.case_id)
    case = get_case(work.session, work.actor, entry.case_id)
    repeated = queries.find_line_by_key(work.session, entry.request_key)
    if repeated is not None:
        return _same(repeated, entry.case_id)
    check_plan_stage(case.stage)
    _check_member(case, entry.person_id)
    check_category(entry.category, frozenset(accounts))
    account = accounts[component_of(entry.category)]
    account.envelope = account.envelope.plan(LineMoney(entry.planned))
    line = work.add(_line(work, account, entry))
    work.session.flush()
    _say(work, case, line)
    return line


def _line(work: UnitOfWork, account: SupportAccount, entry: PlanLineEntry) -> PlanLine:
    return PlanLine(
        case_id=entry.case_id,
        component=account.component,
        person_id=entry.person_id,
        position=queries.next_position(work.session, entry.case_id),
        category=entry.category,
        item=entry.item,
        planned=entry.planned,
        delivered=ZERO,
        planned_by=work.actor.account_id,
        planned_at=work.now,
        request_key=entry.request_key,
    )


def _check_member(case: queries.Case, person_id: UUID | None) -> None:
    if person_id is not None and person_id not in {member.person_id for member in case.members}:
        raise RuleBroken("support.not_member", N_("Choose a member of this family."), field="person_id")


def _same(line: PlanLine, case_id: UUID) -> PlanLine:
    if line.case_id != case_id:
        raise key_used()
    return line


def _say(work: UnitOfWork, case: queries.Case, line: PlanLine) -> None:
    codes = {"line": str(line.id), "category": line.category.value, "amount_eur": str(line.planned)}
    add_event(work, case, EventKind.PLANNED, happened_on=work.today, details=codes, person_id=line.person_id)
    work.record(Action.PLAN_LINE_ADDED, case_id=case.id, **codes)
