"""Planning support within the envelope: lines are proposed, changed or dropped, and wait for signatures."""

from decimal import Decimal
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
from returns_app.support.rules import (
    Component,
    FundingSource,
    LineMoney,
    LineStatus,
    PlanLineEntry,
    SupplyKind,
    check_amendment,
    check_cash,
    check_category,
    check_funding,
    check_going_on,
    check_open_plan,
    check_plan_stage,
    check_schedule,
    component_of,
    key_used,
    kind_of,
)
from returns_app.support.service.envelopes import lock_accounts


def add_plan_line(work: UnitOfWork, entry: PlanLineEntry) -> PlanLine:
    """A counsellor or the case's partner proposes something; the same sending is answered with its first result."""
    accounts = lock_accounts(work, entry.case_id)
    case = get_case(work.session, work.actor, entry.case_id)
    repeated = queries.find_line_by_key(work.session, entry.request_key)
    if repeated is not None:
        return _same(repeated, entry.case_id)
    check_plan_stage(case.stage)
    check_open_plan(queries.plan_status(work.session, case.id))
    check_going_on(is_ended=any(account.ended_on for account in accounts.values()))
    _check_member(case, entry.person_id)
    check_schedule(entry.starts_on, entry.ends_on)
    check_category(entry.category, frozenset(accounts))
    account = accounts[component_of(entry.category)]
    account.envelope = account.envelope.plan(LineMoney(entry.planned, is_approved=False))
    line = _line(work, account, entry, _funding(case, entry))
    _check_case(work, case, line)
    work.add(line)
    work.session.flush()
    _say(work, case, line)
    return line


def amend_line(work: UnitOfWork, line_id: UUID, amount: Decimal) -> PlanLine:
    """Another amount for a line, nothing to drop it; it holds once it is signed, and what was delivered stays."""
    place = queries.get_line_place(work.session, line_id)
    accounts = lock_accounts(work, place.case_id)
    case, line = queries.get_planned_line(work.session, work.actor, line_id)
    check_plan_stage(case.stage)
    check_open_plan(queries.plan_status(work.session, case.id))
    check_amendment(amount, line.delivered)
    check_going_on(is_ended=accounts[line.component].ended_on is not None and amount > line.target)
    before = line.money
    _set(line, amount)
    if amount > ZERO:
        _check_case(work, case, line)
    accounts[line.component].envelope = accounts[line.component].envelope.amend(before, line.money)
    line.changed_by = work.actor.account_id
    work.record(Action.PLAN_LINE_CHANGED, case_id=case.id, line=line.id, amount_eur=amount)
    return line


def _set(line: PlanLine, amount: Decimal) -> None:
    if line.status is LineStatus.APPROVED:
        line.wanted = None if amount == line.planned else amount
    elif amount == ZERO:
        line.status = LineStatus.DROPPED
    else:
        line.planned, line.status = amount, LineStatus.PROPOSED


def _line(work: UnitOfWork, account: SupportAccount, entry: PlanLineEntry, funding: FundingSource) -> PlanLine:
    return PlanLine(
        case_id=entry.case_id,
        component=account.component,
        person_id=entry.person_id,
        position=queries.next_position(work.session, entry.case_id),
        category=entry.category,
        kind=kind_of(entry.category, entry.kind),
        status=LineStatus.PROPOSED,
        item=entry.item,
        goal=entry.goal,
        supplier=entry.supplier,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        instalments=entry.instalments,
        funding_source=funding,
        planned=entry.planned,
        delivered=ZERO,
        planned_by=work.actor.account_id,
        planned_at=work.now,
        request_key=entry.request_key,
    )


def _check_case(work: UnitOfWork, case: queries.Case, line: PlanLine) -> None:
    """What all lines together may not do: too much cash, two funds for one thing."""
    others = [one for one in queries.list_lines(work.session, case.id) if one.id != line.id]
    lines = [line, *(one for one in others if one.status is not LineStatus.DROPPED)]
    check_funding(one.funding_source for one in lines)
    if line.kind is SupplyKind.CASH:
        cash = (one.money.committed for one in lines if (one.kind, one.component) == (line.kind, line.component))
        check_cash(_cash_limit(work, case, line.component), sum(cash, ZERO))


def _cash_limit(work: UnitOfWork, case: queries.Case, component: Component) -> Decimal | None:
    programme = case.programme_version.programme.code
    return queries.money_policy(programme, work.today).cash_limit(component, len(case.present))


def _funding(case: queries.Case, entry: PlanLineEntry) -> FundingSource:
    """What was said, or who pays for the programme."""
    if entry.funding_source is not None:
        return entry.funding_source
    told = case.programme_version.programme.funding_source
    return FundingSource(told) if told in set(FundingSource) else FundingSource.OTHER


def _check_member(case: queries.Case, person_id: UUID | None) -> None:
    if person_id is not None and person_id not in {member.person_id for member in case.members}:
        raise RuleBroken("support.not_member", N_("Choose a member of this family."), field="person_id")


def _same(line: PlanLine, case_id: UUID) -> PlanLine:
    if line.case_id != case_id:
        raise key_used()
    return line


def _say(work: UnitOfWork, case: queries.Case, line: PlanLine) -> None:
    codes = {"line": str(line.id), "category": line.category.value, "amount_eur": str(line.planned)}
    text, who = line.item, line.person_id
    add_event(work, case, EventKind.PLANNED, happened_on=work.today, details=codes, text=text, person_id=who)
    work.record(Action.PLAN_LINE_ADDED, case_id=case.id, **codes)
