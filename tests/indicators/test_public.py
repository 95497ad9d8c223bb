"""The process that serves published figures: no sign-in, no other page, no key, and on PostgreSQL no other table."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from returns_app import create_app
from returns_app.core.settings import Settings
from returns_app.db.session import db, dispose_engines
from returns_app.db.unit_of_work import unit_of_work
from returns_app.indicators import service
from returns_app.indicators.rules.tables import start_of
from tests import people
from tests.indicators import builders
from tests.indicators.builders import Office
from tests.indicators.test_releases import a_manager, frozen, last_quarter, office, published

pytestmark = pytest.mark.postgres
__all__ = ["office"]


@pytest.fixture
def public_app(settings: Settings) -> Iterator[Flask]:
    app = create_app(replace(settings, serves="public"))
    yield app
    with app.app_context():
        db.session.remove()
        dispose_engines()


@pytest.fixture
def reader(public_app: Flask) -> FlaskClient:
    return public_app.test_client()


def test_everybody_reads_what_was_released_and_nothing_else(office: Office, reader: FlaskClient) -> None:
    closed = frozen(a_manager(office))
    db.session.remove()
    assert closed.reference not in reader.get("/figures").get_data(as_text=True)
    release = published(a_manager(office), closed)
    db.session.remove()
    assert release.reference in reader.get("/figures").get_data(as_text=True)
    html = reader.get(f"/figures/{release.reference}").get_data(as_text=True)
    assert html.count("<h1") == 1
    assert release.document_hash in html
    assert "AFRICA_WEST" in html
    answer = reader.get(f"/figures/{release.reference}/table.csv")
    assert "PERT" in answer.get_data(as_text=True)
    assert "Set-Cookie" not in answer.headers


def test_the_first_page_shows_the_newest_release_as_it_was_published(office: Office, reader: FlaskClient) -> None:
    assert "Nothing is published yet." in reader.get("/").get_data(as_text=True)
    release = published(a_manager(office), frozen(a_manager(office)))
    db.session.remove()
    before = reader.get("/").get_data(as_text=True)
    assert release.reference in before
    assert {"PERT", "SELECT"} <= set(re.findall(r"<strong><bdi>([A-Z]+)</bdi>", before))
    numbers = [int(one) for one in re.findall(r"<strong><bdi>(\d+)</bdi>", before)]
    assert numbers
    assert not [one for one in numbers if one % 5]
    builders.departed(office, builders.a_family(office, 40), start_of(last_quarter()) + timedelta(days=11))
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id)
    db.session.remove()
    assert reader.get("/").get_data(as_text=True) == before
    with unit_of_work(a_manager(office)) as work:
        service.withdraw_release(work, release.id, "Wrong airport.")
    db.session.remove()
    assert release.reference not in reader.get("/").get_data(as_text=True)


def test_a_withdrawn_publication_shows_its_notice(office: Office, reader: FlaskClient) -> None:
    release = published(a_manager(office), frozen(a_manager(office)))
    with unit_of_work(a_manager(office)) as work:
        service.withdraw_release(work, release.id, "Wrong airport.")
    db.session.remove()
    assert "Wrong airport." in reader.get(f"/figures/{release.reference}").get_data(as_text=True)
    assert reader.get(f"/figures/{release.reference}/table.csv").status_code == 404


@pytest.mark.parametrize(
    "address", ["/cases", "/indicators", "/sign-in", "/figures/none", "/indicators/restricted", "/healthz"]
)
def test_no_other_page_is_there(office: Office, reader: FlaskClient, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_the_process_holds_no_key(public_app: Flask) -> None:
    assert "returns.keys" not in public_app.extensions


def test_its_database_role_reads_nothing_about_anybody(office: Office, public_app: Flask) -> None:
    db.session.remove()
    with public_app.app_context():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("roles are PostgreSQL's")
        for table in (
            "return_case",
            "person",
            "departure",
            "figure_chunk",
            "figure_release",
            "release_input",
            "audit_event",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), db.engine.connect() as connection:
                connection.execute(text(f"select 1 from {table} limit 1"))
