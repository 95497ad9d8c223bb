"""Reading the queues: one statement per queue gives both its count and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from returns_app.accounts.models import Account
from returns_app.cases.models import CaseAccess, CaseAuthor, CaseEvent, ReturnCase
from returns_app.cases.queries import visible_cases
from returns_app.cases.rules import BEFORE_DEPARTURE, WITH_SUPPORT, AccessKind, EventKind, Stage
from returns_app.checks.models import RegistryCheck
from returns_app.checks.rules import BLOCKING
from returns_app.core.permissions import Actor
from returns_app.db.unit_of_work import today
from returns_app.desk.queries.tasks import tasks_waiting
from returns_app.desk.rules import TASK_QUEUES, QueueCode, is_personal
from returns_app.people.models import Person
from returns_app.support.models import Delivery, PlanLine
from returns_app.support.rules import Proof
from returns_app.work.models import Task

PAGE = 25
MOST_COUNTED = 1_000
LATEST = 5

# The pages name the type of a case without touching the tables of `cases`.
Case: TypeAlias = ReturnCase


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of a queue: what the page macro wants to know, and the cases."""

    cases: list[ReturnCase]
    number: int
    total: int
    total_is_floor: bool

    @property
    def first(self) -> int:
        """The place of the first case on this page."""
        return (self.number - 1) * PAGE + 1 if self.cases else 0

    @property
    def last(self) -> int:
        """The place of the last case on this page."""
        return (self.number - 1) * PAGE + len(self.cases)

    @property
    def has_next(self) -> bool:
        """True when more follow."""
        return self.last < self.total


def waiting(actor: Actor, code: QueueCode) -> Select[ReturnCase]:
    """The cases of one queue, as far as the actor may see them."""
    return visible_cases(actor).where(*_conditions(actor, code))


def count_waiting(session: Session, actor: Actor, codes: Sequence[QueueCode]) -> dict[QueueCode, int]:
    """How many wait in each queue, in one statement; counting stops above a thousand."""
    if not codes:
        return {}
    counts = session.execute(select(*[_count(actor, code) for code in codes])).one()
    return dict(zip(codes, counts, strict=True))


