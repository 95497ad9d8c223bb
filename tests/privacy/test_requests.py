"""The rights desk: the clock, the identity, restriction in every service, refusals with reasons."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.accounts.rules import ProposalKind
from returns_app.accounts.service import confirm, propose
from returns_app.cases import service as cases
from returns_app.cases.rules import EventKind, PartnerOfferEntry
from returns_app.core.errors import RuleBroken
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.privacy import service
from returns_app.privacy.models import RightsRequest
from returns_app.privacy.rules.requests import (
    ExtensionReason,
    RefusalGround,
    RequestKind,
    RequestState,
    Verdict,
    extended_due,
)
from returns_app.safeguards.queries import standing_marks
from returns_app.safeguards.rules import MarkEntry, MarkKind
from returns_app.safeguards.service import lift_mark, set_mark
from returns_app.support import service as support
from returns_app.support.rules import PlanLineEntry, SupportCategory
from tests import people
from tests.cases.builders import browser
from tests.checks.builders import checked, checks_of
from tests.decisions import builders as decisions
from tests.decisions.builders import approved, arrived, opened, stored, submitted
from tests.privacy.builders import Bureau, a_bureau, a_request, granted, identified

pytestmark = pytest.mark.postgres


def _read(request_id: UUID) -> RightsRequest:
    db.session().rollback()
    return db.session().get_one(RightsRequest, request_id)


def _answer(bureau: Bureau, request_id: UUID, verdict: Verdict) -> None:
    with unit_of_work(bureau.officer) as work:
        service.answer_request(work, request_id, verdict)


def test_a_request_is_registered_once_and_has_its_clock(house: Flask) -> None:
    bureau = a_bureau()
    request = _read(a_request(bureau, opened(bureau.office), received_on=today() - timedelta(days=3)))
    assert request.due_on > today()
    assert request.asked.startswith("Please")
    assert request.case_id == stored(request.case_id).id


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"case_reference": "NL-1999-000001"}, "privacy.no_case"), ({"member": 2}, "privacy.no_member"),
     ({"received_on": "tomorrow"}, "privacy.future")],
)  # fmt: skip
def test_what_cannot_be_registered_says_why(house: Flask, changes: dict[str, Any], code: str) -> None:
    bureau = a_bureau()
    case_id = opened(bureau.office)
    if "received_on" in changes:
        changes = {"received_on": today() + timedelta(days=1)}
    with pytest.raises(RuleBroken) as refusal:
        a_request(bureau, case_id, **changes)
    assert refusal.value.code == code


def test_another_authoritys_case_does_not_exist_here(house: Flask) -> None:
    bureau, other = a_bureau(), a_bureau()
    with pytest.raises(RuleBroken, match="No case of your organisation"):
        a_request(other, opened(bureau.office))


def test_the_clock_is_extended_once(house: Flask) -> None:
    bureau = a_bureau()
    request_id = a_request(bureau, opened(bureau.office))
    with unit_of_work(bureau.officer) as work:
        service.extend_clock(work, request_id, ExtensionReason.COMPLEX)
    assert _read(request_id).due_on == extended_due(today())
    with pytest.raises(RuleBroken), unit_of_work(bureau.officer) as work:
        service.extend_clock(work, request_id, ExtensionReason.NUMBER)


def test_a_refusal_keeps_its_ground_and_words(house: Flask) -> None:
    bureau = a_bureau()
    request_id = identified(bureau, opened(bureau.office), RequestKind.ERASURE)
    words = "The law demands that this decision is kept for five years."
    _answer(bureau, request_id, Verdict(RequestState.REFUSED, RefusalGround.LEGAL_DUTY, words))
    kept = _read(request_id)
    assert (kept.state, kept.ground, kept.words) == (RequestState.REFUSED, RefusalGround.LEGAL_DUTY, words)


def test_restricted_data_are_only_kept_in_every_service(house: Flask) -> None:
    bureau = a_bureau()
    office = bureau.office
    case_id = submitted(office)
    person = stored(case_id).principal_id
    granted(bureau, case_id, RequestKind.RESTRICTION)
    entry = people.a_person_entry(born=PartialDate(1992, 3, 14, DatePrecision.DOCUMENT))
    version = stored(case_id).principal.version
    with pytest.raises(RuleBroken) as refusal, unit_of_work(office.counsellor) as work:
        cases.correct_member(work, case_id, person, entry, version)
    assert refusal.value.code == "safeguards.restricted"
    with pytest.raises(RuleBroken, match="restrict"):
        decisions.refuse(office.approver, case_id)
    with pytest.raises(RuleBroken, match="restrict"), unit_of_work(office.counsellor) as work:
        cases.offer_to_partner(work, case_id, PartnerOfferEntry(office.partner_organisation.id))
    before = len(checks_of(case_id))
    checked(case_id)
    assert len(checks_of(case_id)) == before
    assert stored(case_id).principal.born.year == 1991


def test_a_partner_cannot_write_into_a_restricted_case_either(house: Flask) -> None:
    bureau = a_bureau()
    case_id = arrived(bureau.office)
    granted(bureau, case_id, RequestKind.RESTRICTION)
    entry = PlanLineEntry(case_id, uuid4(), SupportCategory.TOOLS, "Welding set", Decimal("900.00"))
    with pytest.raises(RuleBroken, match="restrict"), unit_of_work(bureau.office.partner) as work:
        support.add_plan_line(work, entry)


def test_a_lifted_restriction_restricts_no_more(house: Flask) -> None:
    bureau = a_bureau()
    case_id = opened(bureau.office)
    granted(bureau, case_id, RequestKind.RESTRICTION)
    with unit_of_work(bureau.officer) as work:
        mark = standing_marks(work.session, case_id)[0]
        lift_mark(work, bureau.office.organisation.id, mark.id)
    decisions.submit(bureau.office, case_id)


def test_other_cases_are_not_touched_by_a_restriction(house: Flask) -> None:
    bureau = a_bureau()
    case_id, other = opened(bureau.office), opened(bureau.office)
    granted(bureau, case_id, RequestKind.RESTRICTION)
    decisions.submit(bureau.office, other)


def test_an_objection_stands_on_the_page_of_the_case(house: Flask) -> None:
    bureau = a_bureau()
    case_id = approved(bureau.office)
    granted(bureau, case_id, RequestKind.OBJECTION)
    assert "The person objects" in browser(house, bureau.office.counsellor).get(f"/cases/{case_id}").text


def test_the_whole_story_in_the_pages(house: Flask) -> None:
    bureau = a_bureau()
    case_id = opened(bureau.office)
    client = browser(house, bureau.officer)
    typed = {
        "case_reference": stored(case_id).reference, "kind": "access", "channel": "letter", "asked": "What do you hold?",
        "received_on-day": str(today().day), "received_on-month": str(today().month), "received_on-year": str(today().year),
    }  # fmt: skip
    wrong = client.post("/data-protection/requests/new", data={**typed, "case_reference": "NL-1"})
    assert (wrong.status_code, "What do you hold?" in wrong.text) == (409, True)
    made = client.post("/data-protection/requests/new", data=typed)
    assert made.status_code == 302
    page = client.get(made.location).text
    assert "Chinedu Okafor" in page
    assert client.post(f"{made.location}/answer", data={"state": "granted"}).status_code == 409
    assert client.post(f"{made.location}/identity", data={"identity": "document"}).status_code == 302
    assert client.post(f"{made.location}/answer", data={"state": "refused"}).status_code == 409
    assert client.post(f"{made.location}/answer", data={"state": "granted"}).status_code == 302
    assert "No open requests" in client.get("/data-protection/requests").text
    assert "Granted" in client.get("/data-protection/requests?all=1").text
    assert browser(house, people.an_actor(Role.DPO)).get(made.location).status_code == 404


def test_the_same_form_sent_twice_registers_once(house: Flask) -> None:
    bureau = a_bureau()
    case_id, key = opened(bureau.office), str(uuid4())
    typed = {
        "case_reference": stored(case_id).reference, "kind": "access", "channel": "letter", "request_key": key,
        "received_on-day": str(today().day), "received_on-month": str(today().month), "received_on-year": str(today().year),
    }  # fmt: skip
    client = browser(house, bureau.officer)
    places = {client.post("/data-protection/requests/new", data=typed).location for _ in range(2)}
    assert len(places) == 1


def test_kinds_of_events_are_left_alone(house: Flask) -> None:
    bureau = a_bureau()
    case_id = opened(bureau.office)
    granted(bureau, case_id, RequestKind.RESTRICTION)
    with pytest.raises(RuleBroken, match="restrict"), unit_of_work(bureau.office.counsellor) as work:
        cases.add_event(work, stored(case_id), EventKind.CHANGED, happened_on=work.today, text="A note")
        work.events.append(people.AN_EVENT)


def test_a_legal_hold_ends_by_two_people(house: Flask) -> None:
    bureau = a_bureau()
    case_id = opened(bureau.office)
    owner = bureau.office.organisation.id
    with unit_of_work(bureau.officer) as work:
        mark = set_mark(work, owner, MarkEntry(MarkKind.HOLD, case_id, note="A claim is pending."))
    with pytest.raises(RuleBroken, match="Two administrators"), unit_of_work(bureau.officer) as work:
        lift_mark(work, owner, mark.id)
    with unit_of_work(bureau.officer) as work:
        proposal = propose(work, ProposalKind.HOLD_ENDED, "The court has ruled.", subject_id=mark.id)
    with pytest.raises(RuleBroken, match="Another person"), unit_of_work(bureau.officer) as work:
        confirm(work, proposal.id)
    with unit_of_work(bureau.admin) as work:
        confirm(work, proposal.id)
    assert standing_marks(db.session(), case_id) == []
