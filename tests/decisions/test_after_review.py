"""What a review found opens a proposal; the approver who ruled does not decide it, and nothing changes by itself."""

from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask

from returns_app.cases.rules import PauseKind
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Actor
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.decisions.models import ProposedDecision
from returns_app.decisions.rules import DecisionKind, ProposalState
from returns_app.decisions.service import propose_after_review
from returns_app.review.rules import Consequence
from returns_app.review.service import Ruled
from returns_app.support.rules import Component
from tests.decisions import builders
from tests.decisions.builders import LONG_ENOUGH, Office
from tests.decisions.changes import account, decide, order, planned, second_approver
from tests.people import AN_EVENT

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


def rule(actor: Actor, case_id: UUID, what: Consequence, amount: str = "") -> list[ProposedDecision]:
    with unit_of_work(actor) as work:
        propose_after_review(work, Ruled(case_id, what, Decimal(amount) if amount else None, LONG_ENOUGH))
        work.events.append(AN_EVENT)
    db.session().rollback()
    return db.session().query(ProposedDecision).filter_by(case_id=case_id).all()


def test_a_reduction_is_proposed_by_whoever_ruled_and_decided_by_another(office: Office) -> None:
    case_id = builders.arrived(office)
    [proposal] = rule(office.approver, case_id, Consequence.REDUCE, "2100.00")
    assert (proposal.kind, proposal.state) == (DecisionKind.REDUCE, ProposalState.OPEN)
    assert proposal.amounts == {Component.POST_RETURN: Decimal("2000.00"), Component.POST_ARRIVAL: Decimal("100.00")}
    assert account(case_id).ceiling == Decimal("2000.00")
    with pytest.raises(RuleBroken, match="You proposed this"):
        decide(office.approver, case_id, proposal.id)
    decide(second_approver(office), case_id, proposal.id)
    assert account(case_id).ceiling == Decimal("0.00")
    assert account(case_id, Component.POST_ARRIVAL).ceiling == Decimal("515.00")


def test_more_than_can_be_lowered_is_seen_by_the_second_approver(office: Office) -> None:
    plan = planned(office)
    order(office, plan.lines[0], "900.00")
    [proposal] = rule(office.approver, plan.case_id, Consequence.REDUCE, "2600.00")
    with pytest.raises(RuleBroken, match="delivered or ordered already"):
        decide(second_approver(office), plan.case_id, proposal.id)


def test_a_suspension_is_proposed_and_the_case_goes_on_until_it_is_decided(office: Office) -> None:
    case_id = builders.arrived(office)
    [proposal] = rule(office.approver, case_id, Consequence.SUSPEND)
    assert builders.stored(case_id).paused is PauseKind.NONE
    decide(second_approver(office), case_id, proposal.id)
    assert builders.stored(case_id).paused is PauseKind.SUSPENSION


@pytest.mark.parametrize("what", [Consequence.NONE, Consequence.RECOVER, Consequence.FRAUD])
def test_other_consequences_propose_nothing(office: Office, what: Consequence) -> None:
    assert rule(office.approver, builders.arrived(office), what, "5.00" if what is Consequence.RECOVER else "") == []


def test_where_nothing_was_granted_nothing_is_reduced_and_nothing_is_proposed_twice(office: Office) -> None:
    case_id = builders.submitted(office)
    assert rule(office.approver, case_id, Consequence.REDUCE, "10.00") == []
    rule(office.approver, case_id, Consequence.SUSPEND)
    assert len(rule(office.approver, case_id, Consequence.SUSPEND)) == 1
