"""Tables come out of releases: a page never counts cases, and a revision moves nothing for one or two persons."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.indicators import service
from returns_app.indicators.rules.guards import Audience
from returns_app.travel.rules import DepartureProof
from tests import people
from tests.indicators import builders
from tests.indicators.builders import Office

pytestmark = pytest.mark.postgres
TABLES = (
    "departure",
    "return_case",
    "case_member",
    "case_event",
    "person",
    "delivery",
    "travel_document",
    "figure_chunk",
)


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


@pytest.fixture
def analyst(house: Flask, office: Office) -> FlaskClient:
    return people.client_for(house, people.an_account(Role.ANALYST, organisation=office.organisation))


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """What the database is asked."""
    told: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        told.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield told
    event.remove(db.engine, "before_cursor_execute", note)


def left(office: Office, families: int, members: int = 2, *, on: date = builders.DAY, country: str = "NG") -> None:
    for _family in range(families):
        builders.departed(office, builders.a_family(office, members, country=country, nationality=country), on)


def sheet(client: FlaskClient, query: str = "year=2026") -> dict[tuple[str, str], str]:
    answer = client.get(f"/indicators/table.csv?{query}")
    assert answer.status_code == 200
    rows = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""))
    return {(row["CODE"], row["TIME_PERIOD"]): row["OBS_VALUE"] for row in rows}


@pytest.mark.parametrize("address", ["/indicators/tables?year=2026", "/indicators/table.csv?year=2026&by=nationality"])
def test_a_page_of_tables_asks_no_table_of_cases(
    office: Office, analyst: FlaskClient, asked: list[str], address: str
) -> None:
    left(office, 20)
    builders.let_out(office)
    analyst.get(address)
    asked.clear()
    assert analyst.get(address).status_code == 200
    read = {word for one in asked for word in re.findall(r"(?:FROM|JOIN) (\w+)", one)}
    assert read & set(TABLES) == set()
    assert "figure_release" in read


def test_nothing_that_happens_moves_a_table_before_the_next_release(office: Office, analyst: FlaskClient) -> None:
    left(office, 20)
    builders.let_out(office)
    before = sheet(analyst)
    for _day in range(3):
        left(office, 5)
        assert sheet(analyst) == before
    builders.let_out(office)
    assert sheet(analyst) != before


@pytest.mark.parametrize("members", [1, 2])
def test_a_revision_keeps_every_value_for_one_or_two_persons(
    office: Office, analyst: FlaskClient, members: int
) -> None:
    left(office, 9)
    builders.let_out(office)
    before = sheet(analyst)
    left(office, 1, members, country="GE")
    builders.let_out(office)
    assert sheet(analyst) == before


def test_small_steps_do_not_add_up_to_a_silence(office: Office, analyst: FlaskClient) -> None:
    """Every revision is held against the one before it: what stood for two persons is drawn anew when more came."""
    left(office, 9)
    builders.let_out(office)
    first = sheet(analyst)["TOTAL", "2026-Q1"]
    for _revision in range(8):
        left(office, 5)
        builders.let_out(office)
    assert int(sheet(analyst)["TOTAL", "2026-Q1"]) >= int(first) + 60


def test_a_frozen_release_shows_nothing_before_the_second_person(office: Office, analyst: FlaskClient) -> None:
    left(office, 20)
    with unit_of_work(people.an_actor(Role.PROGRAMME_MANAGER, organisation=office.organisation)) as work:
        service.freeze_release(work, service.Freezing("2026-Q1", Audience.PUBLIC))
    assert analyst.get("/indicators/table.csv?year=2026").status_code == 409
    assert "Nothing of 2026 is released yet" in analyst.get("/indicators/tables?year=2026").get_data(as_text=True)


def test_the_year_comes_with_its_fourth_quarter_and_is_no_sum(office: Office, analyst: FlaskClient) -> None:
    left(office, 40, on=date(2025, 11, 5))
    left(office, 12, on=date(2025, 2, 5))
    builders.let_out(office, "2025-Q1")
    assert {period for _code, period in sheet(analyst, "year=2025")} == {"2025-Q1"}
    builders.let_out(office, "2025-Q4")
    found = sheet(analyst, "year=2025")
    assert {period for _code, period in found} == {"2025-Q1", "2025-Q4", "2025"}
    assert 95 <= int(found["TOTAL", "2025"]) <= 110


def test_sums_come_with_the_year(office: Office, analyst: FlaskClient) -> None:
    for _family in range(40):
        builders.delivered(office, builders.a_family(office, 2), "400.00", on=date(2025, 11, 5))
    builders.let_out(office, "2025-Q4")
    assert sheet(analyst, "year=2025&figure=support-value")["NG", "2025"] == "16000"


def test_the_share_of_declarations_is_that_of_the_newest_period(office: Office, analyst: FlaskClient) -> None:
    left(office, 40)
    for _family in range(20):
        builders.departed(office, builders.a_family(office, 2), proof=DepartureProof.CONSULATE)
    builders.let_out(office)
    html = analyst.get("/indicators/tables?year=2026").get_data(as_text=True)
    share = re.search(r"all recorded departures: <bdi>(\d+) %", html)
    assert share is not None
    assert 55 <= int(share[1]) <= 78
    assert "declaration only" in html


def test_an_analyst_gets_no_link_to_a_restricted_release(office: Office, analyst: FlaskClient) -> None:
    left(office, 20)
    release = builders.let_out(office)
    html = analyst.get("/indicators/tables?year=2026").get_data(as_text=True)
    assert f"/indicators/releases/{release.id}" in html
    restricted = builders.let_out(office, audience=Audience.RESTRICTED)
    html = analyst.get("/indicators/tables?year=2026").get_data(as_text=True)
    assert (restricted.reference in html, str(restricted.id) in html) == (True, False)


def test_another_organisation_reads_none_of_it(house: Flask, office: Office) -> None:
    left(office, 20)
    builders.let_out(office)
    stranger = people.client_for(
        house, people.an_account(Role.ANALYST, organisation=people.an_organisation(member_state="BE"))
    )
    assert stranger.get("/indicators/table.csv?year=2026").status_code == 409


def test_a_released_quarter_without_a_figure_says_why(office: Office, analyst: FlaskClient) -> None:
    builders.let_out(office)
    assert "Nothing to show for 2026" in analyst.get("/indicators/tables?year=2026").get_data(as_text=True)
