"""Withdrawn before departure, closed after it; the registry is told, and twice is once."""

from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from returns_app.cases.rules import Stage
from returns_app.checks.models import OwnClaim
from returns_app.closure import service
from returns_app.closure.rules import Closing, ClosureReason, Withdrawal, WithdrawalReason
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.jobs.service import run_now
from returns_app.registry.statuses import ClaimStatus
from returns_app.support.models import SupportAccount
from returns_app.support.rules import Component
from tests import people
from tests.decisions import builders

pytestmark = pytest.mark.postgres
CHANGED_MIND = Withdrawal(WithdrawalReason.CHANGED_MIND)
COMPLETED = Closing(ClosureReason.COMPLETED)


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def withdraw(office: builders.Office, case_id: UUID, withdrawal: Withdrawal = CHANGED_MIND) -> None:
    with unit_of_work(office.counsellor) as work:
        service.withdraw_case(work, case_id, withdrawal)


def close(office: builders.Office, case_id: UUID, closing: Closing = COMPLETED) -> None:
    with unit_of_work(office.counsellor) as work:
        service.close_case(work, case_id, closing)


def claim_status(case_id: UUID) -> str | None:
    db.session().rollback()
    with scope(people.SEEDER):
        return db.session().scalar(select(OwnClaim.status).where(OwnClaim.case_id == case_id))


def test_withdrawing_ends_the_case_in_one_action(office: builders.Office) -> None:
    case_id = builders.opened(office)
    withdraw(office, case_id)
    case = builders.stored(case_id)
    assert (case.stage, case.outcome_code) == (Stage.WITHDRAWN, "changed_mind")
    assert builders.logged(case_id, Action.CASE_WITHDRAWN) == 1


def test_withdrawing_frees_the_reservation(office: builders.Office) -> None:
    case_id = builders.approved(office)
    assert claim_status(case_id) == ClaimStatus.RESERVED
    withdraw(office, case_id)
    assert run_now(builders.telling(case_id, "revoked"))
    assert claim_status(case_id) == ClaimStatus.REVOKED


def test_sent_twice_it_is_withdrawn_once(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    withdraw(office, case_id)
    withdraw(office, case_id)
    assert builders.logged(case_id, Action.CASE_WITHDRAWN) == 1
    with pytest.raises(RuleBroken, match="already ended"):
        withdraw(office, case_id, Withdrawal(WithdrawalReason.HEALTH))


def test_after_departure_there_is_no_withdrawal(office: builders.Office) -> None:
    case_id = builders.departed(office)
    with pytest.raises(RuleBroken, match="no longer possible"):
        withdraw(office, case_id)


def test_closing_ends_the_case_and_its_claim(office: builders.Office) -> None:
    case_id = builders.arrived(office)
    assert run_now(builders.telling(case_id, "departed"))
    close(office, case_id)
    assert run_now(builders.telling(case_id, "completed"))
    assert builders.stage_of(case_id) is Stage.CLOSED
    assert claim_status(case_id) == ClaimStatus.COMPLETED


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (ClosureReason.NO_CONTACT, ClaimStatus.FORFEITED),
        (ClosureReason.WITHDREW, ClaimStatus.FORFEITED),
        (ClosureReason.RE_MIGRATED, ClaimStatus.COMPLETED),
        (ClosureReason.PARTIALLY_USED, ClaimStatus.COMPLETED),
    ],
)
def test_support_that_nobody_was_there_to_take_is_forfeited(
    office: builders.Office, reason: ClosureReason, told: ClaimStatus
) -> None:
    case_id = builders.arrived(office)
    close(office, case_id, Closing(reason))
    assert run_now(builders.telling(case_id, told.value))
    assert claim_status(case_id) == told


def test_closing_twice_is_once_and_before_departure_never(office: builders.Office) -> None:
    waiting = builders.approved(office)
    with pytest.raises(RuleBroken, match="Nobody has left yet"):
        close(office, waiting)


def test_unproven_deliveries_ask_for_another_reason(office: builders.Office) -> None:
    case_id = builders.arrived(office)
    with unit_of_work(people.SEEDER) as work:
        in_kind = SupportAccount.case_id == case_id, SupportAccount.component == Component.POST_RETURN
        account = work.session.scalars(select(SupportAccount).where(*in_kind)).one()
        account.planned = account.approved = account.delivered = Decimal("540.00")
        work.record(Action.DELIVERY_LOGGED, case_id=case_id)
    with pytest.raises(RuleBroken, match=r"Deliveries of 540\.00 € are not proven"):
        close(office, case_id)
    close(office, case_id, Closing(ClosureReason.PARTIALLY_USED))
    close(office, case_id, Closing(ClosureReason.PARTIALLY_USED))
    assert builders.stored(case_id).outcome_code == "partially_used"
    assert builders.logged(case_id, Action.CASE_CLOSED) == 1


def test_others_end_nothing(office: builders.Office) -> None:
    case_id = builders.departed(office)
    for stranger in (office.partner, people.an_actor(Role.COUNSELLOR)):
        with pytest.raises(NotFound), unit_of_work(stranger) as work:
            service.close_case(work, case_id, COMPLETED)
