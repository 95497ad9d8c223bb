"""Key moments from the application to the final report: who is at turn, what is missing, what leaves for RIAT."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.accounts.models import Organisation
from returns_app.cases.rules import CaseOpening
from returns_app.core.errors import RuleBroken
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor, Role
from returns_app.counselling.queries import list_declarations
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.moments import queries, service
from returns_app.moments.rules import Decision, MomentState, RejectReason, Step
from returns_app.people.models import Person
from returns_app.people.rules import IdentifierEntry, IdentifierKind, Protection, Sex
from returns_app.support import service as support
from returns_app.support.rules import DeliveryEntry, PlanLineEntry, SupportCategory, Verdict
from returns_app.travel.service import confirm_arrival, record_departure
from returns_app.work.models import Task
from returns_app.work.rules import TaskKind
from tests import people
from tests.cases.builders import an_opening, browser
from tests.decisions.builders import (
    Office,
    a_departure,
    an_arrival,
    an_office,
    approved,
    arrived,
    departed,
    opened,
    prepare,
    stored,
)

pytestmark = pytest.mark.postgres
WORDS = {
    "assistance": "Transport to Kano", "meeting": "3 March, family and adviser", "meeting_outcome": "Workshop agreed",
    "activity": "The workshop runs", "final_meeting": "4 March", "partner_feedback": "=HYPERLINK(1)",
}  # fmt: skip


def _begin(actor: Actor, case_id: UUID) -> list[UUID]:
    with unit_of_work(actor) as work:
        return [row.id for row in service.begin_moments(work, case_id)]


def _write(actor: Actor, moment: UUID) -> None:
    with unit_of_work(actor) as work:
        service.write_answers(work, moment, WORDS)


def _take(actor: Actor, moment: UUID, step: Step, **why: object) -> MomentState:
    with unit_of_work(actor) as work:
        return service.take_step(work, moment, Decision(step, **why)).state  # type: ignore[arg-type]


def _other() -> CaseOpening:
    """Somebody whom the registry does not take for P1."""
    person = people.a_person_entry(
        "Adaeze", "Obiechina", born=PartialDate(1984, 11, 2, DatePrecision.DOCUMENT), sex=Sex.FEMALE,
        identifiers=(IdentifierEntry(IdentifierKind.PASSPORT, "NG", "B7654321"),),
    )  # fmt: skip
    return an_opening(principal=person)


def _coordinator(office: Office) -> Actor:
    house = db.session().get_one(Organisation, office.partner.organisation_id)
    return people.an_actor(Role.PARTNER_COORDINATOR, organisation=house)


def _through(office: Office, writer: Actor, moment: UUID) -> None:
    _write(writer, moment)
    _take(writer, moment, Step.SEND)
    states = [_take(actor, moment, Step.CONFIRM) for actor in (_coordinator(office), office.finance, office.approver)]
    assert states[-1] is MomentState.ACCEPTED


def _supported(office: Office, case_id: UUID) -> None:
    with unit_of_work(office.counsellor) as work:
        entry = PlanLineEntry(case_id, uuid4(), SupportCategory.TOOLS, "Welding set", Decimal("900.00"))
        line = support.add_plan_line(work, entry).id
        plan = support.submit_plan(work, case_id).id
    with unit_of_work(office.approver) as work:
        support.sign_plan(work, plan, Verdict(is_yes=True))
    with unit_of_work(office.partner) as work:
        told = DeliveryEntry(
            line_id=line, request_key=uuid4(), amount=Decimal("900.00"), currency="EUR", delivered_on=today(),
            receipt_number="R-1", supplier="Ade", description="",
        )  # fmt: skip
        support.log_delivery(work, told)


def _states(case_id: UUID) -> list[MomentState]:
    db.session().rollback()
    return [row.state for row in queries.list_moments(db.session(), case_id)]


def _tasks(case_id: UUID) -> list[tuple[Role, UUID]]:
    db.session().rollback()
    found = db.session().query(Task).filter_by(case_id=case_id, kind=TaskKind.PASS_MOMENT, ended_at=None)
    return [(task.role, task.organisation_id) for task in found]


def test_three_moments_from_the_application_to_the_final_report(house: Flask) -> None:
    office = an_office()
    case_id = approved(office)
    ids = _begin(office.counsellor, case_id)
    assert _begin(office.counsellor, case_id) == ids
    assert _tasks(case_id) == [(Role.COUNSELLOR, office.organisation.id)]
    _through(office, office.counsellor, ids[0])
    assert _states(case_id) == [MomentState.ACCEPTED, MomentState.OPEN, MomentState.WAITING]
    assert _tasks(case_id) == [(Role.PARTNER, office.partner_organisation.id)]
    with pytest.raises(RuleBroken, match="answers are missing"):
        _take(office.partner, ids[1], Step.SEND)
    prepare(office.travel_desk, case_id)
    with unit_of_work(office.travel_desk) as work:
        record_departure(work, case_id, a_departure(case_id))
    with unit_of_work(office.partner) as work:
        confirm_arrival(work, case_id, an_arrival(case_id))
    _supported(office, case_id)
    _through(office, office.partner, ids[1])
    _through(office, office.partner, ids[2])
    assert set(_states(case_id)) == {MomentState.ACCEPTED}
    assert _tasks(case_id) == []


def test_sent_back_opened_again_and_sent_by_the_same_people(house: Flask) -> None:
    office = an_office()
    case_id = approved(office)
    first = _begin(office.counsellor, case_id)[0]
    coordinator = _coordinator(office)
    _write(office.counsellor, first)
    _take(office.counsellor, first, Step.SEND)
    with pytest.raises(RuleBroken, match="turn"):
        _take(office.approver, first, Step.CONFIRM)
    why = {"reason": RejectReason.UNCLEAR, "comment": "Which transport?"}
    assert _take(coordinator, first, Step.REJECT, **why) is MomentState.REJECTED
    _take(office.counsellor, first, Step.REOPEN)
    _write(office.counsellor, first)
    _take(office.counsellor, first, Step.SEND)
    for actor in (coordinator, office.finance, office.approver):
        _take(actor, first, Step.CONFIRM)
    assert _take(office.approver, first, Step.REOPEN, **why) is MomentState.OPEN
    assert _states(case_id) == [MomentState.OPEN, MomentState.WAITING, MomentState.WAITING]
    db.session().rollback()
    steps = queries.list_steps(db.session(), case_id)[first]
    assert [one.step.round for one in steps] == [1, 1, 1, 2, 2, 2, 2, 2]
    assert steps[1].step.comment == "Which transport?"


def test_one_account_with_two_roles_does_not_confirm_twice(house: Flask) -> None:
    office = an_office()
    case_id = approved(office)
    first = _begin(office.counsellor, case_id)[0]
    both = people.an_actor(Role.FINANCE, Role.APPROVER, organisation=office.organisation)
    _write(office.counsellor, first)
    _take(office.counsellor, first, Step.SEND)
    _take(_coordinator(office), first, Step.CONFIRM)
    _take(both, first, Step.CONFIRM)
    db.session().rollback()
    assert queries.list_waiting(db.session(), queries.at_turn(both)) == []
    with pytest.raises(RuleBroken, match="different colleague"):
        _take(both, first, Step.CONFIRM)


def test_what_was_begun_after_the_departure_waits_and_is_never_rejected_by_itself(house: Flask) -> None:
    office = an_office()
    late, early = departed(office), approved(office, _other())
    _begin(office.counsellor, late)
    _begin(office.counsellor, early)
    db.session().rollback()
    for actor in (office.approver, office.counsellor):
        waiting = queries.list_waiting(db.session(), queries.retroactive(actor))
        assert [one.moment.case_id for one in waiting] == [late]
    page = browser(house, office.approver).get("/key-moments").text
    assert "Here it waits until somebody decides" in page
    stranger = people.an_actor(Role.APPROVER)
    assert queries.list_waiting(db.session(), queries.retroactive(stranger)) == []


def test_the_partner_writes_and_sends_what_was_begun_after_the_departure(house: Flask) -> None:
    office = an_office()
    case_id = arrived(office)
    first = _begin(office.partner, case_id)[0]
    _write(office.partner, first)
    client = browser(house, office.partner)
    page = client.get(f"/key-moments/{first}").text
    assert "Still missing" not in page
    assert client.post(f"/key-moments/{first}/steps", data={"step": "send"}).status_code == 302
    assert _states(case_id)[0] is MomentState.COORDINATOR
    with scope(office.partner):
        seen = queries.facts_of(db.session(), stored(case_id), is_masked=True).values
        assert list_declarations(db.session(), case_id) == [] or db.engine.dialect.name == "sqlite"
    assert (seen["consent"], seen["vulnerable"]) == ("yes", "masked")


def test_a_moment_that_has_not_opened_is_not_sent(house: Flask) -> None:
    office = an_office()
    case_id = opened(office)
    ids = _begin(office.counsellor, case_id)
    with pytest.raises(RuleBroken, match="no longer at that point"):
        _take(office.counsellor, ids[1], Step.SEND)
    with pytest.raises(RuleBroken, match="answers are missing"):
        _take(office.counsellor, ids[0], Step.SEND)
    with pytest.raises(RuleBroken, match="not open for you"):
        _write(office.approver, ids[0])


def test_the_queue_counts_what_it_lists(house: Flask) -> None:
    office = an_office()
    for opening in (None, _other()):
        first = _begin(office.counsellor, approved(office, opening))[0]
        _write(office.counsellor, first)
        _take(office.counsellor, first, Step.SEND)
    coordinator = _coordinator(office)
    db.session().rollback()
    for actor, number in ((coordinator, 2), (office.counsellor, 0), (office.finance, 0)):
        wanted = queries.at_turn(actor)
        assert len(queries.list_waiting(db.session(), wanted)) == queries.count_waiting(db.session(), wanted) == number
    assert "2 key moments wait for you" in browser(house, coordinator).get("/key-moments").text


def test_the_pages_write_send_and_export_without_a_name(house: Flask) -> None:
    office = an_office()
    case_id = arrived(office)
    place = f"/cases/{case_id}/key-moments"
    client = browser(house, office.counsellor)
    assert "Begin the key moments" in client.get(place).text
    assert client.post(f"{place}/beginning").status_code == 302
    page = client.get(place).text
    assert "Assistance needed" in page
    assert "Begun after the departure" in page
    db.session().rollback()
    moment = queries.list_moments(db.session(), case_id)[0].id
    sent = {"assistance": "Transport", "needs": "=cmd()"}
    assert client.post(f"/key-moments/{moment}/answers", data=sent).status_code == 302
    assert client.post(f"/key-moments/{moment}/steps", data={"step": "confirm"}).status_code == 422
    assert client.post(f"/key-moments/{moment}/steps", data={"step": "send"}).status_code == 302
    assert "With the partner coordinator" in client.get(place).text
    table = client.get(f"{place}/riat.csv")
    text = table.get_data(as_text=True)
    assert "'=cmd()" in text
    assert "Nationality by travel document" in text
    assert "Validation request to Coordinator in KM1" in text
    assert "Okafor" not in text
    paper = client.get(f"{place}/riat.pdf")
    assert paper.data.startswith(b"%PDF")
    assert browser(house, _coordinator(office)).get(f"/key-moments/{moment}").status_code == 200


def test_a_protected_family_is_masked_for_the_partner(house: Flask) -> None:
    office = an_office()
    case_id = arrived(office)
    stored_principal = stored(case_id).principal_id
    with unit_of_work(people.SEEDER) as work:
        work.session.get_one(Person, stored_principal).protection = Protection.YES
        work.events.append(people.AN_EVENT)
    case = stored(case_id)
    for is_masked, born in ((True, "masked"), (False, case.principal.born)):
        member = queries.facts_of(db.session(), case, is_masked=is_masked).groups["member"][0]
        assert member["born"] == born
