"""A case with a signed plan, an order, a delivery with its photo, an upload and a finding: for tests of who sees what."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import unit_of_work
from returns_app.decisions.rules import DecisionKind
from returns_app.support import service as support
from returns_app.support.rules import (
    DeliveryEntry,
    FindingKind,
    OrderEntry,
    PlanLineEntry,
    SupportCategory,
    Upload,
    Verdict,
)
from tests import people
from tests.decisions.builders import Office
from tests.decisions.changes import an_entry, propose
from tests.support.files import a_photo


def supported(office: Office, case_id: UUID) -> dict[str, Any]:
    """A plan with everything that comes after it, an offer, an upload, a finding."""
    with unit_of_work(office.counsellor) as work:
        entry = PlanLineEntry(case_id, uuid4(), SupportCategory.TOOLS, "Welding set", Decimal("900.00"))
        line = support.add_plan_line(work, entry)
        plan = support.submit_plan(work, case_id)
    with unit_of_work(office.approver) as work:
        support.sign_plan(work, plan.id, Verdict(is_yes=True))
    with unit_of_work(office.partner) as work:
        ordered = OrderEntry(line.id, uuid4(), Decimal("100.00"), "EUR", work.today, "Ade")
        order = support.place_order(work, ordered)
        handed_over = DeliveryEntry(
            line_id=line.id, request_key=uuid4(), amount=Decimal("100.00"), currency="EUR", delivered_on=work.today,
            receipt_number="", supplier="Ade", description="", upload=Upload("receipt.jpg", a_photo()),
        )  # fmt: skip
        delivery = support.log_delivery(work, handed_over)
        upload = support.keep_upload(work, [])
    with unit_of_work(people.an_actor(Role.FINANCE, organisation=office.organisation)) as work:
        support.ask_about(work, "2026-03", 5)
    with unit_of_work(people.SEEDER) as work:
        pair = (case_id, delivery.id)
        finding = support.open_finding(work, FindingKind.SAME_INVOICE, pair, (case_id, order.id))
    assert finding is not None
    ids: dict[str, Any] = {
        "line_id": line.id,
        "delivery_id": delivery.id,
        "file_id": delivery.file_id,
        "plan_id": plan.id,
    }
    ids |= {"evidence_finding_id": finding.id, "order_id": order.id, "upload_id": upload.id}
    ids["proposal_id"] = propose(office.counsellor, case_id, an_entry(DecisionKind.REDUCE)).id
    return ids
