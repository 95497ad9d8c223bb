"""The pages of the room: at a glance, definitions, registers, series, transmissions, steps of a case."""

import csv
import gzip
import io
import json
import re
from datetime import timedelta
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from returns_app.core.actions import Action
from returns_app.core.permissions import Role
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.indicators import service
from returns_app.indicators.models import ExternalSeries
from returns_app.indicators.rules.definitions import CATALOGUE
from returns_app.indicators.rules.frameworks import registers
from tests import people
from tests.indicators import builders
from tests.indicators.builders import Office
from tests.indicators.test_imported import FORCED, ORDERS
from tests.indicators.test_series import SDMX, TSV

pytestmark = pytest.mark.postgres
PAGES = (
    "/indicators", "/indicators/working", "/indicators/imported", "/indicators/scale", "/indicators/definitions",
    "/indicators/frameworks", "/indicators/measures", "/indicators/series",
    "/indicators/releases", "/indicators/releases/freeze", "/indicators/series/import", "/indicators/transmissions",
)  # fmt: skip


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


@pytest.fixture
def manager(house: Flask, office: Office) -> FlaskClient:
    return people.client_for(house, people.an_account(Role.PROGRAMME_MANAGER, organisation=office.organisation))


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_with_one_heading(manager: FlaskClient, address: str) -> None:
    assert page(manager, address).count("<h1") == 1


@pytest.mark.parametrize("indicator", list(CATALOGUE))
def test_every_definition_shows_all_there_is_to_know(manager: FlaskClient, indicator: str) -> None:
    html, one = page(manager, f"/indicators/definitions/{indicator}"), CATALOGUE[indicator]
    for told in (one.legal_anchor, one.legal_version, one.method.value, *one.caveats):
        assert told.replace("&", "&amp;") in html
    assert "PERT" in html


def test_what_is_no_indicator_is_not_there(manager: FlaskClient) -> None:
    assert manager.get("/indicators/definitions/Z9").status_code == 404
    assert manager.get("/indicators/drawings/secrets").status_code == 404


def test_working_figures_read_new_events_and_are_protected(office: Office, manager: FlaskClient) -> None:
    for _family in range(9):
        family = builders.a_family(office, 3)
        builders.approved(office, family, today() - timedelta(days=2))
        builders.departed(office, family, today() - timedelta(days=1))
    assert "No events were read yet" in page(manager, "/indicators/working")
    html = manager.post("/indicators/refresh", follow_redirects=True).get_data(as_text=True)
    assert "27 records were read" in html
    tiles = [int(number) for number in re.findall(r"<strong><bdi>(\d+)</bdi></strong>", html)]
    assert {25, 30} & set(tiles)
    assert all(number % 5 == 0 for number in tiles)


@pytest.mark.parametrize("name", ["departed", "stages", "outcomes", "heat"])
def test_every_drawing_comes_as_a_file_with_its_warnings(manager: FlaskClient, name: str) -> None:
    answer = manager.get(f"/indicators/working/drawings/{name}")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert all({"SELECT", "PERT", "NOTB"} <= set(row["CAVEATS"].split("|")) for row in rows)
    assert "CAVEATS" in answer.data.decode("utf-8-sig").splitlines()[0]


def imported(client: FlaskClient, content: bytes, name: str = "migr_eirtn.tsv", dataset: str = "migr_eirtn") -> str:
    sent = {
        "file": (io.BytesIO(content), name), "dataset": dataset, "title": "Returns", "source": "Eurostat", "licence": "CC BY 4.0",
    }  # fmt: skip
    answer = client.post("/indicators/series/import", data=sent, follow_redirects=True)
    return answer.get_data(as_text=True)


def test_a_series_comes_in_with_its_provenance_and_its_heat_table(manager: FlaskClient) -> None:
    html = imported(manager, gzip.compress(TSV.encode()), "migr_eirtn.tsv.gz")
    assert "6 numbers of MIGR_EIRTN are imported." in html
    assert "CC BY 4.0" in html
    assert "Namibia" in html
    assert "DEFDIFF" in html
    db.session().expire_all()
    series = db.session().scalars(select(ExternalSeries)).one()
    assert (series.number, series.first_period, series.last_period, series.layout) == (1, "2021", "2023", "tsv")


def test_a_wrong_file_is_told_its_line_and_nothing_is_kept(manager: FlaskClient) -> None:
    html = imported(manager, TSV.replace("1235", "12x5").encode())
    assert "Line 2, column 2021: “12x5” is no number." in html
    assert 'value="Eurostat"' in html
    assert db.session().scalar(select(ExternalSeries.id)) is None


def test_the_same_file_is_not_imported_twice_and_a_newer_one_is_the_next_version(manager: FlaskClient) -> None:
    imported(manager, TSV.encode())
    assert "This very file was imported before." in imported(manager, TSV.encode())
    imported(manager, SDMX.encode(), "migr_eirtn.csv")
    db.session().expire_all()
    assert sorted(db.session().scalars(select(ExternalSeries.number))) == [1, 2]


def test_counsellors_import_nothing(house: Flask, office: Office) -> None:
    client = people.client_for(house, people.an_account(Role.COUNSELLOR, organisation=office.organisation))
    assert client.get("/indicators/series/import").status_code == 403
    assert client.get("/indicators/transmissions").status_code == 403
    assert client.get("/indicators").status_code == 200


