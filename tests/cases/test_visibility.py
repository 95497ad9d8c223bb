"""Who sees which case: own, shared, foreign; what is out of sight does not exist."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.cases import queries, service
from returns_app.cases.rules import EventKind, PartnerOfferEntry
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.people.rules import ContactEntry, ContactKind, Protection
from tests import people
from tests.cases import builders

SEES_OWN = {Role.COUNSELLOR, Role.APPROVER, Role.TRAVEL_DESK, Role.FINANCE}
SEES_SHARED = {Role.PARTNER, Role.PARTNER_COORDINATOR}


def _sees(actor: Actor, case_id: UUID) -> bool:
    seen = db.session().scalars(queries.visible_cases(actor)).all()
    return case_id in {case.id for case in seen}


@pytest.mark.parametrize("role", list(Role))
def test_an_own_case_is_seen_by_those_who_work_on_it(house: Flask, role: Role) -> None:
    authority = people.an_organisation()
    case_id = builders.open_case(people.an_actor(organisation=authority)).id
    assert _sees(people.an_actor(role, organisation=authority), case_id) is (role in SEES_OWN)


@pytest.mark.parametrize("role", list(Role))
def test_a_shared_case_is_seen_by_partner_roles(house: Flask, role: Role) -> None:
    actor, partner = people.an_actor(), builders.a_partner()
    case_id = builders.open_case(actor).id
    builders.share(actor, case_id, partner)
    assert _sees(people.an_actor(role, organisation=partner), case_id) is (role in SEES_SHARED)


@pytest.mark.parametrize("role", list(Role))
def test_a_foreign_case_is_seen_by_nobody(house: Flask, role: Role) -> None:
    case_id = builders.open_case(people.an_actor()).id
    for organisation in (people.an_organisation(), builders.a_partner()):
        actor = people.an_actor(role, organisation=organisation)
        assert not _sees(actor, case_id)
        with pytest.raises(NotFound):
            queries.get_case(db.session(), actor, case_id)
        with pytest.raises(NotFound):
            queries.get_own_case(db.session(), actor, case_id)


def test_the_house_itself_sees_every_case(house: Flask) -> None:
    case_id = builders.open_case(people.an_actor()).id
    assert queries.get_own_case(db.session(), people.SEEDER, case_id).id == case_id


def test_a_partner_whose_access_ended_sees_nothing_at_once(house: Flask) -> None:
    actor, partner = people.an_actor(), builders.a_partner()
    helper = people.an_actor(Role.PARTNER, organisation=partner)
    case_id = builders.open_case(actor).id
    builders.share(actor, case_id, partner)
    assert _sees(helper, case_id)
    access = next(row for row in queries.list_access(db.session(), case_id) if row.organisation_id == partner.id)
    with unit_of_work(actor) as work:
        service.end_access(work, case_id, access.id)
    assert not _sees(helper, case_id)


def test_a_partner_does_not_write_in_the_owners_name(house: Flask) -> None:
    actor, partner = people.an_actor(), builders.a_partner()
    both = people.an_actor(Role.PARTNER, Role.COUNSELLOR, organisation=partner)
    case_id = builders.open_case(actor).id
    builders.share(actor, case_id, partner)
    with pytest.raises(NotFound), unit_of_work(both) as work:
        service.submit_case(work, case_id, 1)
    with pytest.raises(NotFound), unit_of_work(both) as work:
        service.offer_to_partner(work, case_id, PartnerOfferEntry(partner.id))


PAGES = ("people", "partners", "timeline", "access-log")


@pytest.mark.parametrize("page", PAGES)
def test_a_foreign_page_answers_like_one_that_never_was(house: Flask, page: str) -> None:
    case_id = builders.open_case(people.an_actor()).id
    client = builders.browser(house, people.an_actor())
    foreign, absent = (client.get(f"/cases/{one}/{page}") for one in (case_id, uuid4()))
    assert foreign.status_code == absent.status_code == 404
    assert foreign.text.replace(str(case_id), "") == absent.text.replace(str(absent.request.path.split("/")[2]), "")


@pytest.mark.parametrize("path", ["submission", "partners", "people/{person}/correction", "partners/{person}/end"])
def test_a_foreign_case_is_not_written(house: Flask, path: str) -> None:
    case = builders.open_case(people.an_actor())
    client = builders.browser(house, people.an_actor())
    data = {**builders.typed_intake(), "version": "1", "organisation_id": str(uuid4()), "reason": "because"}
    data |= {name.removeprefix("principal-"): text for name, text in data.items()}
    address = f"/cases/{case.id}/{path.format(person=case.principal_id)}"
    assert client.post(address, data=data).status_code == 404


def _shared_page(house: Flask, protection: Protection, page: str) -> str:
    actor, partner = people.an_actor(), builders.a_partner()
    phone = (ContactEntry(ContactKind.PHONE, "+31612345678"),)
    entry = people.a_person_entry(protection=protection, contacts=phone, place_of_birth="Onitsha")
    case_id = builders.open_case(actor, builders.an_opening(principal=entry)).id
    builders.share(actor, case_id, partner)
    client = builders.browser(house, people.an_actor(Role.PARTNER, organisation=partner))
    answer = client.get(page.format(case=case_id))
    assert answer.status_code == 200
    return answer.text


def test_a_partner_reads_names_year_and_contact_and_no_numbers(house: Flask) -> None:
    text = _shared_page(house, Protection.NO, "/cases/{case}/people")
    assert "Okafor" in text
    assert "1991" in text
    assert "+31612345678" in text
    for hidden in ("A01234567", "Onitsha", "14 Mar", "Notice given", "/correction", "/decision", "/registry-check"):
        assert hidden not in text


def test_a_protected_person_has_no_contact_and_no_name_in_passing_for_a_partner(house: Flask) -> None:
    assert "+31612345678" not in _shared_page(house, Protection.YES, "/cases/{case}/people")
    text = _shared_page(house, Protection.YES, "/cases")
    assert "Protected person" in text
    assert "Okafor" not in text


def test_a_partner_reads_its_part_of_the_timeline(house: Flask) -> None:
    text = _shared_page(house, Protection.NO, "/cases/{case}/timeline")
    assert 'class="timeline-entry' not in text
    text = _shared_page(house, Protection.NO, "/cases/{case}/timeline?kind=" + EventKind.SHARED.value)
    assert "Nothing of this kind" in text


@pytest.mark.parametrize("page", ["partners", "access-log"])
def test_a_partner_does_not_learn_who_else_sees_the_case(house: Flask, page: str) -> None:
    actor, partner = people.an_actor(), builders.a_partner()
    case_id = builders.open_case(actor).id
    builders.share(actor, case_id, partner)
    client = builders.browser(house, people.an_actor(Role.PARTNER, organisation=partner))
    assert client.get(f"/cases/{case_id}/{page}").status_code == 403