def list_waiting(session: Session, actor: Actor, code: QueueCode, *, page: int, total: int) -> QueuePage:
    """One page of a queue, the longest untouched first; `total` is what was counted."""
    number = min(max(page, 1), max(1, -(-min(total, MOST_COUNTED) // PAGE)))
    cases = list(session.scalars(_rows(actor, code, number, total))) if total else []
    return QueuePage(cases, number, min(total, MOST_COUNTED), total > MOST_COUNTED)


# Asked at every look at a case: put together once, columns only.
_PARTNERS = select(func.count()).where(
    CaseAccess.case_id == bindparam("case_id"),
    CaseAccess.kind == AccessKind.PARTNER,
    or_(CaseAccess.ends_on.is_(None), CaseAccess.ends_on >= bindparam("today", type_=Date)),
)
_LATEST = (
    select(CaseEvent.kind, CaseEvent.at, Account.name, CaseEvent.details)
    .outerjoin(Account, Account.id == CaseEvent.account_id)
    .where(CaseEvent.case_id == bindparam("case_id"))
    .order_by(CaseEvent.at.desc(), CaseEvent.id)
    .limit(LATEST)
)
_LATEST_OF = _LATEST.where(CaseEvent.kind.in_(bindparam("kinds", expanding=True)))


@dataclass(frozen=True, slots=True)
class LatestEvent:
    """One of the last entries of the timeline; without a name the house did it."""

    kind: EventKind
    at: datetime
    by: str | None
    amount_eur: str = ""


def count_partners(session: Session, case_id: UUID) -> int:
    """How many partners see a case now."""
    return session.scalar(_PARTNERS, {"case_id": case_id, "today": today()}) or 0


def latest_events(session: Session, case_id: UUID, kinds: Sequence[EventKind] = ()) -> list[LatestEvent]:
    """The last few entries of the timeline, of these kinds or of all."""
    chosen = {"kinds": [kind.value for kind in kinds]} if kinds else {}
    rows = session.execute(_LATEST_OF if kinds else _LATEST, {"case_id": case_id, **chosen})
    return [LatestEvent(kind, at, by, details.get("amount_eur", "")) for kind, at, by, details in rows]


_SIGNS = select(func.count(), func.count().filter(PlanLine.delivered < PlanLine.planned)).where(
    PlanLine.case_id == bindparam("case_id")
)


def plan_signs(session: Session, case_id: UUID) -> tuple[bool, bool]:
    """Whether there is a plan, and whether everything in it was delivered."""
    lines, open_lines = session.execute(_SIGNS, {"case_id": case_id}).one()
    return bool(lines), bool(lines) and not open_lines


def _rows(actor: Actor, code: QueueCode, number: int, total: int) -> Select[ReturnCase]:
    """A long queue is read in the order of its index; a short one is found as it was counted and sorted afterwards."""
    wanted = waiting(actor, code)
    if total <= MOST_COUNTED:
        wanted = select(ReturnCase).where(ReturnCase.id.in_(_counted(actor, code)))
    in_order = wanted.order_by(ReturnCase.changed_at, ReturnCase.id).options(*_row_parts())
    return in_order.limit(PAGE).offset((number - 1) * PAGE)


def _count(actor: Actor, code: QueueCode) -> ColumnElement[int]:
    return select(func.count()).select_from(_counted(actor, code).subquery()).scalar_subquery()


def _counted(actor: Actor, code: QueueCode) -> Select[UUID]:
    if code in TASK_QUEUES:
        return tasks_waiting(actor, code).with_only_columns(Task.id).limit(MOST_COUNTED + 1)
    return waiting(actor, code).with_only_columns(ReturnCase.id).limit(MOST_COUNTED + 1)


def _row_parts() -> tuple[ORMOption, ...]:
    names = joinedload(ReturnCase.principal).load_only(Person.protection)
    return names.options(selectinload(Person.names)), joinedload(ReturnCase.counsellor).load_only(Account.name)


def _conditions(actor: Actor, code: QueueCode) -> list[ColumnElement[bool]]:
    mine = [ReturnCase.counsellor_id == actor.account_id] if is_personal(actor, code) else []
    return [*mine, *_CONDITIONS[code](actor)]


def _to_submit(_actor: Actor) -> list[ColumnElement[bool]]:
    return [ReturnCase.stage == Stage.INTAKE]


def _answers(_actor: Actor) -> list[ColumnElement[bool]]:
    newer = aliased(RegistryCheck)
    is_latest = ~exists().where(
        newer.case_id == RegistryCheck.case_id,
        newer.person_id == RegistryCheck.person_id,
        newer.asked_at > RegistryCheck.asked_at,
    )
    blocked = exists().where(RegistryCheck.case_id == ReturnCase.id, RegistryCheck.answer.in_(BLOCKING), is_latest)
    return [ReturnCase.stage.in_(BEFORE_DEPARTURE - {Stage.APPROVED}), blocked]


def _to_decide(actor: Actor) -> list[ColumnElement[bool]]:
    wrote = exists().where(CaseAuthor.case_id == ReturnCase.id, CaseAuthor.account_id == actor.account_id)
    return [
        ReturnCase.stage == Stage.SUBMITTED, ReturnCase.organisation_id == actor.organisation_id,
        ReturnCase.counsellor_id != actor.account_id, ~wrote,
    ]  # fmt: skip


def _to_depart(actor: Actor) -> list[ColumnElement[bool]]:
    return [ReturnCase.stage == Stage.APPROVED, ReturnCase.organisation_id == actor.organisation_id]


def _arrivals(_actor: Actor) -> list[ColumnElement[bool]]:
    return [ReturnCase.stage == Stage.DEPARTED]


def _to_plan(_actor: Actor) -> list[ColumnElement[bool]]:
    return [ReturnCase.stage.in_(WITH_SUPPORT), ~exists().where(PlanLine.case_id == ReturnCase.id)]


def _to_deliver(_actor: Actor) -> list[ColumnElement[bool]]:
    is_open = exists().where(PlanLine.case_id == ReturnCase.id, PlanLine.delivered < PlanLine.planned)
    return [ReturnCase.stage.in_(WITH_SUPPORT), is_open]


def _to_prove(_actor: Actor) -> list[ColumnElement[bool]]:
    unproven = select(Delivery.case_id).where(Delivery.proof == Proof.UNPROVEN)
    return [ReturnCase.id.in_(unproven), ReturnCase.stage.in_(WITH_SUPPORT)]


_CONDITIONS = {
    QueueCode.TO_SUBMIT: _to_submit,
    QueueCode.ANSWERS: _answers,
    QueueCode.TO_DECIDE: _to_decide,
    QueueCode.TO_DEPART: _to_depart,
    QueueCode.ARRIVALS: _arrivals,
    QueueCode.TO_PLAN: _to_plan,
    QueueCode.TO_DELIVER: _to_deliver,
    QueueCode.TO_PROVE: _to_prove,
}
