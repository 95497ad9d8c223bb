"""Reserving at approval, keeping or releasing it, telling how it went, and what lapses."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.cases.service import report_return
from returns_app.checks import queries, service
from returns_app.checks.models import OwnClaim
from returns_app.checks.rules import CheckAnswer, CheckReason
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict
from returns_app.core.permissions import Actor
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db
from returns_app.db.unit_of_work import settings, today, unit_of_work
from returns_app.jobs.models import Job
from returns_app.jobs.service import promise, run_due
from returns_app.people.rules import Protection
from returns_app.registry.connection import registry
from returns_app.registry.rules import RegistryGone, Reservation
from returns_app.registry.service import EmbeddedRegistry, claims
from returns_app.registry.service.hiding import ROWS
from returns_app.registry.statuses import ClaimStatus
from tests.checks.builders import P2, a_case, a_counsellor, a_family_case, checked, checks_of, fresh, move_clock
from tests.people import SEEDER, a_person_entry
from tests.registry.builders import AHMAD, CHINEDU, an_entry, announced, asked, reserved

pytestmark = pytest.mark.postgres


def _approved(actor: Actor, case_id: UUID) -> Reservation:
    """Reserve and keep, as an approval does."""
    reservation = service.reserve_case(actor, case_id, uuid4())
    with unit_of_work(actor) as work:
        service.store_claims(work, fresh(case_id), reservation)
    return reservation


def _claims(case_id: UUID) -> list[OwnClaim]:
    db.session().rollback()
    return queries.own_claims(db.session(), case_id)


def _tell(case_id: UUID, status: ClaimStatus) -> None:
    with unit_of_work(SEEDER) as work:
        service.tell_status(work, case_id, status, work.today)
        work.record(Action.CASE_CHANGED, case_id=case_id)
    run_due()


def _count(action: str) -> int:
    return db.session().scalar(select(func.count()).where(AuditEvent.action == action)) or 0


def test_a_won_reservation_is_kept_with_its_addresses(house: Flask) -> None:
    actor = a_counsellor()
    case = a_family_case(actor)
    reservation = _approved(actor, case)
    claims = _claims(case)
    assert sorted(claim.reference for claim in claims) == sorted(reservation.references)
    assert {claim.status for claim in claims} == {"reserved"}
    assert {claim.addresses for claim in claims} == {b"".join(one) for one in reservation.addresses_by_entry}
    assert (_count("checks.claim.reserved"), _count("checks.claim.changed")) == (1, 1)


def test_another_state_meets_the_reservation(house: Flask) -> None:
    actor = a_counsellor()
    _approved(actor, a_case(actor))
    (hit,) = asked(CHINEDU, "BE", opened=today()).hits
    assert (hit.member_state, hit.status) == ("NL", ClaimStatus.RESERVED)
    assert not reserved([an_entry(CHINEDU, "BE")]).won


def test_a_lost_reservation_changes_nothing_and_shows_with_whom(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor, P2, country="IQ")
    checked(case)
    reserved([an_entry(AHMAD, "BE", opened=date(2025, 11, 11))])
    lost = service.reserve_case(actor, case, uuid4())
    assert (lost.won, lost.by_state) == (False, "BE")
    run_due()
    (check,) = checks_of(case)
    assert check.reason is CheckReason.APPROVAL
    assert queries.blocking([check]) in {CheckAnswer.POSSIBLE, CheckAnswer.STRONG}
    assert _claims(case) == []
    assert _count("checks.claim.refused") == 1


def test_the_same_request_reserves_once(house: Flask) -> None:
    actor, request = a_counsellor(), uuid4()
    case = a_case(actor)
    assert service.reserve_case(actor, case, request) == service.reserve_case(actor, case, request)


def test_without_the_registry_nothing_is_reserved(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    house.extensions["returns.registry_down"] = True
    with pytest.raises(RegistryGone):
        service.reserve_case(actor, case, uuid4())


def test_a_protected_person_is_announced_as_one(house: Flask) -> None:
    actor = a_counsellor()
    _approved(actor, a_case(actor, a_person_entry(protection=Protection.YES)))
    assert asked(CHINEDU, "BE", opened=today()).hits[0].member_state is None


def test_a_reservation_for_another_family_is_not_kept(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    with pytest.raises(Conflict), unit_of_work(actor) as work:
        service.store_claims(work, fresh(case), Reservation(won=True, references=("A", "B")))


@pytest.mark.parametrize("is_kept", [True, False])
def test_an_orphan_is_released_and_a_kept_reservation_is_not(house: Flask, is_kept: bool) -> None:  # noqa: FBT001
    actor, request = a_counsellor(), uuid4()
    case = a_case(actor)
    reservation = service.reserve_case(actor, case, request)
    with unit_of_work(actor) as work:
        if is_kept:
            service.store_claims(work, fresh(case), reservation)
        promise(work, "checks.release_orphan", {"case_id": str(case), "request_key": str(request)})
        work.record(Action.CASE_CHANGED)
    run_due()
    expected = ClaimStatus.RESERVED if is_kept else ClaimStatus.REVOKED
    assert set(registry().statuses(reservation.references).values()) == {expected}


def test_claims_follow_the_return(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    (name,) = _approved(actor, case).references
    for status in (ClaimStatus.DEPARTED, ClaimStatus.COMPLETED):
        _tell(case, status)
        assert registry().statuses((name,)) == {name: status}
        assert [claim.status for claim in _claims(case)] == [status.value]
    assert _claims(case)[0].addresses


def test_support_paid_back_is_told_once_by_rooms_beside_this_one(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    (name,) = _approved(actor, case).references
    _tell(case, ClaimStatus.DEPARTED)
    for _ in range(2):
        with unit_of_work(SEEDER) as work:
            report_return(work, case, ClaimStatus.REPAID)
            work.record(Action.CASE_CHANGED, case_id=case)
    assert _count("checks.claim.changed") == 2
    run_due()
    assert registry().statuses((name,)) == {name: ClaimStatus.REPAID}
    assert [claim.status for claim in _claims(case)] == ["repaid"]
    assert _count("checks.claim.changed") == 3


def test_a_withdrawn_case_is_forgotten_on_both_sides(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    _approved(actor, case)
    _tell(case, ClaimStatus.REVOKED)
    (claim,) = _claims(case)
    assert (claim.status, claim.addresses) == ("revoked", b"")
    assert asked(CHINEDU, "BE", opened=today()).hits == ()


def test_our_list_is_kept_and_the_job_fails_while_the_store_still_holds_what_it_was_told_to_forget(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    _approved(actor, case)
    monkeypatch.setattr(EmbeddedRegistry, "forget", lambda _self, _what: 0)
    monkeypatch.setattr(claims, "forget", lambda _session, _claim: None)
    _tell(case, ClaimStatus.REVOKED)
    (claim,) = _claims(case)
    assert (claim.status, len(claim.addresses)) == ("revoked", ROWS * 16)
    job = db.session().scalars(select(Job).where(Job.kind == "checks.forget")).one()
    assert (job.ended_at, "StillHeld" in job.last_error) == (None, True)


def test_news_waits_for_the_registry(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    (name,) = _approved(actor, case).references
    house.extensions["returns.registry_down"] = True
    _tell(case, ClaimStatus.DEPARTED)
    house.extensions["returns.registry_down"] = False
    assert registry().statuses((name,)) == {name: ClaimStatus.RESERVED}
    move_clock(monkeypatch, timedelta(minutes=10))
    run_due()
    assert registry().statuses((name,)) == {name: ClaimStatus.DEPARTED}


def test_nobody_departs_and_the_reservation_lapses_by_itself(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    _approved(actor, case)
    days = settings().reservation_days
    move_clock(monkeypatch, timedelta(days=days))
    run_due()
    assert _claims(case)[0].status == "reserved"
    move_clock(monkeypatch, timedelta(days=1, minutes=1))
    run_due()
    (claim,) = _claims(case)
    assert (claim.status, claim.addresses) == ("expired", b"")
    assert asked(CHINEDU, "BE", opened=today()).hits == ()


def test_the_operator_can_verify_the_registry(house: Flask) -> None:
    actor = a_counsellor()
    _approved(actor, a_case(actor))
    announced(AHMAD)
    run = house.test_cli_runner()
    good = run.invoke(args=["registry", "verify"])
    assert (good.exit_code, "1 claims reserved" in good.output) == (0, True)
    with unit_of_work(SEEDER) as work:
        claim = work.session.scalars(select(OwnClaim)).one()
        claim.addresses = bytes(16)
        work.record(Action.CASE_CHANGED)
    bad = run.invoke(args=["registry", "verify"])
    assert (bad.exit_code, "1 own claims without some of our addresses" in bad.output) == (1, True)