def test_transmissions_are_exact_show_what_has_no_place_and_are_logged(office: Office, manager: FlaskClient) -> None:
    quarter = today().replace(day=1) - timedelta(days=95)
    period = f"{quarter.year}-Q{(quarter.month + 2) // 3}"
    builders.departed(office, builders.a_family(office, 2, nationality=""), quarter)
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id)
    html = page(manager, f"/indicators/transmissions?system=irma-4a&period={period}")
    assert "destination: UNK" in html
    answer = manager.get(f"/indicators/transmissions/table.csv?system=eil-returns&period={period}")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert [(row["citizen"], row["type"], row["value"]) for row in rows] == [("UNK", "VOL", "2")]
    db.session().rollback()
    logged = db.session().scalars(select(AuditEvent).where(AuditEvent.action == Action.FIGURES_TRANSMITTED.value)).one()
    assert set(logged.details) == {"system", "period", "sha256"}


def test_registers_name_their_sources_and_what_is_not_verified(manager: FlaskClient) -> None:
    frameworks, measures = page(manager, "/indicators/frameworks"), page(manager, "/indicators/measures")
    assert frameworks.count("unverified:") == sum(bool(one.unverified) for one in registers().frameworks)
    assert "before and after" in frameworks
    assert all(one.source.replace("&", "&amp;") in measures for one in registers().measures)
    assert "inferred" in measures


def test_a_step_is_recorded_and_listed(house: Flask, office: Office) -> None:
    family = builders.a_family(office)
    client = people.client_for(house, office.counsellor)
    address = f"/cases/{family.case_id}/steps"
    day = today() - timedelta(days=3)
    sent = {"kind": "READMISSION_REPLY", "answer": "POSITIVE"} | _day("happened_on", day.day, day.month, day.year)
    answer = client.post(address, data=sent)
    assert answer.status_code == 409
    assert "Record the request first." in answer.get_data(as_text=True)
    client.post(address, data=sent | {"kind": "READMISSION_REQUEST_SUBMITTED", "answer": ""})
    html = client.post(address, data=sent, follow_redirects=True).get_data(as_text=True)
    assert "Yes: confirmed or accepted" in html
    assert html.count("The whole family") >= 2


def _day(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def test_forced_returns_come_from_imported_series_with_their_warnings(house: Flask, manager: FlaskClient) -> None:
    assert "No figure can be made yet" in page(manager, "/indicators/imported")
    imported(manager, ORDERS.encode(), "orders.tsv", "migr_eiord")
    imported(manager, FORCED.encode(), "forced.tsv", "migr_eirtn1")
    html = page(manager, "/indicators/imported")
    assert "115 %" in html
    assert "GT100" in html
    answer = manager.get("/indicators/imported/table.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert all({"FLOW", "DEFDIFF"} <= set(row["CAVEATS"].split("|")) for row in rows)


def test_analysts_do_not_read_what_a_countrys_authorities_did(house: Flask, office: Office) -> None:
    client = people.client_for(house, people.an_account(Role.ANALYST, organisation=office.organisation))
    assert [client.get(f"/indicators/imported{end}").status_code for end in ("", "/table.csv")] == [403, 403]


def test_a_year_that_two_systems_tell_differently_is_shown_with_its_warnings(manager: FlaskClient) -> None:
    html = page(manager, "/indicators/measures")
    assert "Two systems, one year" in html
    assert {"DEFDIFF", "BREAK", "DUBLIN"} <= set(re.findall(r"<strong><bdi>([A-Z]+)</bdi>", html))


def test_nobody_takes_a_table_with_values_without_a_code_unseen(office: Office, manager: FlaskClient) -> None:
    quarter = today().replace(day=1) - timedelta(days=95)
    period = f"{quarter.year}-Q{(quarter.month + 2) // 3}"
    builders.departed(office, builders.a_family(office, 2, nationality=""), quarter)
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id)
    asked = f"?system=irma-4a&period={period}"
    for file in ("table.csv", "about.json"):
        assert manager.get(f"/indicators/transmissions/{file}{asked}").status_code == 409
    html = page(manager, f"/indicators/transmissions{asked}")
    links = [
        link.replace("&amp;", "&")
        for link in re.findall(r'href="(/indicators/transmissions/[^"]+[^"]*seen=[^"]+)"', html)
    ]
    assert len(links) == 2
    table, about = (manager.get(link) for link in sorted(links, reverse=True))
    told = json.loads(about.data)
    assert told["sha256"] == sha256(table.data).hexdigest()
    assert [one["column"] for one in told["unmapped"]] == ["destination"]
    assert {"SELECT", "NOTB", "DUBLIN"} <= set(told["caveats"])


def test_a_share_and_a_period_stay_whole_beside_arabic_words(house: Flask, office: Office) -> None:
    for number in range(40):
        family = builders.a_family(office, 2)
        builders.submitted(office, family, today() - timedelta(days=420))
        if number % 2:
            builders.departed(office, family, today() - timedelta(days=300))
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id)
    client = people.client_for(house, people.an_account(Role.PROGRAMME_MANAGER, organisation=office.organisation))
    html = page(client, "/indicators/working")
    assert re.search("Departed \u2068\\d+%\u2069", html)
