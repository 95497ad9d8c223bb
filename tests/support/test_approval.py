"""Plans are signed by different people, amended without starting over, and nothing unsigned is delivered."""

from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask

from returns_app.accounts.models import Organisation
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.money import ZERO
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.support import queries, service
from returns_app.support.models import PlanLine, PlanVersion, SupportAccount
from returns_app.support.rules import LineStatus, PlanStatus, RejectReason, Signer, SupportCategory, Verdict
from tests import people
from tests.support import builders
from tests.support.builders import Family, a_delivery, a_family, approve_plan, deliver, plan_line, sums

pytestmark = pytest.mark.postgres
YES = Verdict(is_yes=True)


def _submit(family: Family, actor: Actor | None = None) -> PlanVersion:
    with unit_of_work(actor or family.counsellor) as work:
        return service.submit_plan(work, family.case_id)


def _sign(actor: Actor, plan: PlanVersion, verdict: Verdict = YES) -> PlanVersion:
    plan_id = plan.id  # read before the unit of work: in a stranger's sight the row is not there
    with unit_of_work(actor) as work:
        return service.sign_plan(work, plan_id, verdict)


def _amend(family: Family, line: UUID, amount: str) -> PlanLine:
    with unit_of_work(family.counsellor) as work:
        return service.amend_line(work, line, Decimal(amount))


def _colleague(actor: Actor, role: Role) -> Actor:
    """Another account of the same organisation."""
    assert actor.organisation_id is not None
    return people.an_actor(role, organisation=db.session().get_one(Organisation, actor.organisation_id))


def _approved(family: Family) -> Decimal:
    db.session().rollback()
    return queries.money_of(db.session(), family.case_id).approved


def test_what_nobody_signed_is_not_delivered(house: Flask) -> None:
    family = a_family()
    line = plan_line(family, SupportCategory.TOOLS, "Welding set", "1180.00")
    with pytest.raises(RuleBroken, match="not approved yet"):
        deliver(family, a_delivery(line.id))
    assert _approved(family) == ZERO
    approve_plan(family)
    assert _approved(family) == Decimal("1180.00")
    assert deliver(family, a_delivery(line.id)).amount_eur == Decimal("100.00")


def test_whoever_wrote_a_line_does_not_sign_it(house: Flask) -> None:
    family = a_family()
    both = _colleague(family.counsellor, Role.APPROVER)
    plan_line(family, SupportCategory.TOOLS, "Welding set", "1180.00")
    with pytest.raises(RuleBroken, match="different colleague"):
        _sign(_with_roles(family.counsellor, Role.APPROVER), _submit(family))
    assert _sign(both, _plan(family)).status is PlanStatus.APPROVED


def test_a_larger_plan_needs_two_people_in_their_order(house: Flask) -> None:
    family = a_family()
    plan_line(family, SupportCategory.TOOLS, "Welding set", "1999.00")
    plan_line(family, SupportCategory.ONWARD_TRANSPORT, "Bus", "600.00")
    plan = _submit(family)
    assert (plan.amount, plan.steps) == (Decimal("2599.00"), 2)
    with pytest.raises(RuleBroken, match="another role"):
        _sign(family.finance, plan)
    assert _sign(family.approver, plan).status is PlanStatus.SUBMITTED
    assert _approved(family) == ZERO
    with pytest.raises(RuleBroken, match="different colleague"):
        _sign(_with_roles(family.approver, Role.FINANCE), plan)
    assert _sign(family.finance, plan).status is PlanStatus.APPROVED
    with pytest.raises(RuleBroken, match="does not wait"):
        _sign(family.finance, plan)


def test_sent_back_with_a_reason_it_is_mended_and_sent_again(house: Flask) -> None:
    family = a_family()
    line = plan_line(family, SupportCategory.TOOLS, "Welding set", "1180.00")
    plan = _submit(family)
    with pytest.raises(RuleBroken, match="Choose a reason"):
        _sign(family.approver, plan, Verdict(is_yes=False))
    with pytest.raises(RuleBroken, match="waits for approval"):
        _amend(family, line.id, "900.00")
    no = Verdict(is_yes=False, reason=RejectReason.TOO_EXPENSIVE, comment="The usual price is 900.")
    assert _sign(family.approver, plan, no).status is PlanStatus.REJECTED
    _amend(family, line.id, "900.00")
    again = _submit(family)
    assert again.number == 2
    assert _sign(family.approver, again).status is PlanStatus.APPROVED
    assert sums(family) == (Decimal("900.00"), ZERO, ZERO)


