"""Asking support back: never more than was delivered, heard first, decided by another, collected to the cent."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.cases.rules import Stage
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, Malformed, NotFound, RuleBroken
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.decisions.models import Decision
from returns_app.decisions.rules import DecisionKind, Reply
from returns_app.recovery import queries, service
from returns_app.recovery.models import RecoveryClaim, RecoveryEntry
from returns_app.recovery.rules import (
    ClaimState,
    Instalment,
    RecoveryGround,
    StepKind,
    StepState,
    answer_until,
    divide,
    pay_until,
)
from returns_app.review.rules import Consequence
from returns_app.review.service import Ruled
from returns_app.support import service as support
from returns_app.support.models import Delivery
from returns_app.support.presenting import evidence_pack
from returns_app.support.queries import cost_report
from returns_app.support.rules import ReversalReason
from returns_app.work.models import Task
from returns_app.work.rules import TaskKind
from tests import people
from tests.decisions import builders as cases
from tests.decisions.builders import LONG_ENOUGH, Office
from tests.decisions.changes import second_approver
from tests.recovery import builders
from tests.recovery.builders import a_step, an_entry, claim, delivered, pay, running

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> Office:
    return cases.an_office()


def open_tasks(case_id: UUID, kind: TaskKind) -> list[Task]:
    db.session().rollback()
    return db.session().query(Task).filter_by(case_id=case_id, kind=kind, ended_at=None).all()


def test_no_more_is_claimed_of_a_line_than_was_delivered_whatever_was_claimed_before(office: Office) -> None:
    given = delivered(office)
    with pytest.raises(RuleBroken, match=r"at most 900\.00"):
        builders.propose(office.finance, given.case_id, an_entry({given.first: "900.01"}))
    first = builders.propose(office.finance, given.case_id, an_entry({given.first: "600.00"}))
    with pytest.raises(RuleBroken, match=r"at most 300\.00"):
        builders.propose(office.finance, given.case_id, an_entry({given.first: "300.01"}))
    with unit_of_work(office.finance) as work:
        service.take_claim_back(work, given.case_id, first)
    builders.propose(office.finance, given.case_id, an_entry({given.first: "900.00", given.second: "500.00"}))
    with pytest.raises(Malformed, match="at least one line"):
        builders.propose(office.finance, given.case_id, an_entry({given.first: "0.00"}))


def test_a_line_of_another_case_is_not_claimed(office: Office) -> None:
    given = delivered(office)
    with pytest.raises(RuleBroken, match="at most"):
        builders.propose(office.finance, given.case_id, an_entry({uuid4(): "1.00"}))


def test_the_person_is_heard_before_another_decides(office: Office) -> None:
    given = delivered(office)
    claim_id = builders.propose(office.finance, given.case_id, an_entry({given.first: "100.00"}))
    assert len(open_tasks(given.case_id, TaskKind.HEAR_RECOVERY)) == 1
    with pytest.raises(RuleBroken, match="not been heard"):
        builders.decide(office.approver, given.case_id, claim_id)
    builders.hear(office, given.case_id, claim_id, answer="")
    assert claim(claim_id).hear_until == answer_until("NL", today())
    with pytest.raises(RuleBroken, match="can still answer"):
        builders.decide(office.approver, given.case_id, claim_id)
    with unit_of_work(people.SEEDER) as work:
        queries.get_claim(work.session, given.case_id, claim_id).hear_until = today() - timedelta(days=1)
        work.record(Action.RECOVERY_HEARD, case_id=given.case_id)
    builders.decide(office.approver, given.case_id, claim_id)
    assert claim(claim_id).state is ClaimState.RUNNING
    assert open_tasks(given.case_id, TaskKind.DECIDE_RECOVERY) == []


def test_nobody_decides_about_a_claim_of_their_own(office: Office) -> None:
    given = delivered(office)
    claim_id = builders.propose(office.approver, given.case_id, an_entry({given.first: "100.00"}))
    builders.hear(office, given.case_id, claim_id)
    with pytest.raises(RuleBroken, match="You proposed this"):
        builders.decide(office.approver, given.case_id, claim_id)
    builders.decide(second_approver(office), given.case_id, claim_id)
    decision = db.session().query(Decision).filter_by(kind=DecisionKind.RECOVER).one()
    assert (decision.proposed_by, decision.after) == (office.approver.account_id, Decimal("100.00"))


def test_the_same_page_sent_twice_proposes_decides_and_books_once(office: Office) -> None:
    given = delivered(office)
    entry = an_entry({given.first: "100.00"})
    claim_id = builders.propose(office.finance, given.case_id, entry)
    assert builders.propose(office.finance, given.case_id, entry) == claim_id
    builders.hear(office, given.case_id, claim_id)
    key = uuid4()
    builders.decide(office.approver, given.case_id, claim_id, key)
    builders.decide(office.approver, given.case_id, claim_id, key)
    builders.serve(office, given.case_id, claim_id)
    key = uuid4()
    assert (
        pay(office, given.case_id, claim_id, "40.00", key).id == pay(office, given.case_id, claim_id, "40.00", key).id
    )
    assert claim(claim_id).paid == Decimal("40.00")
    assert db.session().query(RecoveryClaim).count() == 1
    assert db.session().query(Decision).filter_by(kind=DecisionKind.RECOVER).count() == 1


def test_a_stale_page_is_refused(office: Office) -> None:
    given = delivered(office)
    claim_id = builders.propose(office.finance, given.case_id, an_entry({given.first: "100.00"}))
    read = builders.version(claim_id)
    builders.hear(office, given.case_id, claim_id)
    with pytest.raises(Conflict):
        service.decide_claim(office.approver, given.case_id, claim_id, Reply(uuid4(), read))


def test_the_whole_sum_is_due_at_the_end_of_the_term_and_the_objection_has_its_own(office: Office) -> None:
    given, claim_id = running(office)
    [task] = open_tasks(given.case_id, TaskKind.COLLECT)
    assert task.due_on == pay_until("NL", today())
    assert len(open_tasks(given.case_id, TaskKind.OBJECTION)) == 1
    [one] = queries.current_plan(db.session(), claim_id)
    assert one.amount == Decimal("400.01")


def test_instalments_add_up_to_the_cent_and_the_task_follows_the_first_uncovered_one(office: Office) -> None:
    given, claim_id = running(office)
    days = [today() + timedelta(days=30 * place) for place in (1, 2, 3)]
    sums = divide(Decimal("400.01"), 3)
    assert sums == [Decimal("133.34"), Decimal("133.34"), Decimal("133.33")]
    with pytest.raises(RuleBroken, match=r"add up to 400\.00"), unit_of_work(office.finance) as work:
        wrong = [Instalment(day, Decimal(sum_)) for day, sum_ in zip(days, ("133.33", "133.33", "133.34"), strict=True)]
        service.agree_instalments(work, given.case_id, claim_id, wrong, uuid4(), builders.version(claim_id))
    plan, key, read = [Instalment(*one) for one in zip(days, sums, strict=True)], uuid4(), builders.version(claim_id)
    for _twice in range(2):
        with unit_of_work(office.finance) as work:
            service.agree_instalments(work, given.case_id, claim_id, plan, key, read)
    assert {one.plan for one in queries.current_plan(db.session(), claim_id)} == {2}
    assert [task.due_on for task in open_tasks(given.case_id, TaskKind.COLLECT)] == days[:1]
    pay(office, given.case_id, claim_id, "133.34")
    assert [task.due_on for task in open_tasks(given.case_id, TaskKind.COLLECT)] == days[1:2]


def test_more_than_is_open_is_not_booked(office: Office) -> None:
    given, claim_id = running(office)
    with pytest.raises(RuleBroken, match=r"400\.01 € is still open: this is 0\.01 € more"):
        pay(office, given.case_id, claim_id, "400.02")
    pay(office, given.case_id, claim_id, "400.01")
    assert claim(claim_id).state is ClaimState.SETTLED
    assert open_tasks(given.case_id, TaskKind.COLLECT) == []
    with pytest.raises(RuleBroken, match="Nothing is owed"):
        pay(office, given.case_id, claim_id, "0.01")


def test_a_payment_that_bounced_is_taken_off_once(office: Office) -> None:
    given, claim_id = running(office)
    entry_id = pay(office, given.case_id, claim_id, "100.00").id
    for _twice in range(2):
        with unit_of_work(office.finance) as work:
            service.reverse_payment(work, given.case_id, claim_id, entry_id)
    assert claim(claim_id).paid == Decimal("0.00")
    assert sum(one.amount for one in db.session().query(RecoveryEntry)) == Decimal("0.00")
    assert all(one.covered == 0 for one in queries.lines_of(db.session(), claim(claim_id)))


def test_rest_waiver_and_write_off_take_two_people(office: Office) -> None:
    given, claim_id = running(office)
    for kind in StepKind:
        step_id = builders.propose_step(office.approver, given.case_id, claim_id, a_step(kind))
        with pytest.raises(RuleBroken, match="You proposed this"):
            builders.decide_step(office.approver, given.case_id, claim_id, step_id)
        with pytest.raises(RuleBroken, match="waits for a decision"):
            builders.propose_step(office.finance, given.case_id, claim_id, a_step(kind))
        builders.decide_step(second_approver(office), given.case_id, claim_id, step_id)
        if kind is StepKind.PAUSE:
            [task] = open_tasks(given.case_id, TaskKind.COLLECT)
            assert task.due_on == today() + timedelta(days=90)
    stored = claim(claim_id)
    assert (stored.waived, stored.written_off, stored.state) == (
        Decimal("10.00"), Decimal("390.01"), ClaimState.SETTLED,
    )  # fmt: skip


def test_a_claim_that_is_settled_or_rests_leaves_the_tasks_of_another_alone(office: Office) -> None:
    given, first = running(office)
    second = builders.propose(office.finance, given.case_id, an_entry({given.first: "50.00"}))
    builders.hear(office, given.case_id, second)
    builders.decide(office.approver, given.case_id, second)
    builders.serve(office, given.case_id, second)
    assert len(open_tasks(given.case_id, TaskKind.COLLECT)) == 2
    step_id = builders.propose_step(office.finance, given.case_id, second, a_step(StepKind.PAUSE))
    builders.decide_step(office.approver, given.case_id, second, step_id)
    assert len(open_tasks(given.case_id, TaskKind.COLLECT)) == 2
    waiting = builders.propose_step(office.finance, given.case_id, first, a_step(StepKind.WAIVE))
    pay(office, given.case_id, second, "50.00")
    assert [task.subject_id for task in open_tasks(given.case_id, TaskKind.DECIDE_RECOVERY_STEP)] == [waiting]
    [task] = open_tasks(given.case_id, TaskKind.COLLECT)
    assert task.subject_id == queries.current_plan(db.session(), first)[0].id


def test_a_declined_waiver_changes_nothing_and_says_why(office: Office) -> None:
    given, claim_id = running(office)
    step_id = builders.propose_step(office.finance, given.case_id, claim_id, a_step(StepKind.WAIVE))
    service.decline_step(office.approver, given.case_id, claim_id, step_id, Reply(uuid4(), 1, LONG_ENOUGH))
    [step] = queries.list_steps(db.session(), claim_id)
    assert (step.state, step.declined, claim(claim_id).waived) == (StepState.DECLINED, LONG_ENOUGH, Decimal("0.00"))


def test_a_return_is_a_ground_only_where_the_programme_says_so(office: Office) -> None:
    given = delivered(office)
    entry = an_entry({given.first: "10.00"}, RecoveryGround.CAME_BACK, today())
    with pytest.raises(RuleBroken, match="do not ask support back after a return"):
        builders.propose(office.finance, given.case_id, entry)


def test_a_delivery_is_not_taken_back_from_under_a_claim(office: Office) -> None:
    given, _claim_id = running(office)
    delivery = db.session().query(Delivery).filter_by(line_id=given.first).one().id
    with pytest.raises(RuleBroken, match=r"300\.00 € of what"), unit_of_work(office.partner) as work:
        support.reverse_delivery(work, delivery, ReversalReason.MISTAKE)


def test_funders_see_what_came_back_below_zero(office: Office) -> None:
    given, claim_id = running(office)
    pay(office, given.case_id, claim_id, "150.00")
    lines = cost_report(db.session(), office.finance, today(), today())
    assert [(one.delivered, one.is_recovery) for one in lines] == [
        (Decimal("1400.00"), False), (Decimal("-150.00"), True),
    ]  # fmt: skip
    assert sum(one.claimable for one in lines) == Decimal("1250.00")
    assert b"recoveries.csv" in evidence_pack(db.session(), given.case_id, "X")
    assert cost_report(db.session(), office.finance, today() - timedelta(days=9), today() - timedelta(days=1)) == []


def test_the_registry_hears_when_all_that_was_given_came_back(office: Office) -> None:
    given, claim_id = running(office)
    pay(office, given.case_id, claim_id, "400.01")
    assert cases.telling(given.case_id, "repaid") == "None"
    rest = builders.propose(office.finance, given.case_id, an_entry({given.first: "600.00", given.second: "399.99"}))
    builders.hear(office, given.case_id, rest)
    builders.decide(office.approver, given.case_id, rest)
    pay(office, given.case_id, rest, "999.99")
    assert cases.telling(given.case_id, "repaid") != "None"


def test_a_ruling_of_a_review_becomes_a_proposal_of_whoever_ruled(office: Office) -> None:
    given = delivered(office)
    with unit_of_work(office.approver) as work:
        ruled = Ruled(given.case_id, Consequence.RECOVER, Decimal("650.00"), LONG_ENOUGH)
        service.propose_after_review(work, ruled)
    stored = db.session().query(RecoveryClaim).one()
    assert (stored.claimed, stored.proposed_by) == (Decimal("650.00"), office.approver.account_id)
    amounts = [one.amount for one in queries.lines_of(db.session(), stored)]
    assert amounts == [Decimal("150.00"), Decimal("500.00")]


def test_a_partner_and_another_authority_do_not_even_see_it(office: Office, app: Flask) -> None:
    given, claim_id = running(office)
    stranger = people.an_actor(*office.approver.roles, organisation=people.an_organisation(member_state="BE"))
    with pytest.raises(NotFound):
        builders.decide(stranger, given.case_id, claim_id)
    assert queries.list_all(db.session(), stranger) == []
    path = f"/cases/{given.case_id}/recovery/{claim_id}"
    assert cases.browser(app, stranger).get(path).status_code == 404
    assert cases.browser(app, office.partner).get(path).status_code == 403


def test_a_closed_case_can_still_be_claimed(office: Office) -> None:
    given = delivered(office)
    with unit_of_work(people.SEEDER) as work:
        case = cases.stored(given.case_id)
        work.session.get_one(type(case), given.case_id).stage = Stage.CLOSED
        work.record(Action.CASE_CLOSED, case_id=given.case_id)
    claim_id = builders.propose(office.finance, given.case_id, an_entry({given.first: "10.00"}))
    assert claim(claim_id).state is ClaimState.PROPOSED
