"""Eurodac references: several for one person, read by those who work with the facts, and by no other organisation."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from returns_app.cases.service import correct_member
from returns_app.core.permissions import Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.people.rules import IdentifierEntry, IdentifierKind
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders
from tests.decisions.builders import Office

pytestmark = pytest.mark.postgres
NUMBERS = ("NL1202600123", "BE1202500777")


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


@pytest.fixture
def case_id(office: Office) -> UUID:
    passport = IdentifierEntry(IdentifierKind.PASSPORT, "NG", "A01234567")
    known = tuple(IdentifierEntry(IdentifierKind.EURODAC, number[:2], number) for number in NUMBERS)
    return builders.approved(office, an_opening(principal=people.a_person_entry(identifiers=(passport, *known))))


@pytest.mark.parametrize(
    ("role", "reads"),
    [(Role.COUNSELLOR, True), (Role.APPROVER, True), (Role.FINANCE, False), (Role.TRAVEL_DESK, False)],
)
def test_those_who_work_with_the_facts_read_every_reference(
    app: Flask, office: Office, case_id: UUID, role: Role, *, reads: bool
) -> None:
    page = (
        builders.browser(app, people.an_actor(role, organisation=office.organisation))
        .get(f"/cases/{case_id}/people")
        .text
    )
    assert [number in page for number in NUMBERS] == [reads, reads]
    assert "A01234567" in page


def test_a_partner_reads_none(app: Flask, office: Office, case_id: UUID) -> None:
    for page in ("people", "timeline"):
        shown = builders.browser(app, office.partner).get(f"/cases/{case_id}/{page}").text
        assert not any(number in shown for number in NUMBERS)
    if db.engine.dialect.name == "postgresql":
        with scope(office.partner):
            kinds = db.session().execute(text("select kind from person_identifier")).scalars().all()
        assert kinds == ["passport"]


def test_a_corrected_reference_is_masked_in_the_timeline_of_others(app: Flask, office: Office, case_id: UUID) -> None:
    stored = builders.stored(case_id)
    person = stored.members[0].person
    told = people.a_person_entry(identifiers=(IdentifierEntry(IdentifierKind.EURODAC, "FR", "FR1202400001"),))
    with unit_of_work(office.counsellor) as work:
        assert "identifiers" in correct_member(work, case_id, person.id, told, person.version)
    db.session().rollback()
    own = builders.browser(app, office.counsellor).get(f"/cases/{case_id}/timeline").text
    paying = builders.browser(app, office.finance).get(f"/cases/{case_id}/timeline").text
    assert "FR1202400001" in own
    assert "FR1202400001" not in paying
    assert NUMBERS[0] not in paying
    assert "••••" in paying
