"""What the figures count, on real rows: through the exact table, whose numbers can be checked."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pytest
from flask import Flask

from returns_app.cases.rules import ReturnType
from returns_app.core.actions import Action
from returns_app.core.errors import Denied
from returns_app.core.permissions import Actor, Role, system_actor
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.indicators import queries
from returns_app.indicators.rules.catalogue import FIGURES, Dimension, FigureId
from returns_app.indicators.rules.counting import TOTAL, UNKNOWN, Question
from returns_app.people.models import Person, PersonNationality
from returns_app.people.rules import NationalityStatus
from returns_app.support.rules import SupportCategory
from returns_app.travel.rules import DepartureProof
from tests import people
from tests.indicators import builders
from tests.indicators.builders import Office

pytestmark = pytest.mark.postgres
MAY = date(2026, 5, 10)


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


@pytest.fixture
def manager(office: Office) -> Actor:
    return people.an_actor(Role.PROGRAMME_MANAGER, organisation=office.organisation)


def exact(
    actor: Actor, figure: FigureId = FigureId.DEPARTURES, by: Dimension = Dimension.RETURN_COUNTRY
) -> Mapping[str, tuple[int, ...]]:
    db.session().rollback()
    table = queries.get_restricted(db.session(), actor, Question(FIGURES[figure], by, 2026))
    return {row.code: row.numbers for row in (*table.rows, table.total)}


def test_departures_by_country_of_return(office: Office, manager: Actor) -> None:
    builders.departed(office, builders.a_family(office, 4))
    builders.departed(office, builders.a_family(office, 2, country="GE", nationality="GE"), MAY)
    assert exact(manager) == {"NG": (4, 0, 0, 0, 4), "GE": (0, 2, 0, 0, 2), TOTAL: (4, 2, 0, 0, 6)}


def test_only_departures_with_evidence_that_counts(office: Office, manager: Actor) -> None:
    for proof in (DepartureProof.IOM, DepartureProof.BOARDING, DepartureProof.CONSULATE):
        builders.departed(office, builders.a_family(office), proof=proof)
    assert exact(manager)[TOTAL][-1] == 2


def test_forced_returns_and_other_years_are_left_out(office: Office, manager: Actor) -> None:
    builders.departed(office, builders.a_family(office, kind=ReturnType.ENFORCED))
    builders.departed(office, builders.a_family(office), date(2025, 12, 31))
    builders.departed(office, builders.a_family(office), date(2027, 1, 1))
    assert exact(manager) == {TOTAL: (0, 0, 0, 0, 0)}


def test_a_person_in_two_cases_counts_once_a_period(office: Office, manager: Actor) -> None:
    first = builders.a_family(office)
    again = builders.a_family(office, persons=first.persons)
    builders.departed(office, first)
    builders.departed(office, again)
    assert exact(manager)["NG"] == (1, 0, 0, 0, 1)


def test_by_nationality_a_person_stands_in_one_row(office: Office, manager: Actor) -> None:
    two, unknown = builders.a_family(office), builders.a_family(office, nationality="")
    _also_holds(two.persons[0], "GH")
    builders.departed(office, two)
    builders.departed(office, unknown)
    found = exact(manager, by=Dimension.NATIONALITY)
    assert {code: numbers[-1] for code, numbers in found.items()} == {"NG": 1, UNKNOWN: 1, TOTAL: 2}


def test_union_citizens_are_left_out(office: Office, manager: Actor) -> None:
    german = builders.a_family(office)
    _also_holds(german.persons[0], "DE")
    builders.departed(office, german)
    assert exact(manager)[TOTAL][-1] == 0


def test_by_programme(office: Office, manager: Actor) -> None:
    builders.departed(office, builders.a_family(office, 3))
    assert exact(manager, by=Dimension.PROGRAMME)["NL-EURP"] == (3, 0, 0, 0, 3)


def test_approvals_count_the_family_as_it_was(office: Office, manager: Actor) -> None:
    builders.approved(office, builders.a_family(office, 3))
    assert exact(manager, FigureId.APPROVALS)["NG"] == (3, 0, 0, 0, 3)


def test_support_for_the_family_counts_all_and_for_one_counts_one(office: Office, manager: Actor) -> None:
    family, other = builders.a_family(office, 3), builders.a_family(office, 4, country="GE")
    builders.delivered(office, family, "100.10")
    builders.delivered(office, family, "50.05")
    builders.delivered(office, other, "1000.00", person=other.persons[1])
    builders.delivered(office, other, "615.00", category=SupportCategory.CASH_INSTEAD)
    assert exact(manager, FigureId.SUPPORTED) == {"NG": (3, 0, 0, 0, 3), "GE": (1, 0, 0, 0, 1), TOTAL: (4, 0, 0, 0, 4)}
    value = exact(manager, FigureId.SUPPORT_VALUE)
    assert (value["NG"][-1], value["GE"][-1], value[TOTAL][-1]) == (15_015, 100_000, 115_015)


def test_another_organisation_counts_its_own(office: Office, manager: Actor) -> None:
    builders.departed(office, builders.a_family(office, 4))
    foreign = people.an_actor(Role.PROGRAMME_MANAGER, organisation=people.an_organisation(member_state="BE"))
    assert exact(foreign) == {TOTAL: (0, 0, 0, 0, 0)}
    assert exact(system_actor("tests"))[TOTAL][-1] == 4


def test_exact_numbers_are_for_the_restricted_role(office: Office) -> None:
    analyst = people.an_actor(Role.ANALYST, organisation=office.organisation)
    with pytest.raises(Denied):
        exact(analyst)


def test_cases_behind_a_number_are_exactly_those(office: Office, manager: Actor) -> None:
    both = people.an_actor(Role.PROGRAMME_MANAGER, Role.COUNSELLOR, organisation=office.organisation)
    counted, later = builders.a_family(office, 4), builders.a_family(office)
    builders.departed(office, counted)
    builders.departed(office, later, MAY)
    question = Question(FIGURES[FigureId.DEPARTURES], Dimension.RETURN_COUNTRY, 2026)
    found, how_many = queries.list_cases_behind(db.session(), both, question, "NG", "2026-Q1")
    assert ([case.id for case in found], how_many) == ([counted.case_id], 1)
    assert queries.list_cases_behind(db.session(), manager, question, "NG", "2026-Q1") == ([], 0)


def _also_holds(person_id: UUID, country: str) -> None:
    with unit_of_work(people.SEEDER) as work:
        person = work.session.get_one(Person, person_id)
        claimed = NationalityStatus.CLAIMED
        work.add(PersonNationality(person_id=person.id, position=1, country=country, status=claimed))
        work.record(Action.PERSON_CORRECTED)
