"""Pages of cases in a browser: list, search, people, partners, timeline, log."""

from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from returns_app.cases import queries, service
from returns_app.cases.rules import SkipReason, Stage
from returns_app.core.actions import Action
from returns_app.core.permissions import Actor, Role
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from tests import people
from tests.cases import builders
from tests.counselling.builders import counsel


def _counsellor(house: Flask) -> tuple[Actor, FlaskClient]:
    actor = people.an_actor()
    return actor, builders.browser(house, actor)


def _events(action: Action) -> int:
    db.session().rollback()
    return db.session().scalar(select(func.count()).where(AuditEvent.action == action.value)) or 0


def test_an_empty_list_says_what_to_do(house: Flask) -> None:
    _, client = _counsellor(house)
    text = client.get("/cases").text
    assert "No cases yet" in text
    assert 'href="/cases/search"' in text


def test_the_list_shows_name_reference_and_countries_in_words(house: Flask) -> None:
    actor, client = _counsellor(house)
    case = builders.open_case(actor)
    text = client.get("/cases").text
    row = text[text.index("<tbody") :]
    for shown in (case.reference, "Chinedu Okafor", "Netherlands to Nigeria", "Intake", "Robin Example"):
        assert shown in row[: row.index("</tbody>")]


def test_a_look_at_the_list_is_one_audit_entry(house: Flask) -> None:
    actor, client = _counsellor(house)
    for _ in range(3):
        builders.open_case(actor)
    client.get("/cases")
    assert _events(Action.CASES_LISTED) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stage=intake", True), ("stage=closed", False), ("country=NG", True), ("country=GE", False),
        ("mine=y", True), ("counsellor=6a124fb2-09e8-4607-8bee-98134d56d173", False), ("stage=nothing", True),
        ("counsellor=x", True),
        ("sort=stage", True), ("sort=-opened", True), ("sort=reference", True), ("sort=drop", True),
        ("page=0", True), ("page=-3", True), ("page=x", True), ("page=99999999999", False),
    ],
)  # fmt: skip
def test_filters_stand_in_the_address(house: Flask, query: str, *, found: bool) -> None:
    actor, client = _counsellor(house)
    case = builders.open_case(actor)
    answer = client.get(f"/cases?{query}")
    assert answer.status_code == 200
    assert (case.reference in answer.text) is found


def test_the_list_is_read_in_pages_with_few_queries(house: Flask) -> None:
    actor, client = _counsellor(house)
    for _ in range(27):
        builders.open_case(actor)
    client.get("/cases")
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *parts: statements.append(parts[2]))
    first = client.get("/cases?sort=reference").text
    assert len([one for one in statements if one.startswith("SELECT")]) <= 8
    assert ("000001" in first, "000026" in first, "page=2" in first) == (True, False, True)
    second = client.get("/cases?sort=reference&page=2").text
    assert "000026" in second
    assert "26–27" in second


def test_stages_are_sorted_along_the_ladder(house: Flask) -> None:
    actor, client = _counsellor(house)
    first, second, third = (builders.open_case(actor) for _ in range(3))
    _withdraw(actor, first.id)
    counsel(actor, second.id)
    version = queries.get_case(db.session(), actor, second.id).version
    db.session().rollback()
    client.post(f"/cases/{second.id}/submission", data={"version": str(version)})
    db.session().rollback()
    for sort, wanted in (("stage", (third, second, first)), ("-stage", (first, second, third))):
        text = client.get(f"/cases?sort={sort}").text
        places = [text.index(case.reference) for case in wanted]
        assert places == sorted(places)


def test_a_search_needs_something(house: Flask) -> None:
    _, client = _counsellor(house)
    answer = client.post("/cases/search", data={"name": "", "born": "", "number": ""})
    assert answer.status_code == 422
    assert "Type at least one of" in answer.text


@pytest.mark.parametrize("born", ["31-02-1991", "yesterday", "14-03", "3000", "1-2-3-4", "١٩"])
def test_an_unreadable_birth_date_is_explained(house: Flask, born: str) -> None:
    _, client = _counsellor(house)
    answer = client.post("/cases/search", data={"born": born})
    assert answer.status_code == 422
    assert "Enter a year like 1991" in answer.text


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Okafor"}, {"name": "chinedu"}, {"number": "a 0123 4567"}, {"born": "1991", "name": "Okafor"},
        {"born": "14 March 1991", "name": "Okafor"}, {"text": "Okafor 1991"}, {"text": "A01234567"},
    ],
)  # fmt: skip
def test_p1_is_found_by_what_is_known(house: Flask, typed: dict[str, str]) -> None:
    actor, client = _counsellor(house)
    case = builders.open_case(actor)
    answer = client.post("/cases/search", data=typed)
    assert answer.status_code == 200
    for shown in ("Agrees on", "This is the person", case.reference, f"/cases/{case.id}"):
        assert shown in answer.text


def test_nobody_of_another_organisation_is_found(house: Flask) -> None:
    builders.open_case(people.an_actor())
    _, client = _counsellor(house)
    text = client.post("/cases/search", data={"name": "Okafor", "born": "1991"}).text
    assert "Nobody found" in text
    assert _events(Action.PERSON_SEARCHED) == 1


