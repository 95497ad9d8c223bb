"""Whatever the order of proposals, answers, orders and deliveries: no cent and no reservation is lost, and four eyes hold."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from uuid import UUID, uuid4

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returns_app.cases.queries import fact_author_ids
from returns_app.cases.rules import Stage
from returns_app.checks.models import OwnClaim
from returns_app.closure.rules import Withdrawal, WithdrawalReason
from returns_app.closure.service import withdraw_case
from returns_app.core.errors import Refusal
from returns_app.core.money import ZERO
from returns_app.core.permissions import Actor
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.decisions import service
from returns_app.decisions.models import Decision, ProposedDecision
from returns_app.decisions.rules import CHANGES, DecisionKind, ProposalState, Reply
from returns_app.jobs.service import run_now
from returns_app.people.rules import PersonEntry
from returns_app.registry.connection import registry
from returns_app.registry.statuses import ClaimStatus
from returns_app.support import service as support
from returns_app.support.models import Delivery, PlanLine, SupportAccount, SupportEnvelope, SupportOrder
from returns_app.support.queries import floors_of
from returns_app.support.rules import OrderStatus
from returns_app.travel.service import confirm_arrival, prepare_departure, record_departure
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders
from tests.decisions.builders import LONG_ENOUGH, Office
from tests.decisions.changes import an_entry, decide, deliver, order, planned, propose, version_of

AMOUNTS = ("0.01", "333.33", "700.00", "1999.99")
Act = Callable[[Office, UUID], object]


def _propose(kind: DecisionKind, by: str = "333.33") -> Act:
    return lambda office, case_id: propose(office.counsellor, case_id, an_entry(kind, by))


def _answer(who: str, *, is_yes: bool) -> Act:
    def answer(office: Office, case_id: UUID) -> None:
        actor: Actor = getattr(office, who)
        for one in db.session().query(ProposedDecision).filter_by(case_id=case_id, state=ProposalState.OPEN).all():
            with suppress(Refusal):
                if is_yes:
                    decide(actor, case_id, one.id)
                else:
                    service.decline_change(actor, case_id, one.id, Reply(uuid4(), version_of(one.id), LONG_ENOUGH))

    return answer


def _on_lines(does: Callable[[Office, PlanLine], object]) -> Act:
    def act(office: Office, case_id: UUID) -> None:
        for one in db.session().query(PlanLine).filter_by(case_id=case_id).all():
            with suppress(Refusal):
                does(office, one)

    return act


def _cancel(office: Office, case_id: UUID) -> None:
    for one in db.session().query(SupportOrder).filter_by(case_id=case_id, status=OrderStatus.OPEN).all():
        with suppress(Refusal), unit_of_work(office.partner) as work:
            support.cancel_order(work, one.id)


def _depart(office: Office, case_id: UUID) -> None:
    with unit_of_work(office.travel_desk) as work:
        prepare_departure(work, case_id, builders.a_preparation(case_id))
        record_departure(work, case_id, builders.a_departure(case_id))


def _arrive(office: Office, case_id: UUID) -> None:
    with unit_of_work(office.partner) as work:
        confirm_arrival(work, case_id, builders.an_arrival(case_id))


def _withdraw(office: Office, case_id: UUID) -> None:
    with unit_of_work(office.counsellor) as work:
        withdraw_case(work, case_id, Withdrawal(WithdrawalReason.CHANGED_MIND))


ACTS: Mapping[str, Act] = {
    **{f"propose {kind.value}": _propose(kind) for kind in CHANGES},
    **{f"reduce by {by}": _propose(DecisionKind.REDUCE, by) for by in AMOUNTS},
    "decide": _answer("approver", is_yes=True),
    "decide own": _answer("counsellor", is_yes=True),
    "decline": _answer("approver", is_yes=False),
    "plan": planned,
    "order": _on_lines(lambda office, line: order(office, line.id, "120.05")),
    "deliver": _on_lines(lambda office, line: deliver(office, line.id, "33.10")),
    "cancel orders": _cancel,
    "depart": _depart,
    "arrive": _arrive,
    "withdraw": _withdraw,
}
ORDERS = st.lists(st.sampled_from(sorted(ACTS)), min_size=4, max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(way=st.sampled_from(((), ("depart", "arrive"), ("depart", "arrive", "plan", "order"))), names=ORDERS)
def test_no_order_of_actions_loses_money_or_a_reservation_and_four_eyes_hold(
    house: Flask, way: tuple[str, ...], names: list[str]
) -> None:
    office = builders.an_office()
    case_id = builders.approved(office, an_opening(principal=_somebody()))
    for name in (*way, *names):
        before = _bound(case_id)
        with suppress(Refusal):
            ACTS[name](office, case_id)
        _money_holds(case_id, _bound(case_id) if name == "cancel orders" else before)
    _four_eyes_held(case_id)
    _reservation_follows(case_id)


def _somebody() -> PersonEntry:
    """Somebody else each time: the registry remembers."""
    letters = uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))
    return people.a_person_entry(letters[:12].title(), letters[12:24].title(), identifiers=())


def _bound(case_id: UUID) -> Decimal:
    db.session().rollback()
    with scope(people.SEEDER):
        return sum((floor.bound for floor in floors_of(db.session(), case_id).values()), ZERO)


def _money_holds(case_id: UUID, bound: Decimal) -> None:
    db.session().rollback()
    session = db.session()
    accounts = session.query(SupportAccount).filter_by(case_id=case_id).all()
    for account in accounts:
        mine = {"case_id": case_id, "component": account.component}
        lines = session.query(PlanLine).filter_by(**mine).all()
        parts = session.query(SupportEnvelope).filter_by(**mine).all()
        assert ZERO <= account.delivered <= account.approved <= account.planned <= account.ceiling
        assert account.ceiling == sum((part.ceiling for part in parts), ZERO)
        assert account.planned == sum((line.money.committed for line in lines), ZERO)
        assert account.delivered == sum((line.delivered for line in lines), ZERO)
    booked = session.query(Delivery).filter_by(case_id=case_id).all()
    assert sum((one.amount_eur for one in booked), ZERO) == sum((one.delivered for one in accounts), ZERO)
    assert bound <= _bound(case_id), "a change took back what was delivered or ordered"


def _four_eyes_held(case_id: UUID) -> None:
    authors = fact_author_ids(db.session(), case_id)
    for one in db.session().query(Decision).filter_by(case_id=case_id):
        assert one.decided_by != one.proposed_by
        assert one.decided_by not in authors


def _reservation_follows(case_id: UUID) -> None:
    """Freed when the case ended before departure, and only then."""
    for status in ("revoked", "departed"):
        run_now(builders.telling(case_id, status))
    stage = builders.stage_of(case_id)
    claim = db.session().query(OwnClaim).filter_by(case_id=case_id).one()
    stands = registry().statuses((claim.reference,))[claim.reference]
    assert (stands is ClaimStatus.REVOKED) == (stage in {Stage.REFUSED, Stage.WITHDRAWN})
