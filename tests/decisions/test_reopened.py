"""A case that was opened again is decided anew: forms, envelopes, reservation and claims."""

import re
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.cases.rules import Stage
from returns_app.checks.models import OwnClaim
from returns_app.closure.rules import Reopening, Withdrawal, WithdrawalReason
from returns_app.closure.service import reopen_case, withdraw_case
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.decisions.queries import list_decisions
from returns_app.decisions.rules import DecisionKind
from returns_app.jobs.service import run_now
from returns_app.registry.statuses import ClaimStatus
from returns_app.support.models import SupportAccount, SupportEnvelope
from tests import people
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def colleague(office: builders.Office) -> Actor:
    """Another approver: whoever decided before does not decide anew."""
    return people.an_actor(Role.APPROVER, organisation=office.organisation)


def withdraw(office: builders.Office, case_id: UUID) -> None:
    with unit_of_work(office.counsellor) as work:
        withdraw_case(work, case_id, Withdrawal(WithdrawalReason.CHANGED_MIND))


def reopen(office: builders.Office, case_id: UUID) -> None:
    with unit_of_work(office.counsellor) as work:
        assert reopen_case(work, case_id, Reopening("They came back to us.")) is Stage.INTAKE


def submit_again(office: builders.Office, case_id: UUID) -> None:
    builders.check_again(office, case_id)
    builders.submit(office, case_id)


def test_whoever_decided_before_is_told_that_a_colleague_decides_now(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    builders.refuse(office.approver, case_id)
    reopen(office, case_id)
    submit_again(office, case_id)
    assert (
        "You decided about this application before."
        in builders.browser(app, office.approver).get(f"/cases/{case_id}/decision").text
    )
    for decide in (builders.approve, builders.refuse):
        with pytest.raises(RuleBroken, match="a different colleague decides"):
            decide(office.approver, case_id)


def typed(page: str, action: str) -> dict[str, str]:
    """The hidden inputs of the form that goes to `action`."""
    form = re.search(rf'<form[^>]*action="[^"]*{action}".*?</form>', page, re.DOTALL)
    assert form, action
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))


def test_withdrawn_after_approval_it_is_approved_anew(app: Flask, office: builders.Office) -> None:
    case_id = builders.approved(office)
    withdraw(office, case_id)
    assert run_now(builders.telling(case_id, "revoked"))
    reopen(office, case_id)
    submit_again(office, case_id)
    client = builders.browser(app, colleague(office))
    page = client.get(f"/cases/{case_id}/decision").text
    answer = client.post(f"/cases/{case_id}/decision/approval", data=typed(page, "/decision/approval"))
    assert answer.status_code == 302, answer.text
    assert builders.stage_of(case_id) is Stage.APPROVED
    with scope(people.SEEDER):
        claims = db.session().scalars(select(OwnClaim).where(OwnClaim.case_id == case_id)).all()
        ceilings = db.session().scalar(
            select(func.sum(SupportAccount.ceiling)).where(SupportAccount.case_id == case_id)
        )
        parts = db.session().scalar(select(func.sum(SupportEnvelope.ceiling)).where(SupportEnvelope.case_id == case_id))
    assert [claim.status for claim in claims] == [ClaimStatus.RESERVED]
    assert ceilings == parts == 2615
    assert client.get(f"/cases/{case_id}/decision").status_code == 200


def test_refused_and_opened_again_it_can_be_refused_again(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    builders.refuse(office.approver, case_id)
    reopen(office, case_id)
    submit_again(office, case_id)
    client = builders.browser(app, colleague(office))
    page = client.get(f"/cases/{case_id}/decision").text
    sent = typed(page, "/decision/refusal") | {
        "reasons": "identity_not_established",
        "explanation": builders.LONG_ENOUGH,
    }
    answer = client.post(f"/cases/{case_id}/decision/refusal", data=sent)
    assert answer.status_code == 302, answer.text
    db.session().rollback()
    with scope(people.SEEDER):
        kinds = [one.kind for one in list_decisions(db.session(), case_id)]
    assert kinds == [DecisionKind.REFUSE, DecisionKind.REFUSE]
    assert builders.stage_of(case_id) is Stage.REFUSED


def test_refused_and_opened_again_it_can_be_approved(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    builders.refuse(office.approver, case_id)
    reopen(office, case_id)
    submit_again(office, case_id)
    builders.approve(colleague(office), case_id)
    assert builders.stage_of(case_id) is Stage.APPROVED


def test_an_old_page_does_not_decide_the_case_that_was_opened_again(app: Flask, office: builders.Office) -> None:
    case_id = builders.submitted(office)
    client = builders.browser(app, office.approver)
    old = typed(client.get(f"/cases/{case_id}/decision").text, "/decision/approval")
    withdraw(office, case_id)
    reopen(office, case_id)
    submit_again(office, case_id)
    assert client.post(f"/cases/{case_id}/decision/approval", data=old).status_code == 409
    assert builders.stage_of(case_id) is Stage.SUBMITTED