def test_a_reference_in_the_header_leads_to_the_case(house: Flask) -> None:
    actor, client = _counsellor(house)
    case = builders.open_case(actor)
    answer = client.post("/cases/search", data={"text": f" {case.reference.lower()} "})
    assert answer.status_code == 302
    assert str(case.id) in answer.location
    foreign = builders.browser(house, people.an_actor()).post("/cases/search", data={"text": case.reference})
    assert str(case.id) not in foreign.text


def test_one_known_thing_begins_a_case_only_with_a_reason(house: Flask) -> None:
    _, client = _counsellor(house)
    refused = client.post("/cases/intakes", data={"name": "Okafor"})
    assert refused.status_code == 422
    assert "choose a reason" in refused.text
    reason = SkipReason.NOTHING_MORE_KNOWN.value
    where = builders.begin_intake(client, born="", skip_reason=reason)
    builders.load_shipped_programmes()
    assert client.post(where, data=builders.typed_intake()).status_code == 302
    opened = db.session().scalars(select(AuditEvent).where(AuditEvent.action == Action.CASE_OPENED.value)).one()
    assert opened.details["search_skipped"] == reason


def test_people_can_be_submitted_from_their_page(house: Flask) -> None:
    actor, client = _counsellor(house)
    case = builders.open_case(actor)
    address = f"/cases/{case.id}/people"
    assert "Submit application" not in client.get(address).text
    assert "No counselling session" in client.get(address).text
    counsel(actor, case.id)
    assert "Submit application" in client.get(address).text
    version = {"version": str(queries.get_case(db.session(), actor, case.id).version)}
    db.session().rollback()
    assert client.post(f"/cases/{case.id}/submission", data=version).status_code == 302
    assert queries.get_case(db.session(), actor, case.id).stage is Stage.SUBMITTED
    assert client.post(f"/cases/{case.id}/submission", data={"version": str(case.version)}).status_code == 409
    assert "Submit application" not in client.get(address).text


def test_sharing_and_ending_it_in_the_browser(house: Flask) -> None:
    actor, client = _counsellor(house)
    case, partner = builders.open_case(actor), builders.a_partner()
    without = people.an_organisation(member_state=None, country="NG")
    address = f"/cases/{case.id}/partners"
    page = client.get(address).text
    assert partner.name in page
    assert f"{without.name}</bdi>: there is no legal basis yet" in page
    assert client.post(address, data={}).status_code == 422
    refused = client.post(address, data={"organisation_id": str(without.id)})
    assert (refused.status_code, "Nothing was shared" in refused.text) == (409, True)
    assert client.post(address, data={"organisation_id": str(partner.id)}).status_code == 302
    assert "Take back" in client.get(address).text
    partner_client = people.client_for(house, people.an_account(Role.PARTNER, organisation=partner))
    offer = queries.list_sent_offers(db.session(), case.id)[0].offer
    assert partner_client.post(f"/partner-offers/{offer.id}/acceptance").status_code == 302
    access = next(row for row in queries.list_access(db.session(), case.id) if row.organisation_id == partner.id)
    assert client.post(f"{address}/{access.id}/end").status_code == 302
    assert "Ended" in client.get(address).text
    assert client.post(f"{address}/{uuid4()}/end").status_code == 404


def test_the_timeline_has_filters_and_a_link_per_entry(house: Flask) -> None:
    actor, client = _counsellor(house)
    case, partner = builders.open_case(actor), builders.a_partner()
    builders.share(actor, case.id, partner)
    text = client.get(f"/cases/{case.id}/timeline").text
    for one in queries.list_events(db.session(), case.id):
        assert f'id="entry-{one.id}"' in text
        assert f'href="#entry-{one.id}"' in text
    assert partner.name in text
    only = client.get(f"/cases/{case.id}/timeline?kind=opened").text
    assert partner.name not in only


def test_the_access_log_names_who_looked(house: Flask) -> None:
    actor, client = _counsellor(house)
    case = builders.open_case(actor)
    client.get(f"/cases/{case.id}/people")
    db.session().rollback()
    text = client.get(f"/cases/{case.id}/access-log").text
    for shown in ("Opened the case", "Read who the people are", actor.name):
        assert shown in text


@pytest.mark.parametrize("role", [Role.APPROVER, Role.FINANCE, Role.TRAVEL_DESK, Role.PARTNER, Role.ANALYST])
def test_roles_that_do_not_write_are_refused(house: Flask, role: Role) -> None:
    authority = people.an_organisation()
    case = builders.open_case(people.an_actor(organisation=authority))
    client = builders.browser(house, people.an_actor(role, organisation=authority))
    for address in ("/cases/intakes", "/cases/new", f"/cases/{case.id}/people/{case.principal_id}/correction",
                    f"/cases/{case.id}/submission", f"/cases/{case.id}/partners"):  # fmt: skip
        assert client.post(address, data={}).status_code == 403


def test_an_ended_case_is_not_corrected(house: Flask) -> None:
    actor, client = _counsellor(house)
    case = builders.open_case(actor)
    _withdraw(actor, case.id)
    assert "/correction" not in client.get(f"/cases/{case.id}/people").text


def _withdraw(actor: Actor, case_id: UUID) -> None:
    with unit_of_work(actor) as work:
        case = queries.get_own_case(work.session, work.actor, case_id)
        service.move_case(work, case, Stage.WITHDRAWN, happened_on=work.today)
        work.record(Action.CASE_WITHDRAWN, case_id=case_id)