def test_an_amendment_keeps_what_was_delivered_and_holds_what_it_asks_for(house: Flask) -> None:
    family = a_family()
    line, rent, _training = family.plan()
    deliver(family, a_delivery(line, "1000.00"))
    with pytest.raises(RuleBroken, match=r"1000\.00 € was delivered"):
        _amend(family, line, "999.99")
    with pytest.raises(RuleBroken, match=r"exceed the envelope by 0\.01"):
        _amend(family, line, "1215.01")
    _amend(family, line, "1215.00")
    assert sums(family)[0] == Decimal("2000.00")
    assert _approved(family) == Decimal("1965.00")
    _amend(family, rent, "0.00")
    approve_plan(family)
    assert sums(family) == (Decimal("1460.00"), Decimal("1000.00"), Decimal("1000.00"))
    dropped = db.session().get_one(PlanLine, rent)
    assert (dropped.status, _approved(family)) == (LineStatus.DROPPED, Decimal("1460.00"))


def test_a_plan_can_be_taken_back_once(house: Flask) -> None:
    family = a_family()
    plan_line(family, SupportCategory.TOOLS, "Welding set", "1180.00")
    plan = _submit(family)
    with unit_of_work(family.counsellor) as work:
        assert service.take_plan_back(work, plan.id).status is PlanStatus.TAKEN_BACK
    with pytest.raises(RuleBroken), unit_of_work(family.counsellor) as work:
        service.take_plan_back(work, plan.id)
    with pytest.raises(RuleBroken, match="does not wait"):
        _sign(family.approver, plan)


def test_nothing_pending_is_nothing_to_send(house: Flask) -> None:
    family = a_family()
    family.plan()
    with pytest.raises(RuleBroken, match="Nothing in this plan"):
        _submit(family)


def test_a_stranger_signs_nothing(house: Flask) -> None:
    family = a_family()
    plan_line(family, SupportCategory.TOOLS, "Welding set", "1180.00")
    plan = _submit(family)
    with pytest.raises(NotFound):
        _sign(people.an_actor(Role.APPROVER), plan)


def test_bands_follow_the_amount() -> None:
    policy = queries.money_policy("NL-EURP", builders.ARRIVED_ON)
    assert policy.signers(Decimal("2500.00")) == (Signer.APPROVER,)
    assert policy.signers(Decimal("2500.01")) == (Signer.APPROVER, Signer.FINANCE)
    assert len(policy.signers(Decimal("10000.01"))) == 3


def _plan(family: Family) -> PlanVersion:
    db.session().rollback()
    return queries.list_plans(db.session(), family.case_id)[0]


def _with_roles(actor: Actor, *roles: Role) -> Actor:
    return Actor(actor.account_id, actor.organisation_id, actor.member_state, frozenset(roles))


def test_the_database_itself_refuses_more_delivered_than_signed(house: Flask) -> None:
    family = a_family()
    with pytest.raises(Exception, match=r"ck_support_account_approved|CHECK"), unit_of_work(people.SEEDER) as work:
        work.session.query(SupportAccount).filter_by(case_id=family.case_id).update({"delivered": Decimal("0.01")})
        work.events.append(people.AN_EVENT)


def test_a_line_that_was_delivered_while_it_waited_to_be_dropped_stays_with_what_it_cost(house: Flask) -> None:
    family = a_family()
    line = plan_line(family, SupportCategory.TOOLS, "Welding set", "100.00")
    approve_plan(family)
    _amend(family, line.id, "0.00")
    deliver(family, a_delivery(line.id, "30.00"))
    approve_plan(family)
    stored = db.session().get_one(PlanLine, line.id)
    assert (stored.status, stored.planned) == (LineStatus.APPROVED, Decimal("30.00"))
    assert sums(family)[:2] == (Decimal("30.00"), Decimal("30.00"))
    assert _approved(family) == Decimal("30.00")
