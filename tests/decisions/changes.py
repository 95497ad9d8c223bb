"""Builders of changes: somebody proposes, somebody else decides."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.decisions import service
from returns_app.decisions.models import Decision, ProposedDecision
from returns_app.decisions.rules import REASONS_OF, ChangeEntry, DecisionKind, Reply
from returns_app.support import service as support
from returns_app.support.models import PlanLine, SupportAccount, SupportEnvelope, SupportOrder
from returns_app.support.rules import (
    Component,
    DeliveryEntry,
    OrderEntry,
    PlanLineEntry,
    SupportCategory,
    Verdict,
)
from tests import people
from tests.decisions import builders
from tests.decisions.builders import LONG_ENOUGH, Office

IN_KIND = Component.POST_RETURN


@dataclass(frozen=True)
class Planned:
    """A signed plan: welding set 900, rent 500, of 2,000 in kind."""

    case_id: UUID
    lines: tuple[UUID, ...]


def an_entry(kind: DecisionKind, by: str = "100.00", part: Component = IN_KIND) -> ChangeEntry:
    """What a colleague proposes, with the first reason of its kind."""
    cuts = {part: Decimal(by)} if kind is DecisionKind.REDUCE else None
    needs_day = kind in {DecisionKind.SUSPEND, DecisionKind.EXTEND}
    until = today() + timedelta(days=400) if needs_day else None
    return ChangeEntry(kind, uuid4(), REASONS_OF[kind][:1], LONG_ENOUGH, cuts, until)


def propose(actor: Actor, case_id: UUID, entry: ChangeEntry) -> ProposedDecision:
    """Somebody proposes."""
    with unit_of_work(actor) as work:
        return service.propose_change(work, case_id, entry)


def decide(actor: Actor, case_id: UUID, proposal_id: UUID, key: UUID | None = None) -> Decision:
    """Somebody says yes to the proposal as it stands."""
    return service.decide_change(actor, case_id, proposal_id, Reply(key or uuid4(), version_of(proposal_id)))


def change(office: Office, case_id: UUID, entry: ChangeEntry) -> Decision:
    """The counsellor proposes, the approver decides."""
    return decide(office.approver, case_id, propose(office.counsellor, case_id, entry).id)


def version_of(proposal_id: UUID) -> int:
    """As it is stored now."""
    db.session().rollback()
    return db.session().get_one(ProposedDecision, proposal_id).version


def second_approver(office: Office) -> Actor:
    """Another approver of the same authority."""
    return people.an_actor(Role.APPROVER, organisation=office.organisation)


def planned(office: Office, case_id: UUID | None = None) -> Planned:
    """A case that arrived, with a signed plan."""
    case_id = case_id or builders.arrived(office)
    lines = []
    for category, item, amount in (
        (SupportCategory.TOOLS, "Welding set", "900.00"), (SupportCategory.RENT, "Workshop rent", "500.00"),
    ):  # fmt: skip
        with unit_of_work(office.counsellor) as work:
            entry = PlanLineEntry(case_id, uuid4(), category, item, Decimal(amount))
            lines.append(support.add_plan_line(work, entry).id)
    with unit_of_work(office.counsellor) as work:
        plan = support.submit_plan(work, case_id)
    with unit_of_work(office.approver) as work:
        support.sign_plan(work, plan.id, Verdict(is_yes=True))
    return Planned(case_id, tuple(lines))


def order(office: Office, line_id: UUID, amount: str) -> SupportOrder:
    """The partner orders."""
    with unit_of_work(office.partner) as work:
        return support.place_order(work, OrderEntry(line_id, uuid4(), Decimal(amount), "EUR", work.today, "Ade"))


def deliver(office: Office, line_id: UUID, amount: str, order_id: UUID | None = None) -> None:
    """The partner hands over."""
    with unit_of_work(office.partner) as work:
        support.log_delivery(
            work,
            DeliveryEntry(line_id, uuid4(), Decimal(amount), "EUR", work.today, "R-1", "Ade", "", order_id=order_id),
        )


def account(case_id: UUID, part: Component = IN_KIND) -> SupportAccount:
    """The sums as stored."""
    db.session().rollback()
    return db.session().query(SupportAccount).filter_by(case_id=case_id, component=part).one()


def line(line_id: UUID) -> PlanLine:
    """A plan line as stored."""
    db.session().rollback()
    return db.session().get_one(PlanLine, line_id)


def envelopes(case_id: UUID, part: Component = IN_KIND) -> list[Decimal]:
    """What each member may receive."""
    db.session().rollback()
    rows = db.session().query(SupportEnvelope).filter_by(case_id=case_id, component=part)
    return [row.ceiling for row in rows]
