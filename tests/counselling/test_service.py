"""Counselling: what is told, who signs, what is found, and what stands in the way until it is done."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from returns_app.cases import service as cases
from returns_app.cases.rules import Fact, MemberEntry, MemberRole, Stage
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, NotFound, RuleBroken
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.counselling import queries, service
from returns_app.counselling.models import Screening
from returns_app.counselling.rules import (
    FOR_MINOR_ALONE,
    Information,
    Member,
    ScreeningEntry,
    Severity,
    Vulnerability,
    open_safeguards,
    undeclared,
)
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from tests import people
from tests.cases.builders import an_opening
from tests.counselling.builders import a_session, counsel
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def a_child(age: int = 9) -> MemberEntry:
    """Somebody of this age."""
    born = PartialDate(today().year - age, 1, 1, DatePrecision.DOCUMENT)
    return MemberEntry(people.a_person_entry("Ada", born=born, identifiers=()), MemberRole.CHILD)


def lacks(office: builders.Office, case_id: UUID) -> dict[Fact, int]:
    """What counselling says is missing."""
    with scope(office.counsellor):
        return dict(queries.what_counselling_lacks(db.session(), builders.stored(case_id)))


def submit(office: builders.Office, case_id: UUID) -> None:
    """Without anything that comes before."""
    version = builders.stored(case_id).version
    with unit_of_work(office.counsellor) as work:
        cases.submit_case(work, case_id, version)


def talk(office: builders.Office, case_id: UUID, *signing: UUID, **changes: object) -> None:
    """A session."""
    with unit_of_work(office.counsellor) as work:
        service.record_session(work, case_id, a_session(*signing, on=work.today, **changes), uuid4())


def test_an_application_waits_for_session_signature_and_screening(office: builders.Office) -> None:
    case_id = builders.opened(office)
    (person,) = builders.members(case_id)
    with pytest.raises(RuleBroken, match="No counselling session"):
        submit(office, case_id)
    talk(office, case_id)
    with pytest.raises(RuleBroken, match="Adults without a signed declaration"):
        submit(office, case_id)
    talk(office, case_id, person)
    with pytest.raises(RuleBroken, match="not screened"):
        submit(office, case_id)
    counsel(office.counsellor, case_id)
    submit(office, case_id)
    assert builders.stage_of(case_id) is Stage.SUBMITTED


def test_a_declaration_taken_back_stops_the_approval(office: builders.Office) -> None:
    case_id = builders.submitted(office)
    with unit_of_work(office.counsellor) as work:
        (declaration,) = queries.list_declarations(work.session, case_id)
        service.withdraw_declaration(work, case_id, declaration.id)
    with pytest.raises(RuleBroken, match="signed declaration"):
        builders.approve(office.approver, case_id)


def test_a_minor_alone_needs_every_safeguard(office: builders.Office) -> None:
    born = PartialDate(today().year - 15, 1, 1, DatePrecision.DOCUMENT)
    case_id = builders.opened(office, an_opening(principal=people.a_person_entry(born=born)))
    assert lacks(office, case_id)[Fact.SAFEGUARDS] == len(FOR_MINOR_ALONE)
    counsel(office.counsellor, case_id)
    assert not any(lacks(office, case_id).values())


def test_a_child_signs_nothing_and_is_screened(office: builders.Office) -> None:
    case_id = builders.opened(office, an_opening(a_child()))
    found = lacks(office, case_id)
    assert (found[Fact.DECLARATIONS], found[Fact.SCREENINGS], found[Fact.SAFEGUARDS]) == (1, 2, 0)


def test_who_is_eighteen_at_departure_signs(office: builders.Office) -> None:
    case_id = builders.opened(office, an_opening(a_child(17)))
    assert lacks(office, case_id)[Fact.DECLARATIONS] == 1
    builders.establish(
        office.counsellor, case_id, days={"departure_on": today().replace(year=today().year + 1, month=12, day=28)}
    )
    lacking = lacks(office, case_id)
    assert (lacking[Fact.DECLARATIONS], lacking[Fact.OF_AGE]) == (1, 1)


def test_a_victim_of_trafficking_is_not_approved_before_the_risk_is_assessed(office: builders.Office) -> None:
    case_id = builders.opened(office)
    (person,) = builders.members(case_id)
    with unit_of_work(office.counsellor) as work:
        entry = ScreeningEntry(person, (Vulnerability.TRAFFICKING,), Severity.HIGH, "Shelter")
        service.record_screenings(work, case_id, [entry])
    talk(office, case_id, person)
    submit(office, case_id)
    with pytest.raises(RuleBroken, match="trafficking"):
        builders.approve(office.approver, case_id)
    counsel(office.counsellor, case_id)
    builders.approve(office.approver, case_id)


def test_nothing_found_is_stored_in_clear(office: builders.Office) -> None:
    case_id = builders.opened(office)
    (person,) = builders.members(case_id)
    with unit_of_work(office.counsellor) as work:
        entry = ScreeningEntry(person, (Vulnerability.MENTAL,), Severity.LOW, "Kwetsbaar")
        service.record_screenings(work, case_id, [entry])
    with scope(office.counsellor):
        row = db.session().query(Screening).filter_by(case_id=case_id).one()
        assert b"mental" not in (row.categories_ct or b"mental")
        assert b"Kwetsbaar" not in (row.needs_ct or b"Kwetsbaar")
        assert row.found == {"mental_health"}


def test_the_same_page_sent_twice_is_one_session(office: builders.Office) -> None:
    case_id, key = builders.opened(office), uuid4()
    for _again in range(2):
        with unit_of_work(office.counsellor) as work:
            service.record_session(work, case_id, a_session(on=work.today), key)
    with scope(office.counsellor):
        assert len(queries.list_sessions(db.session(), case_id)) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_on": timedelta(days=1)}, "has not come yet"),
        ({"language": ""}, "no language"),
        ({"information": (Information.RIGHTS,), "declaring": True}, "Nobody signs before"),
        ({"next_on": timedelta(days=3)}, "Write what the next step is"),
        ({"next_on": timedelta(days=-3), "next_step": "Call"}, "in the past"),
    ],
)
def test_a_session_that_cannot_be_is_refused(
    office: builders.Office, changes: dict[str, object], sentence: str
) -> None:
    case_id = builders.opened(office)
    told = {name: today() + value if isinstance(value, timedelta) else value for name, value in changes.items()}
    if told.pop("declaring", None):
        told["declaring"] = builders.members(case_id)
    entry = a_session(on=today(), **told)
    with pytest.raises((Malformed, RuleBroken), match=sentence), unit_of_work(office.counsellor) as work:
        service.record_session(work, case_id, entry, uuid4())


def test_another_office_and_a_partner_see_nothing_of_it(house: Flask, office: builders.Office) -> None:
    case_id = builders.approved(office)
    stranger = people.an_actor()
    with pytest.raises(NotFound), unit_of_work(stranger) as work:
        service.record_session(work, case_id, a_session(on=work.today), uuid4())
    assert builders.browser(house, office.partner).get(f"/cases/{case_id}/counselling").status_code == 403
    assert builders.browser(house, office.travel_desk).get(f"/cases/{case_id}/counselling").status_code == 403


def test_pages_hold_the_session_and_log_the_reading(house: Flask, office: builders.Office) -> None:
    case_id = builders.opened(office)
    (person,) = builders.members(case_id)
    client, day = builders.browser(house, office.counsellor), today()
    typed = {
        "held_on-day": str(day.day), "held_on-month": str(day.month), "held_on-year": str(day.year), "channel": "phone",
        "language": "ti", "interpreter": "by_phone", "information_version": "2026-02", "outcome": "needs_time",
        "information": [one.value for one in Information], "declaring": [str(person)], "topics": ["debts"],
        "next_step": "Call again", "next_on-day": str(day.day), "next_on-month": str(day.month),
        "next_on-year": str(day.year), "note": "Asked about school.", "private_note": "Careful.", "request_key": str(uuid4()),
    }  # fmt: skip
    assert client.post(f"/cases/{case_id}/counselling/session", data=typed).status_code == 302
    page = client.get(f"/cases/{case_id}/counselling").text
    assert "By phone" in page
    assert "Asked about school." in page
    assert "Careful." in page
    assert "Careful." not in builders.browser(house, office.approver).get(f"/cases/{case_id}/counselling").text
    assert builders.logged(case_id, Action.SCREENING_READ) == 0
    assert client.get(f"/cases/{case_id}/counselling/vulnerability").status_code == 200
    assert builders.logged(case_id, Action.SCREENING_READ) == 1
    wrong = client.post(
        f"/cases/{case_id}/counselling/session", data={**typed, "language": "", "note": "Kept as typed"}
    )
    assert wrong.status_code == 422
    assert "Kept as typed" in wrong.text


@given(st.lists(st.tuples(st.none() | st.booleans(), st.booleans(), st.booleans()), max_size=6))
def test_whoever_may_be_an_adult_declares(told: list[tuple[bool | None, bool, bool]]) -> None:
    members = [Member(UUID(int=place), minor, alone) for place, (minor, alone, _signed) in enumerate(told)]
    declared = {UUID(int=place) for place, (_minor, _alone, signed) in enumerate(told) if signed}
    waiting = undeclared(members, declared)
    assert declared.isdisjoint(waiting)
    assert {one.person_id for one in members if one.is_minor is None} - declared <= set(waiting)


def test_safeguards_are_asked_of_minors_alone_and_of_trafficked_people() -> None:
    child, adult = Member(uuid4(), True, True), Member(uuid4(), False, True)  # noqa: FBT003
    assert open_safeguards(child, None, ()) == list(FOR_MINOR_ALONE)
    assert open_safeguards(adult, None, ()) == []
    assert len(open_safeguards(adult, {"victim_trafficking"}, ())) == 2
