"""Reduce, revoke, suspend, extend: one proposes, another decides, and money, claims, standstills and deadlines follow."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.cases.models import CasePause
from returns_app.cases.rules import LegalStatus, MemberEntry, MemberRole, PauseKind, PauseReason, Stage
from returns_app.checks.models import OwnClaim
from returns_app.closure.rules import Reopening
from returns_app.closure.service import reopen_case
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.decisions import service
from returns_app.decisions.models import Decision, ProposedDecision
from returns_app.decisions.queries import list_decisions
from returns_app.decisions.rules import DecisionKind, ProposalState, Reply
from returns_app.jobs.service import run_now
from returns_app.letters.rules import Serving, Way, objection_until
from returns_app.letters.service import record_serving
from returns_app.registry.statuses import ClaimStatus
from returns_app.support import service as support
from returns_app.support.rules import LineStatus, PlanLineEntry, SupportCategory
from returns_app.work.models import Task
from returns_app.work.rules import Extension, ExtensionReason, TaskKind
from returns_app.work.service import extend_task
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders
from tests.decisions.builders import LONG_ENOUGH, Office
from tests.decisions.changes import (
    account,
    an_entry,
    change,
    decide,
    deliver,
    envelopes,
    line,
    order,
    planned,
    propose,
    second_approver,
    version_of,
)

pytestmark = pytest.mark.postgres
REDUCE, REVOKE, SUSPEND, EXTEND = DecisionKind.REDUCE, DecisionKind.REVOKE, DecisionKind.SUSPEND, DecisionKind.EXTEND


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


def open_tasks(case_id: UUID, kind: TaskKind) -> list[Task]:
    db.session().rollback()
    return db.session().query(Task).filter_by(case_id=case_id, kind=kind, ended_at=None).all()


def test_a_proposal_changes_nothing_and_asks_the_approvers(office: Office) -> None:
    case_id = builders.arrived(office)
    proposal = propose(office.counsellor, case_id, an_entry(REDUCE))
    assert account(case_id).ceiling == Decimal("2000.00")
    assert [task.subject_id for task in open_tasks(case_id, TaskKind.DECIDE_CHANGE)] == [proposal.id]
    decide(office.approver, case_id, proposal.id)
    assert open_tasks(case_id, TaskKind.DECIDE_CHANGE) == []
    assert builders.logged(case_id, Action.CHANGE_DECIDED) == 1


def test_a_reduction_lowers_envelopes_and_the_last_unordered_line(office: Office) -> None:
    plan = planned(office)
    decision = change(office, plan.case_id, an_entry(REDUCE, "800.00"))
    assert (decision.before, decision.after) == (Decimal("2615.00"), Decimal("1815.00"))
    assert account(plan.case_id).ceiling == Decimal("1200.00") == sum(envelopes(plan.case_id))
    assert [line(one).planned for one in plan.lines] == [Decimal("900.00"), Decimal("300.00")]
    assert (account(plan.case_id).planned, account(plan.case_id).approved) == (Decimal("1200.00"), Decimal("1200.00"))
    grant = next(one for one in list_decisions(db.session(), plan.case_id) if one.kind is DecisionKind.GRANT)
    assert sum(one.amount for one in grant.granted) == Decimal("2615.00")  # its letter still says what it granted
    assert sum(one.amount for one in decision.granted) == Decimal("1815.00")


def test_a_reduction_below_what_was_delivered_or_ordered_names_the_amount(office: Office) -> None:
    plan = planned(office)
    first = order(office, plan.lines[0], "600.00")
    deliver(office, plan.lines[0], "250.00", first.id)
    deliver(office, plan.lines[1], "100.00")
    with pytest.raises(RuleBroken) as refused:
        propose(office.counsellor, plan.case_id, an_entry(REDUCE, "1300.01"))
    assert (refused.value.code, refused.value.params["bound"]) == ("support.cut_too_deep", Decimal("700.00"))
    change(office, plan.case_id, an_entry(REDUCE, "1300.00"))
    assert account(plan.case_id).ceiling == Decimal("700.00")
    assert [line(one).planned for one in plan.lines] == [Decimal("600.00"), Decimal("100.00")]
    deliver(office, plan.lines[0], "350.00", first.id)


def test_what_was_ordered_after_the_proposal_counts_when_it_is_decided(office: Office) -> None:
    plan = planned(office)
    proposal = propose(office.counsellor, plan.case_id, an_entry(REDUCE, "1900.00"))
    order(office, plan.lines[0], "900.00")
    with pytest.raises(RuleBroken, match="delivered or ordered already"):
        decide(office.approver, plan.case_id, proposal.id)
    assert account(plan.case_id).ceiling == Decimal("2000.00")
    assert db.session().query(Decision).filter_by(case_id=plan.case_id).count() == 1


def test_a_family_shares_a_reduction_to_the_cent(office: Office) -> None:
    child = MemberEntry(people.a_person_entry("Ngozi", identifiers=()), MemberRole.CHILD)
    case_id = builders.approved(office, an_opening(child))
    before = account(case_id).ceiling
    change(office, case_id, an_entry(REDUCE, "100.01"))
    assert sum(envelopes(case_id)) == account(case_id).ceiling == before - Decimal("100.01")


def test_a_plan_that_waits_for_a_signature_is_taken_back(office: Office) -> None:
    plan = planned(office)
    with unit_of_work(office.counsellor) as work:
        support.add_plan_line(
            work, PlanLineEntry(plan.case_id, uuid4(), SupportCategory.OTHER, "Paint", Decimal("600.00"))
        )
        version = support.submit_plan(work, plan.case_id)
    change(office, plan.case_id, an_entry(REDUCE, "500.00"))
    db.session().rollback()
    assert db.session().get_one(type(version), version.id).status.value == "taken_back"
    assert account(plan.case_id).planned == Decimal("1500.00")


@pytest.mark.parametrize("kind", [REDUCE, REVOKE, SUSPEND, EXTEND])
def test_the_proposer_the_counsellor_and_authors_of_facts_never_decide(office: Office, kind: DecisionKind) -> None:
    case_id = builders.arrived(office)
    both = people.an_actor(Role.COUNSELLOR, Role.APPROVER, organisation=office.organisation)
    builders.establish(both, case_id, legal_status=LegalStatus.TOLERATED)
    mine = propose(office.approver, case_id, an_entry(kind))
    for actor, words in ((office.approver, "You proposed this"), (both, "facts"), (office.counsellor, "facts")):
        with pytest.raises(RuleBroken, match=words):
            decide(actor, case_id, mine.id)
        with pytest.raises(RuleBroken, match=words):
            service.decline_change(actor, case_id, mine.id, Reply(uuid4(), version_of(mine.id), LONG_ENOUGH))
    assert builders.logged(case_id, Action.APPROVAL_DENIED) == 6
    decide(second_approver(office), case_id, mine.id)


def test_whoever_granted_may_decide_a_change_that_a_colleague_proposes(office: Office) -> None:
    case_id = builders.arrived(office)
    assert change(office, case_id, an_entry(REDUCE)).decided_by == office.approver.account_id


def test_sent_twice_it_is_proposed_and_decided_once(office: Office) -> None:
    case_id, entry, key = builders.arrived(office), an_entry(REDUCE), uuid4()
    first = propose(office.counsellor, case_id, entry)
    assert propose(office.counsellor, case_id, entry).id == first.id
    version = version_of(first.id)
    for _ in range(2):
        service.decide_change(office.approver, case_id, first.id, Reply(key, version))
    assert account(case_id).ceiling == Decimal("1900.00")
    with pytest.raises(RuleBroken, match="answered already"):
        decide(office.approver, case_id, first.id)


def test_one_proposal_of_a_kind_at_a_time_and_on_the_version_that_was_read(office: Office) -> None:
    case_id = builders.arrived(office)
    proposal = propose(office.counsellor, case_id, an_entry(REDUCE))
    with pytest.raises(RuleBroken, match="proposed already"):
        propose(office.approver, case_id, an_entry(REDUCE))
    with pytest.raises(Conflict):
        service.decide_change(office.approver, case_id, proposal.id, Reply(uuid4(), 99))


def test_declined_or_taken_back_nothing_changes(office: Office) -> None:
    case_id = builders.arrived(office)
    first = propose(office.counsellor, case_id, an_entry(REVOKE))
    service.decline_change(office.approver, case_id, first.id, Reply(uuid4(), version_of(first.id), LONG_ENOUGH))
    second = propose(office.counsellor, case_id, an_entry(REVOKE))
    with pytest.raises(RuleBroken, match="only they"), unit_of_work(office.approver) as work:
        service.take_change_back(work, case_id, second.id)
    for _ in range(2):
        with unit_of_work(office.counsellor) as work:
            service.take_change_back(work, case_id, second.id)
    db.session().rollback()
    states = {one.state for one in db.session().query(ProposedDecision)}
    assert states == {ProposalState.DECLINED, ProposalState.TAKEN_BACK}
    assert account(case_id).ceiling == Decimal("2000.00")
    assert open_tasks(case_id, TaskKind.DECIDE_CHANGE) == []


def test_revoked_before_departure_the_case_ends_and_the_claim_is_freed(office: Office) -> None:
    case_id = builders.approved(office)
    decision = change(office, case_id, an_entry(REVOKE))
    case = builders.stored(case_id)
    assert (case.stage, case.outcome_code) == (Stage.REFUSED, "not_departed")
    assert decision.after == Decimal("0.00")
    assert run_now(builders.telling(case_id, "revoked"))
    db.session().rollback()
    assert db.session().query(OwnClaim).filter_by(case_id=case_id).one().status == ClaimStatus.REVOKED
    assert len(open_tasks(case_id, TaskKind.SERVE_LETTER)) == 1


def test_revoked_after_arrival_what_was_ordered_still_comes_and_the_claim_stays(office: Office) -> None:
    plan = planned(office)
    ordered = order(office, plan.lines[0], "400.00")
    decision = change(office, plan.case_id, an_entry(REVOKE))
    assert decision.after == Decimal("400.00")
    assert [line(one).status for one in plan.lines] == [LineStatus.APPROVED, LineStatus.DROPPED]
    with pytest.raises(RuleBroken, match="revoked"):
        deliver(office, plan.lines[0], "50.00")
    with pytest.raises(RuleBroken, match="revoked"):
        order(office, plan.lines[0], "10.00")
    with pytest.raises(RuleBroken, match="revoked"), unit_of_work(office.counsellor) as work:
        support.add_plan_line(
            work, PlanLineEntry(plan.case_id, uuid4(), SupportCategory.OTHER, "Paint", Decimal("1.00"))
        )
    deliver(office, plan.lines[0], "400.00", ordered.id)
    assert builders.stage_of(plan.case_id) is Stage.SUPPORTING
    db.session().rollback()
    assert db.session().query(OwnClaim).filter_by(case_id=plan.case_id).one().status != ClaimStatus.REVOKED
    with pytest.raises(RuleBroken, match="revoked already"):
        propose(office.counsellor, plan.case_id, an_entry(REDUCE))


def test_suspended_support_stands_still_until_another_approver_lifts_it(office: Office) -> None:
    plan = planned(office)
    decision = change(office, plan.case_id, an_entry(SUSPEND))
    assert decision.until == today() + timedelta(days=400)
    assert builders.stored(plan.case_id).paused is PauseKind.SUSPENSION
    pause = db.session().query(CasePause).filter_by(case_id=plan.case_id).one()
    assert (pause.reason, pause.begun_by) == (PauseReason.DUPLICATE, office.approver.account_id)
    with pytest.raises(RuleBroken, match="suspended"):
        deliver(office, plan.lines[0], "10.00")


def test_an_extension_moves_the_deadline_that_nobody_moves_by_hand(office: Office) -> None:
    case_id = builders.arrived(office)
    [task] = open_tasks(case_id, TaskKind.CLOSE_CASE)
    decision = change(office, case_id, an_entry(EXTEND))
    [moved] = open_tasks(case_id, TaskKind.CLOSE_CASE)
    assert (moved.id, moved.due_on) == (task.id, decision.until)
    with pytest.raises(RuleBroken, match="two people"), unit_of_work(office.counsellor) as work:
        extend_task(
            work, task.id, Extension(moved.version, today() + timedelta(days=500), ExtensionReason.AGREED, LONG_ENOUGH)
        )


def test_an_extension_goes_forward_only(office: Office) -> None:
    case_id = builders.arrived(office)
    change(office, case_id, an_entry(EXTEND))
    with pytest.raises(RuleBroken, match="after the present"):
        change(office, case_id, an_entry(EXTEND))


def test_the_letter_has_a_task_of_its_own_and_the_objection_a_deadline(office: Office) -> None:
    case_id = builders.arrived(office)
    decision = change(office, case_id, an_entry(REDUCE))
    letters = open_tasks(case_id, TaskKind.SERVE_LETTER)
    assert {task.subject_id for task in letters} == {None, decision.id}
    with unit_of_work(office.counsellor) as work:
        record_serving(work, case_id, decision.id, Serving(uuid4(), work.today, Way.IN_PERSON, "en"))
    assert [task.subject_id for task in open_tasks(case_id, TaskKind.SERVE_LETTER)] == [None]
    [objection] = open_tasks(case_id, TaskKind.OBJECTION)
    assert (objection.subject_id, objection.due_on) == (decision.id, objection_until("NL", today()))


def test_the_registry_hears_of_every_revocation_also_of_a_case_that_was_opened_again(office: Office) -> None:
    case_id = builders.approved(office)
    change(office, case_id, an_entry(REVOKE))
    first = builders.telling(case_id, "revoked")
    with unit_of_work(office.counsellor) as work:
        reopen_case(work, case_id, Reopening("They came back to us."))
    builders.submit(office, case_id)
    builders.approve(second_approver(office), case_id)
    assert run_now(first)  # the old news comes late: it is about the old claims alone
    assert claim_of(case_id) == ClaimStatus.RESERVED
    change(office, case_id, an_entry(REVOKE))
    assert builders.telling(case_id, "revoked") != first
    assert run_now(builders.telling(case_id, "revoked"))
    assert claim_of(case_id) == ClaimStatus.REVOKED
    assert account(case_id).ended_on is not None


def claim_of(case_id: UUID) -> str:
    db.session().rollback()
    return db.session().query(OwnClaim).filter_by(case_id=case_id).one().status
