"""Hand-overs and standstills: nothing changes by silence, and nobody writes who gave the case away."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from returns_app.cases import queries, service
from returns_app.cases.rules import DeclineReason, PauseEntry, PauseKind, PauseReason, Stage
from returns_app.closure.rules import Closing, ClosureReason, Reopening, Withdrawal, WithdrawalReason
from returns_app.closure.service import close_case, reopen_case, withdraw_case
from returns_app.core import clock
from returns_app.core.errors import Denied, Malformed, NotFound, RuleBroken
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from tests import people
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


@pytest.fixture
def colleague(office: builders.Office) -> Actor:
    return people.an_actor(Role.COUNSELLOR, organisation=office.organisation)


def offer(office: builders.Office, case_id: UUID, to: Actor) -> UUID:
    """Offer the case."""
    assert to.account_id is not None
    with unit_of_work(office.counsellor) as work:
        return service.offer_case(work, case_id, to.account_id, "Speaks Hausa").id


def hold(actor: Actor, case_id: UUID, kind: PauseKind = PauseKind.HOLD, text: str = "A report from Antwerp") -> None:
    """Let the case stand still for a week."""
    reason = PauseReason.DOCUMENT if kind is PauseKind.HOLD else PauseReason.FRAUD
    with unit_of_work(actor) as work:
        service.pause_case(work, case_id, PauseEntry(kind, reason, work.today + timedelta(days=7), text))


def go_on(actor: Actor, case_id: UUID) -> None:
    """Let it go on."""
    with unit_of_work(actor) as work:
        service.resume_case(work, case_id)


def test_j14_declined_then_accepted(house: Flask, office: builders.Office, colleague: Actor) -> None:
    case_id = builders.opened(office)
    first = offer(office, case_id, colleague)
    summary = builders.browser(house, colleague).get("/hand-overs").text
    assert builders.stored(case_id).reference in summary
    assert "Okafor" not in summary
    with pytest.raises(RuleBroken, match="already offered"):
        offer(office, case_id, colleague)
    with unit_of_work(colleague) as work:
        service.decline_offer(work, first, DeclineReason.LEAVE)
    assert "On leave" in builders.browser(house, office.counsellor).get(f"/cases/{case_id}/hand-over").text
    second = offer(office, case_id, colleague)
    with unit_of_work(colleague) as work:
        service.accept_offer(work, second)
    assert builders.stored(case_id).counsellor_id == colleague.account_id
    reader = builders.browser(house, office.counsellor)
    assert reader.get(f"/cases/{case_id}").status_code == 200
    with pytest.raises(RuleBroken, match="You handed this case over"):
        builders.establish(office.counsellor, case_id, how_heard=None, residence_elsewhere="BR")
    assert builders.browser(house, colleague).get(f"/cases/{case_id}/people").status_code == 200


def test_silence_is_told_to_an_approver_and_rejects_nothing(
    house: Flask, office: builders.Office, colleague: Actor
) -> None:
    case_id = builders.opened(office)
    with clock.travelling(clock.utc_now() - timedelta(days=6)):
        offer(office, case_id, colleague)
    page = builders.browser(house, office.approver).get("/hand-overs").text
    assert "Nobody has answered for five days" in page
    assert builders.stored(case_id).counsellor_id == office.counsellor.account_id


def test_an_offer_is_its_receivers_alone(office: builders.Office, colleague: Actor) -> None:
    offered = offer(office, builders.opened(office), colleague)
    for stranger in (office.counsellor, office.approver, people.an_actor()):
        with pytest.raises(NotFound), unit_of_work(stranger) as work:
            service.accept_offer(work, offered)


def test_a_case_is_offered_to_colleagues_only(office: builders.Office) -> None:
    case_id = builders.opened(office)
    for stranger in (people.an_actor(), office.approver):
        with pytest.raises(Malformed):
            offer(office, case_id, stranger)


def test_on_hold_nothing_moves_forward_and_withdrawing_remains_possible(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    hold(office.counsellor, case_id)
    with pytest.raises(RuleBroken, match="on hold"):
        builders.approve(office.approver, case_id)
    with unit_of_work(office.counsellor) as work:
        withdraw_case(work, case_id, Withdrawal(WithdrawalReason.CHANGED_MIND))
    assert builders.stage_of(case_id) is Stage.WITHDRAWN


def test_a_suspension_takes_an_approver_and_another_lifts_it(office: builders.Office) -> None:
    case_id = builders.approved(office)
    with pytest.raises(Denied):
        hold(office.counsellor, case_id, PauseKind.SUSPENSION)
    with pytest.raises(Malformed, match="Explain"):
        hold(office.approver, case_id, PauseKind.SUSPENSION, "")
    hold(office.approver, case_id, PauseKind.SUSPENSION)
    with pytest.raises(RuleBroken, match="different colleague"):
        go_on(office.approver, case_id)
    go_on(people.an_actor(Role.APPROVER, organisation=office.organisation), case_id)
    assert builders.stored(case_id).paused is PauseKind.NONE


def test_an_ended_case_opens_again_where_it_stood(office: builders.Office) -> None:
    case_id = builders.departed(office)
    with unit_of_work(office.counsellor) as work:
        close_case(work, case_id, Closing(ClosureReason.NO_CONTACT))
    with pytest.raises(RuleBroken, match="at least 10"), unit_of_work(office.counsellor) as work:
        reopen_case(work, case_id, Reopening("Oh"))
    with unit_of_work(office.counsellor) as work:
        assert reopen_case(work, case_id, Reopening("She called from Lagos.")) is Stage.DEPARTED


def test_a_withdrawn_grant_is_decided_anew(office: builders.Office) -> None:
    case_id = builders.approved(office)
    with unit_of_work(office.counsellor) as work:
        withdraw_case(work, case_id, Withdrawal(WithdrawalReason.CHANGED_MIND))
    with unit_of_work(office.counsellor) as work:
        assert reopen_case(work, case_id, Reopening("Changed their mind again.")) is Stage.INTAKE
    builders.submit(office, case_id)
    builders.check_again(office, case_id)
    with pytest.raises(RuleBroken, match="different colleague"):
        builders.approve(office.approver, case_id)  # decided about it before
    builders.approve(people.an_actor(Role.APPROVER, organisation=office.organisation), case_id)
    assert builders.stage_of(case_id) is Stage.APPROVED


def test_pages_pause_and_resume(house: Flask, office: builders.Office) -> None:
    case_id = builders.opened(office)
    client, on = builders.browser(house, office.counsellor), today() + timedelta(days=20)
    typed = {
        "kind": "hold", "reason": "court", "review_on-day": str(on.day), "review_on-month": str(on.month),
        "review_on-year": str(on.year), "text": "",
    }  # fmt: skip
    assert client.post(f"/cases/{case_id}/standstill", data=typed).status_code == 302
    assert "Terms that may stand still do so" in client.get(f"/cases/{case_id}").text
    assert "A court procedure" in client.get(f"/cases/{case_id}/timeline").text
    assert client.post(f"/cases/{case_id}/standstill", data=typed).status_code == 409
    assert client.post(f"/cases/{case_id}/standstill/end").status_code == 302
    with scope(office.counsellor):
        assert [one.ended_on for one in queries.list_pauses(db.session(), case_id)] == [today()]
