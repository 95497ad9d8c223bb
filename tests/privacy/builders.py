"""Officers, requests and cases for tests of data protection."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from returns_app.cases.models import ReturnCase
from returns_app.core.permissions import Actor, Role
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.jobs.service import run_now
from returns_app.privacy import service
from returns_app.privacy.models import CorrectionReach, EmergencyAccess
from returns_app.privacy.queries.requests import list_erasures
from returns_app.privacy.rules.breaches import BreachEntry, BreachNature, BreachRisk
from returns_app.privacy.rules.emergencies import EmergencyGround
from returns_app.privacy.rules.erasing import ErasureReason
from returns_app.privacy.rules.reaching import ReachState, ReachTarget
from returns_app.privacy.rules.requests import Channel, Identity, RequestEntry, RequestKind, RequestState, Verdict
from returns_app.safeguards.rules import MarkEntry, MarkKind
from returns_app.safeguards.service import set_mark
from tests import people
from tests.decisions.builders import Office, an_office, stored


@dataclass(frozen=True)
class Bureau:
    """An authority with its data protection officer and administrator."""

    office: Office
    officer: Actor
    admin: Actor


def a_bureau() -> Bureau:
    office = an_office()
    officer = people.an_actor(Role.DPO, organisation=office.organisation)
    return Bureau(office, officer, people.an_actor(Role.ADMIN, organisation=office.organisation))


def a_request(bureau: Bureau, case_id: UUID, kind: RequestKind = RequestKind.ACCESS, **changes: Any) -> UUID:
    """A request of the main applicant, registered today."""
    case: ReturnCase = stored(case_id)
    values: dict[str, Any] = {
        "case_reference": case.reference, "member": None, "kind": kind, "channel": Channel.LETTER,
        "received_on": today(), "asked": "Please show me what you hold about me.",
    }  # fmt: skip
    with unit_of_work(bureau.officer) as work:
        return service.register_request(work, RequestEntry(**{**values, **changes}), uuid4()).id


def identified(bureau: Bureau, case_id: UUID, kind: RequestKind = RequestKind.ACCESS, **changes: Any) -> UUID:
    request_id = a_request(bureau, case_id, kind, **changes)
    with unit_of_work(bureau.officer) as work:
        service.identify(work, request_id, Identity.DOCUMENT)
    return request_id


def granted(bureau: Bureau, case_id: UUID, kind: RequestKind, **changes: Any) -> UUID:
    request_id = identified(bureau, case_id, kind, **changes)
    with unit_of_work(bureau.officer) as work:
        service.answer_request(work, request_id, Verdict(RequestState.GRANTED))
    return request_id


def erased(bureau: Bureau, case_id: UUID, **changes: Any) -> UUID:
    """Asked by the officer, confirmed by the administrator, done."""
    granted(bureau, case_id, RequestKind.ERASURE, **changes)
    with unit_of_work(bureau.officer) as work:
        erasure_id = list_erasures(work.session, bureau.officer)[0].id
    with unit_of_work(bureau.admin) as work:
        key = service.confirm_erasure(work, erasure_id)
    assert run_now(key)
    return erasure_id


def desk_ids(office: Office, case_id: UUID) -> dict[str, UUID]:
    """A request and an erasure of nothing, for tests that only ask who gets that far."""
    officer = people.an_actor(Role.DPO, organisation=office.organisation)
    bureau = Bureau(office, officer, officer)
    request_id, principal_id = a_request(bureau, case_id), stored(case_id).principal_id
    with unit_of_work(officer) as work:
        erasure = service.begin_erasure(work, office.organisation.id, ErasureReason.RETENTION, [])
        mark = set_mark(work, office.organisation.id, MarkEntry(MarkKind.OBJECTION, case_id, note="A reason."))
        known = BreachEntry(work.now, BreachNature.INTEGRITY, BreachRisk.RISK, 1, "A test.")
        breach = service.record_breach(work, known)
        reach = CorrectionReach(
            organisation_id=office.organisation.id, case_id=case_id, person_id=principal_id,
            target=ReachTarget.LETTER, facts=["born"], state=ReachState.PROMISED, promised_at=work.now,
        )  # fmt: skip
        work.add(reach)
        emergency = EmergencyAccess(
            case_id=case_id, account_id=office.counsellor.account_id, organisation_id=office.partner_organisation.id,
            owner_id=office.organisation.id, ground=EmergencyGround.HEALTH, opened_at=work.now, ends_at=work.now, looks=0,
            request_key=uuid4(),
        )  # fmt: skip
        work.add(emergency)
    return {
        "request_id": request_id, "erasure_id": erasure.id, "mark_id": mark.id, "breach_id": breach.id,
        "reach_id": reach.id, "emergency_id": emergency.id,
    }  # fmt: skip
