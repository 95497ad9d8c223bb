"""Planning and delivering: J12 end to end in the service, and who may do what when."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from returns_app.cases.models import CaseEvent, ReturnCase
from returns_app.cases.rules import EventKind, Stage
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.money import ZERO
from returns_app.core.permissions import Role
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.support import queries, service
from returns_app.support.models import Delivery, EvidenceFile, PlanLine, SupportEnvelope
from returns_app.support.rules import Component, PlanLineEntry, Proof, RateEntry, ReceiptEntry, SupportCategory
from tests import people
from tests.support import builders, files
from tests.support.builders import DEARER, a_delivery, a_family, deliver, naira, sums

pytestmark = pytest.mark.postgres


def _stage(family: builders.Family) -> Stage:
    db.session().rollback()
    return db.session().get_one(ReturnCase, family.case_id).stage


def _refused(family: builders.Family, line_id: UUID, amount: str = "100.00", **changes: object) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        deliver(family, a_delivery(line_id, amount, **changes))  # type: ignore[arg-type]
    return refused.value


def test_the_approval_gives_every_member_an_envelope_and_the_case_its_sums(house: Flask) -> None:
    family = a_family()
    money = queries.money_of(db.session(), family.case_id)
    assert money.of(Component.POST_ARRIVAL).ceiling == Decimal("615.00")
    assert (money.ceiling, money.planned, money.left) == (Decimal("2615.00"), ZERO, Decimal("2615.00"))
    envelopes = db.session().scalars(select(SupportEnvelope).where(SupportEnvelope.person_id == family.person_id))
    assert sorted(one.ceiling for one in envelopes) == [Decimal("615.00"), Decimal("2000.00")]


def test_j12_to_the_cent(house: Flask) -> None:
    family = a_family()
    naira()
    welding, *_others = family.plan()
    assert sums(family)[0] == Decimal("1965.00")
    assert "85.00" in str(_refused(family, welding, "1300.00", **DEARER))
    booked = deliver(family, a_delivery(welding, "1860000.00", "NGN", **DEARER))
    assert (booked.amount_eur, booked.rate_on) == (Decimal("1190.40"), builders.RATE_ON)
    assert sums(family) == (Decimal("1975.40"), Decimal("1190.40"), Decimal("1190.40"))
    assert queries.money_of(db.session(), family.case_id).of(Component.POST_RETURN).left == Decimal("24.60")
    assert _stage(family) is Stage.SUPPORTING


def test_a_new_rate_leaves_what_was_booked(house: Flask) -> None:
    family = a_family()
    naira()
    line, *_others = family.plan()
    booked = deliver(family, a_delivery(line, "1000000.00", "NGN"))
    naira("1700.00", on=date(2026, 2, 28))
    naira("1500.00")
    db.session().rollback()
    assert db.session().get_one(Delivery, booked.id).amount_eur == Decimal("640.00")
    assert deliver(family, a_delivery(line, "170000.00", "NGN")).amount_eur == Decimal("100.00")


def test_a_currency_without_a_rate_by_then_is_refused(house: Flask) -> None:
    family = a_family()
    naira(on=date(2026, 3, 1))
    line, *_others = family.plan()
    refused = _refused(family, line, currency="NGN")
    assert (refused.code, refused.field) == ("support.no_rate", "currency")
    assert "NGN on or before 2026-02-28" in str(refused)


def test_costing_more_than_planned_needs_a_reason_and_a_reason_for_nothing_is_dropped(house: Flask) -> None:
    family = a_family()
    welding, rent, _training = family.plan()
    assert _refused(family, welding, "1180.01").field == "variance_reason"
    assert sums(family) == (Decimal("1965.00"), ZERO, ZERO)
    assert deliver(family, a_delivery(rent, "540.00", **DEARER)).variance_reason is None


def test_without_a_receipt_a_delivery_is_not_settled_until_one_comes(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    booked = deliver(family, a_delivery(line, "300.00", receipt_number=""))
    assert (booked.proof, sums(family)[1:]) == (Proof.UNPROVEN, (Decimal("300.00"), ZERO))
    with unit_of_work(family.partner) as work:
        service.prove_delivery(work, booked.id, ReceiptEntry("R-18"))
    assert sums(family)[1:] == (Decimal("300.00"), Decimal("300.00"))
    with unit_of_work(family.partner) as work:
        service.prove_delivery(work, booked.id, ReceiptEntry("R-18"))
    assert sums(family)[2] == Decimal("300.00")
    with pytest.raises(RuleBroken, match="receipt already"), unit_of_work(family.partner) as work:
        service.prove_delivery(work, booked.id, ReceiptEntry("R-19"))


def test_an_empty_receipt_proves_nothing(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    booked = deliver(family, a_delivery(line, receipt_number=""))
    with pytest.raises(RuleBroken, match="receipt number"), unit_of_work(family.partner) as work:
        service.prove_delivery(work, booked.id, ReceiptEntry())


def test_the_same_sending_is_booked_once(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    entry = a_delivery(line, upload=builders.an_upload(files.a_pdf()))
    assert deliver(family, entry).id == deliver(family, replace(entry, amount=Decimal("90.00"))).id
    assert sums(family)[1] == Decimal("100.00")
    assert len(db.session().scalars(select(EvidenceFile)).all()) == 1
    assert len(db.session().scalars(select(Delivery)).all()) == 1


def test_a_key_that_was_used_for_another_line_is_refused(house: Flask) -> None:
    family = a_family()
    first, second, _third = family.plan()
    key = uuid4()
    deliver(family, a_delivery(first, request_key=key))
    assert _refused(family, second, request_key=key).code == "support.key_used"


def test_a_booked_delivery_cannot_be_changed(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    booked = deliver(family, a_delivery(line))
    with pytest.raises(ValueError, match="never changed"), unit_of_work(family.partner) as work:
        work.session.get_one(Delivery, booked.id).amount_eur = Decimal("1.00")


def test_plan_lines_are_idempotent_numbered_and_within_the_envelope(house: Flask) -> None:
    family = a_family(Stage.APPROVED)
    key = uuid4()
    first = builders.plan_line(family, SupportCategory.RENT, "Rent", "1500.00", key=key)
    assert builders.plan_line(family, SupportCategory.RENT, "Rent", "1500.00", key=key).id == first.id
    with pytest.raises(RuleBroken, match=r"by 0\.01 €"):
        builders.plan_line(family, SupportCategory.TOOLS, "Tools", "500.01")
    pick_up = builders.plan_line(family, SupportCategory.AIRPORT_PICKUP, "Taxi", "40.00")
    assert (first.position, pick_up.position, pick_up.component) == (1, 2, Component.POST_ARRIVAL)
    assert sums(family, Component.POST_ARRIVAL)[0] == Decimal("40.00")


def test_support_is_for_members_of_the_family(house: Flask) -> None:
    family = a_family()
    entry = PlanLineEntry(family.case_id, uuid4(), SupportCategory.RENT, "Rent", Decimal(10), family.person_id)
    with unit_of_work(family.partner) as work:
        assert service.add_plan_line(work, entry).person_id == family.person_id
    stranger = replace(entry, request_key=uuid4(), person_id=uuid4())
    with pytest.raises(RuleBroken, match="member of this family"), unit_of_work(family.partner) as work:
        service.add_plan_line(work, stranger)


@pytest.mark.parametrize("stage", [Stage.INTAKE, Stage.SUBMITTED, Stage.CLOSED, Stage.WITHDRAWN])
def test_nothing_is_planned_before_the_approval_or_after_the_end(house: Flask, stage: Stage) -> None:
    with pytest.raises(RuleBroken, match="after the approval"):
        a_family(stage).plan()


def test_nothing_is_delivered_before_the_arrival_or_in_the_future(house: Flask) -> None:
    departed = a_family(Stage.DEPARTED)
    assert _refused(departed, departed.plan()[0]).code == "support.stage"
    arrived = a_family()
    line, *_others = arrived.plan()
    assert "2026-02-24" in str(_refused(arrived, line, delivered_on=date(2026, 2, 23)))
    assert _refused(arrived, line, delivered_on=date.today() + timedelta(days=2)).code == "support.future"  # noqa: DTZ011


def test_another_partner_finds_nothing(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    booked_id = deliver(family, a_delivery(line, receipt_number="")).id
    stranger = people.an_actor(Role.PARTNER, organisation=people.an_organisation(member_state=None))
    with pytest.raises(NotFound), unit_of_work(stranger) as work:
        service.log_delivery(work, a_delivery(line))
    with pytest.raises(NotFound), unit_of_work(stranger) as work:
        service.prove_delivery(work, booked_id, ReceiptEntry("R-1"))
    with pytest.raises(NotFound), unit_of_work(stranger) as work:
        service.add_plan_line(work, PlanLineEntry(family.case_id, uuid4(), SupportCategory.RENT, "x", Decimal(1)))
    with pytest.raises(NotFound), unit_of_work(family.partner) as work:
        service.log_delivery(work, a_delivery(uuid4()))


def test_every_step_is_told_and_logged_without_words(house: Flask) -> None:
    family = a_family()
    naira()
    line, *_others = family.plan()
    deliver(family, a_delivery(line, description="for Chinedu", upload=builders.an_upload(files.a_pdf())))
    session = db.session()
    kinds = set(session.scalars(select(CaseEvent.kind).where(CaseEvent.case_id == family.case_id)))
    assert {EventKind.PLANNED, EventKind.DELIVERED} <= kinds
    logged = session.execute(select(AuditEvent.action, AuditEvent.details)).all()
    assert {"support.plan.line_added", "support.delivery.logged", "support.file.stored"} <= {
        one.action for one in logged
    }
    assert not [one for one in logged if "Welding" in str(one.details) or "Chinedu" in str(one.details)]
    assert session.scalars(select(PlanLine.item_ct)).first() != b"Welding set"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (RateEntry("EUR", builders.RATE_ON, Decimal(1), "x"), "support.rate_currency"),
        (RateEntry("NGX", builders.RATE_ON, Decimal(1), "x"), "support.rate_currency"),
        (RateEntry("NGN", date(2200, 1, 1), Decimal(1), "x"), "support.rate_future"),
        (RateEntry("NGN", builders.RATE_ON, Decimal(0), "x"), "support.rate_zero"),
    ],
)
def test_odd_rates_are_refused(house: Flask, entry: RateEntry, code: str) -> None:
    with pytest.raises(RuleBroken) as refused, unit_of_work(people.an_actor(Role.FINANCE)) as work:
        service.record_rate(work, entry)
    assert refused.value.code == code


def test_the_latest_rate_on_or_before_the_day_counts(house: Flask) -> None:
    naira("1500", on=date(2026, 2, 1))
    naira()
    session = db.session()
    found = [queries.find_rate(session, "NGN", date(2026, *day)) for day in ((1, 31), (2, 26), (2, 27), (3, 9))]
    assert [rate and rate.per_euro for rate in found] == [None, Decimal(1500), Decimal("1562.50"), Decimal("1562.50")]
    euro = queries.find_rate(session, "EUR", date(2026, 1, 1))
    assert euro is not None
    assert euro.per_euro == 1
