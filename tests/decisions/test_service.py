"""Approving and refusing through the service: once, never on own work, and nothing half done."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask, current_app
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from returns_app.cases.rules import MemberEntry, MemberRole, Stage
from returns_app.cases.service import correct_member
from returns_app.checks.models import OwnClaim, RegistryCheck
from returns_app.checks.rules import CheckAnswer
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, Malformed, NotFound, RuleBroken, Unavailable
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.decisions import service
from returns_app.decisions.models import Decision
from returns_app.decisions.rules import Approval, DecisionKind, RefusalReason
from returns_app.jobs.service import run_now
from returns_app.registry.connection import registry
from returns_app.registry.statuses import ClaimStatus
from returns_app.support.queries import money_of
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def decisions(case_id: UUID) -> list[Decision]:
    db.session().rollback()
    with scope(people.SEEDER):
        return list(db.session().scalars(select(Decision).where(Decision.case_id == case_id)))


def claims(case_id: UUID) -> list[str]:
    db.session().rollback()
    with scope(people.SEEDER):
        return list(db.session().scalars(select(OwnClaim.status).where(OwnClaim.case_id == case_id)))


def test_an_approval_decides_grants_reserves_and_moves(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    decision = builders.approve(office.approver, case_id)
    assert decision.kind is DecisionKind.GRANT
    assert decision.decided_by == office.approver.account_id
    assert builders.stage_of(case_id) is Stage.APPROVED
    assert claims(case_id) == [ClaimStatus.RESERVED]
    assert run_now(builders.telling(case_id, "granted"))
    assert claims(case_id) == [ClaimStatus.GRANTED]
    with scope(people.SEEDER):
        assert money_of(db.session(), case_id).ceiling == Decimal("2615.00")
    assert builders.logged(case_id, Action.CASE_APPROVED) == 1


def test_the_criteria_are_kept_as_they_stood(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    builders.approve(office.approver, case_id)
    [decision] = decisions(case_id)
    assert {one["code"] for one in decision.criteria} >= {"identity", "age", "prior_support"}
    assert all(one["verdict"] == "met" for one in decision.criteria)
    assert decision.programme_version_id == builders.stored(case_id).programme_version_id


def test_a_family_of_four_is_granted_per_member(office: builders.Office) -> None:
    def member(given: str, born: int, role: MemberRole) -> MemberEntry:
        date = PartialDate(born, 5, 2, DatePrecision.DOCUMENT)
        return MemberEntry(people.a_person_entry(given, identifiers=(), born=date), role)

    wife = member("Amaka", 1992, MemberRole.SPOUSE)
    family = (wife, member("Ada", 2019, MemberRole.CHILD), member("Obi", 2016, MemberRole.CHILD))
    case_id = builders.submitted(office, an_opening(*family))
    builders.approve(office.approver, case_id)
    with scope(people.SEEDER):
        money = money_of(db.session(), case_id)
    assert money.ceiling == Decimal("8460.00")
    assert [part.envelope.ceiling for part in money.components] == [Decimal("2460.00"), Decimal("6000.00")]


def test_sent_twice_it_is_decided_once(office: builders.Office) -> None:
    case_id, key = builders.submitted(office), uuid4()
    approval = Approval(key, builders.stored(case_id).version)
    first = service.approve_case(office.approver, case_id, approval).id
    assert service.approve_case(office.approver, case_id, approval).id == first
    assert len(decisions(case_id)) == 1
    assert len(claims(case_id)) == 1


def test_the_counsellor_of_the_case_never_approves(office: builders.Office) -> None:
    both = people.an_actor(Role.COUNSELLOR, Role.APPROVER, organisation=office.organisation)
    case_id = builders.submitted(builders.Office(**{**vars(office), "counsellor": both}))
    with pytest.raises(RuleBroken, match="A different colleague must approve"):
        builders.approve(both, case_id)
    assert builders.stage_of(case_id) is Stage.SUBMITTED
    assert builders.logged(case_id, Action.APPROVAL_DENIED) == 1
    builders.approve(office.approver, case_id)


def test_whoever_changed_a_fact_neither_approves_nor_refuses(office: builders.Office) -> None:
    both = people.an_actor(Role.COUNSELLOR, Role.APPROVER, organisation=office.organisation)
    case_id = builders.opened(office)
    [person_id] = builders.members(case_id)
    with unit_of_work(both) as work:
        version = builders.stored(case_id).members[0].person.version
        correct_member(work, case_id, person_id, people.a_person_entry("Chinedum"), version)
    builders.check_again(office, case_id)
    builders.submit(office, case_id)
    for decide in (builders.approve, builders.refuse):
        with pytest.raises(RuleBroken) as refused:
            decide(both, case_id)
        assert refused.value.code == "decisions.four_eyes"
    assert builders.logged(case_id, Action.APPROVAL_DENIED) == 2
    assert decisions(case_id) == []


def test_a_stale_page_decides_nothing(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    stale = Approval(uuid4(), builders.stored(case_id).version - 1)
    with pytest.raises(Conflict):
        service.approve_case(office.approver, case_id, stale)
    assert decisions(case_id) == []


def test_before_submission_there_is_nothing_to_decide(office: builders.Office) -> None:
    case_id = builders.opened(office)
    with pytest.raises(RuleBroken, match="nothing to decide"):
        builders.approve(office.approver, case_id)


def test_an_approver_of_another_organisation_finds_nothing(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    with pytest.raises(NotFound):
        builders.approve(people.an_actor(Role.APPROVER), case_id)


def test_without_an_answer_of_the_registry_approval_waits(office: builders.Office) -> None:
    case_id = builders.submitted(office, checked=False)
    with pytest.raises(RuleBroken, match="has not been asked about everybody"):
        builders.approve(office.approver, case_id)


@pytest.mark.parametrize("answer", [CheckAnswer.POSSIBLE, CheckAnswer.STRONG])
def test_a_lead_waits_for_review(office: builders.Office, answer: CheckAnswer) -> None:
    case_id = builders.submitted(office)
    builders.answer_with(case_id, answer)
    with pytest.raises(RuleBroken, match="waits for review"):
        builders.approve(office.approver, case_id)
    assert claims(case_id) == []


def test_when_the_registry_is_down_nothing_is_approved(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    with (
        builders.registry_down(),
        pytest.raises(Unavailable, match="Registry not reachable: approval is not possible now"),
    ):
        builders.approve(office.approver, case_id)
    assert builders.stage_of(case_id) is Stage.SUBMITTED
    assert decisions(case_id) == []
    builders.approve(office.approver, case_id)


def test_another_state_was_first(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    builders.reserved_elsewhere(case_id)
    with pytest.raises(RuleBroken, match=r"reserved this return at .*\. Nothing was approved"):
        builders.approve(office.approver, case_id)
    assert builders.stage_of(case_id) is Stage.SUBMITTED
    assert claims(case_id) == []


def test_what_was_reserved_for_an_approval_that_fails_is_freed_at_once(
    office: builders.Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = builders.submitted(office)

    def fail(*_: object) -> None:
        raise RuntimeError("the power went out")

    with monkeypatch.context() as patch:
        patch.setattr(service.answering, "grant_envelopes", fail)
        with pytest.raises(RuntimeError):
            builders.approve(office.approver, case_id)
    assert builders.stage_of(case_id) is Stage.SUBMITTED
    assert decisions(case_id) == []
    assert claims(case_id) == []
    builders.approve(office.approver, case_id)
    assert claims(case_id) == [ClaimStatus.RESERVED]


def test_a_used_key_does_not_reserve_a_second_time(office: builders.Office) -> None:
    case_id, key = builders.submitted(office), uuid4()
    with builders.registry_down(), pytest.raises(Unavailable):
        builders.approve(office.approver, case_id, key=key)
    with pytest.raises(RuleBroken, match="already sent"):
        builders.approve(office.approver, case_id, key=key)


def test_a_criterion_that_asks_for_a_reason_gets_one(office: builders.Office) -> None:
    unknown = people.a_person_entry(born=PartialDate())
    case_id = builders.submitted(office, an_opening(principal=unknown))
    with pytest.raises(RuleBroken, match="A criterion asks for your reason"):
        builders.approve(office.approver, case_id)
    decision = builders.approve(office.approver, case_id, motivation=builders.LONG_ENOUGH)
    with scope(people.SEEDER):
        assert db.session().get_one(Decision, decision.id).text == builders.LONG_ENOUGH


def test_a_refusal_keeps_codes_and_words_and_ends_the_case(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    builders.refuse(office.approver, case_id, RefusalReason.DUBLIN, RefusalReason.IDENTITY)
    [decision] = decisions(case_id)
    assert (decision.kind, decision.reasons) == (DecisionKind.REFUSE, ["dublin", "identity_not_established"])
    assert decision.text == builders.LONG_ENOUGH
    assert builders.stage_of(case_id) is Stage.REFUSED
    assert claims(case_id) == []


def test_a_refusal_without_words_is_none(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    with pytest.raises(Malformed):
        builders.refuse(office.approver, case_id, text="No.")
    assert builders.stage_of(case_id) is Stage.SUBMITTED


def test_a_refusal_sent_twice_is_one(office: builders.Office) -> None:
    case_id, key = builders.submitted(office), uuid4()
    first = builders.refuse(office.approver, case_id, key=key).id
    assert builders.refuse(office.approver, case_id, key=key).id == first


def test_the_words_of_a_decision_are_not_in_the_database_in_clear(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    builders.refuse(office.approver, case_id)
    with scope(people.SEEDER):
        sealed = db.session().scalar(select(Decision.text_ct).where(Decision.case_id == case_id))
    assert sealed
    assert builders.LONG_ENOUGH.encode() not in sealed


def test_one_check_per_member_stays_one(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    with scope(people.SEEDER):
        asked = db.session().scalar(
            select(func.count()).select_from(RegistryCheck).where(RegistryCheck.case_id == case_id)
        )
    assert asked == 1
    assert registry().key_epoch() >= 1


def test_many_sendings_at_once_decide_once(office: builders.Office) -> None:
    case_id, key = builders.submitted(office), uuid4()
    approval = Approval(key, builders.stored(case_id).version)
    house = current_app._get_current_object()  # type: ignore[attr-defined]
    db.session().rollback()

    def send(_: int) -> str:
        with house.app_context():
            try:
                return str(service.approve_case(office.approver, case_id, approval).id)
            except (RuleBroken, Conflict, IntegrityError) as refused:
                return type(refused).__name__

    with ThreadPoolExecutor(4) as threads:
        answers = set(threads.map(send, range(4)))
    [decision] = decisions(case_id)
    assert str(decision.id) in answers
    assert claims(case_id) == [ClaimStatus.RESERVED]
