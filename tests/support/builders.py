"""A family whose support is being planned and delivered: authority, partner, case, envelopes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from returns_app.accounts.models import Account
from returns_app.cases.models import CaseAccess, CaseEvent, CaseMember, ReturnCase
from returns_app.cases.rules import AccessKind, EventKind, MemberRole, ReturnType, Stage
from returns_app.core.actions import Action
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.people.rules import Protection
from returns_app.people.service import record_person
from returns_app.programmes.models import Programme, ProgrammeVersion
from returns_app.programmes.rules import TariffLine
from returns_app.support import service
from returns_app.support.models import Delivery, PlanLine, SupportAccount
from returns_app.support.rules import (
    Component,
    DeliveryEntry,
    PlanLineEntry,
    PlanStatus,
    RateEntry,
    SupportCategory,
    Upload,
    VarianceReason,
    Verdict,
)
from tests import people

ARRIVED_ON = date(2026, 2, 24)
RATE_ON = date(2026, 2, 27)
HANDED_OVER = date(2026, 2, 28)
J12 = (
    (SupportCategory.TOOLS, "Welding set", "1180.00"),
    (SupportCategory.RENT, "Workshop rent", "540.00"),
    (SupportCategory.VOCATIONAL_TRAINING, "Training", "245.00"),
)


@dataclass(frozen=True)
class Family:
    """Everybody and everything around one case."""

    case_id: UUID
    person_id: UUID
    counsellor: Actor
    partner: Actor
    finance: Actor
    approver: Actor

    def plan(self, *wanted: tuple[SupportCategory, str, str]) -> list[UUID]:
        """Plan lines by the counsellor, signed by the approver; the ids."""
        lines = [plan_line(self, *one).id for one in wanted or J12]
        approve_plan(self)
        return lines


def a_family(stage: Stage = Stage.ARRIVED, *, protection: Protection = Protection.NO) -> Family:
    """One returnee to Nigeria with 615 on arrival and 2,000 in kind, and the partner there."""
    authority, partner = people.an_organisation(), people.an_organisation(member_state=None, country="NG")
    counsellor = people.an_account(Role.COUNSELLOR, organisation=authority)
    finance = people.an_actor(Role.FINANCE, organisation=authority)
    with unit_of_work(people.SEEDER) as work:
        person = record_person(work, authority.id, people.a_person_entry(protection=protection))
        case = _case(work, counsellor, person.id, stage)
        work.session.flush()
        for organisation, kind in ((authority, AccessKind.OWNER), (partner, AccessKind.PARTNER)):
            access = {"organisation_id": organisation.id, "owner_id": authority.id, "since": work.now}
            work.add(CaseAccess(case_id=case.id, kind=kind, **access))
        work.session.flush()
        _fill(work, case, person.id)
        work.record(Action.CASE_OPENED, case_id=case.id)
    helper = people.an_actor(Role.PARTNER, organisation=partner)
    approver = people.an_actor(Role.APPROVER, organisation=authority)
    return Family(case.id, person.id, people.actor_of(counsellor), helper, finance, approver)


def approve_plan(family: Family) -> None:
    """The counsellor sends what is pending, whoever has to sign it signs."""
    with unit_of_work(family.counsellor) as work:
        plan = service.submit_plan(work, family.case_id)
    for signer in (family.approver, family.finance):
        if plan.status is PlanStatus.SUBMITTED:
            with unit_of_work(signer) as work:
                plan = service.sign_plan(work, plan.id, Verdict(is_yes=True))
    assert plan.status is PlanStatus.APPROVED


def plan_line(
    family: Family, category: SupportCategory, item: str, planned: str, *, key: UUID | None = None
) -> PlanLine:
    """One plan line by the counsellor."""
    entry = PlanLineEntry(family.case_id, key or uuid4(), category, item, Decimal(planned))
    with unit_of_work(family.counsellor) as work:
        return service.add_plan_line(work, entry)


def a_delivery(line_id: UUID, amount: str = "100.00", currency: str = "EUR", **changes: object) -> DeliveryEntry:
    """What the partner says about something handed over on 28 February."""
    values: dict[str, object] = {
        "line_id": line_id, "request_key": uuid4(), "amount": Decimal(amount), "currency": currency,
        "delivered_on": HANDED_OVER, "receipt_number": "R-17", "supplier": "Ade Tools", "description": "",
    }  # fmt: skip
    return DeliveryEntry(**{**values, **changes})  # type: ignore[arg-type]


def deliver(family: Family, entry: DeliveryEntry) -> Delivery:
    """Book it as the partner."""
    with unit_of_work(family.partner) as work:
        return service.log_delivery(work, entry)


def naira(per_euro: str = "1562.50", on: date = RATE_ON) -> None:
    """The rate of the journeys: one euro buys 1,562.50 naira on 27 February 2026."""
    finance = people.an_actor(Role.FINANCE)
    with unit_of_work(finance) as work:
        service.record_rate(work, RateEntry("NGN", on, Decimal(per_euro), "InforEuro"))


def sums(family: Family, component: Component = Component.POST_RETURN) -> tuple[Decimal, Decimal, Decimal]:
    """Committed, delivered and proven as stored."""
    session = db.session()
    session.rollback()
    account = session.query(SupportAccount).filter_by(case_id=family.case_id, component=component).one()
    return account.planned, account.delivered, account.proven


DEARER = {"variance_reason": VarianceReason.RATE}
GOOD_FILE = "receipt.pdf"


def an_upload(content: bytes, name: str = GOOD_FILE) -> Upload:
    """A file as it is sent."""
    return Upload(name, content)


def _case(work: UnitOfWork, counsellor: Account, person_id: UUID, stage: Stage) -> ReturnCase:
    version = _programme(work)
    return work.add(
        ReturnCase(
            reference=f"NL-2026-{uuid4().hex[:5]}", organisation_id=counsellor.organisation_id, member_state="NL",
            return_country="NG", return_type=ReturnType.VOLUNTARY_ASSISTED, programme_version_id=version.id,
            stage=stage, stage_since=ARRIVED_ON, counsellor_id=counsellor.id, principal_id=person_id, members_count=1,
            opened_on=date(2026, 1, 5), notice_version="1", notice_language="en", notice_given_on=date(2026, 1, 5),
            family_handle=uuid4(), created_at=work.now, changed_at=work.now,
        )
    )  # fmt: skip


def _programme(work: UnitOfWork) -> ProgrammeVersion:
    programme = work.add(Programme(code=uuid4().hex[:8], name="EURP", member_state="NL", funding_source="EURP"))
    work.session.flush()
    dates = {"valid_from": date(2024, 1, 1), "valid_to": None, "loaded_at": work.now}
    found = ProgrammeVersion(
        programme_id=programme.id, number=1, rules={}, source="made up", is_verified=False, **dates
    )
    work.add(found)
    work.session.flush()
    return found


def _fill(work: UnitOfWork, case: ReturnCase, person_id: UUID) -> None:
    work.add(CaseMember(case_id=case.id, person_id=person_id, position=0, role=MemberRole.PRINCIPAL))
    event = {"kind": EventKind.ARRIVED, "at": work.now, "happened_on": ARRIVED_ON, "details": {}}
    work.add(CaseEvent(case_id=case.id, **event))
    parts = ((Component.POST_ARRIVAL, "615.00"), (Component.POST_RETURN, "2000.00"))
    lines = tuple(TariffLine(person_id, part.value, Decimal(amount), "EURP 2024") for part, amount in parts)
    service.grant_envelopes(work, case, lines)
