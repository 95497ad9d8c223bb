"""Releases: frozen once, the same bytes again, let out by a second person, taken back with a notice, files with caveats."""

import csv
import io
import json
import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from returns_app.core import clock
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.permissions import Actor, Role
from returns_app.db.encrypted import key_store
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.indicators import service
from returns_app.indicators.models import FigureRelease, Publication
from returns_app.indicators.queries.spells import KEY_FILE
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.releases import Key, ReleaseStatus, entries_of, hash_of, read_document
from returns_app.indicators.rules.tables import end_of, start_of
from tests import people
from tests.indicators import builders
from tests.indicators.builders import Office
from tests.indicators.test_imported import FORCED, ORDERS

pytestmark = pytest.mark.postgres


def last_quarter() -> str:
    """The newest quarter that can be frozen today."""
    day = today() - timedelta(days=45)
    quarters = (f"{year}-Q{quarter}" for year in (day.year, day.year - 1) for quarter in (4, 3, 2, 1))
    return next(name for name in quarters if end_of(name) <= day)


@pytest.fixture
def office(house: Flask) -> Office:
    """Fourteen families who left in the last quarter that can be frozen."""
    found = builders.an_office()
    for _family in range(14):
        family = builders.a_family(found, 2)
        builders.departed(found, family, start_of(last_quarter()) + timedelta(days=9))
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, found.organisation.id)
    return found


def a_manager(office: Office) -> Actor:
    return people.an_actor(Role.PROGRAMME_MANAGER, organisation=office.organisation)


def frozen(actor: Actor, audience: Audience = Audience.PUBLIC, **more: tuple[str, ...]) -> FigureRelease:
    with unit_of_work(actor) as work:
        return service.freeze_release(work, service.Freezing(last_quarter(), audience, **more))


def published(actor: Actor, release: FigureRelease) -> FigureRelease:
    with unit_of_work(actor) as work:
        return service.publish_release(work, release.id)


def test_a_frozen_release_is_made_again_byte_by_byte_whatever_happened_since(office: Office) -> None:
    actor = a_manager(office)
    release = frozen(actor)
    builders.departed(office, builders.a_family(office, 5), start_of(last_quarter()) + timedelta(days=11))
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id)
    with unit_of_work(actor) as work:
        assert service.remake_release(work, release.id) == release.document
        work.record(people.AN_EVENT.action)
    assert hash_of(release.document) == release.document_hash


def test_imported_series_stand_in_a_release_and_a_later_file_does_not_change_it(office: Office) -> None:
    actor = a_manager(office)
    for text_of, dataset in ((ORDERS, "migr_eiord"), (FORCED, "migr_eirtn1")):
        imported(actor, text_of, dataset)
    release = frozen(actor, Audience.RESTRICTED)
    shares = {one.key: one.value for one in entries_of(read_document(release.document)) if one.key.indicator == "A2"}
    assert shares[Key("A2", "citizen", ("GM",), "2024", "FORCED")] == 115
    imported(actor, FORCED.replace("115", "110"), "migr_eirtn1")
    with unit_of_work(actor) as work:
        assert service.remake_release(work, release.id) == release.document
        work.record(people.AN_EVENT.action)


def imported(actor: Actor, content: str, dataset: str) -> None:
    with unit_of_work(actor) as work:
        service.import_series(work, service.SeriesEntry(dataset, "Title", "Eurostat", "CC BY 4.0", content.encode()))


def test_the_second_person_releases_and_never_the_first(office: Office) -> None:
    first, second = a_manager(office), a_manager(office)
    release = frozen(first)
    with pytest.raises(RuleBroken, match="Somebody else"):
        published(first, release)
    assert published(second, release).status is ReleaseStatus.RELEASED
    with pytest.raises(RuleBroken, match="Only a frozen"):
        published(second, release)
    assert db.session().scalar(select(Publication.document_hash)) == release.document_hash


def test_restricted_releases_never_reach_the_public(office: Office) -> None:
    release = published(a_manager(office), frozen(a_manager(office), Audience.RESTRICTED))
    assert release.status is ReleaseStatus.RELEASED
    assert db.session().scalar(select(Publication.id)) is None


def test_analysts_do_not_see_restricted_releases(office: Office) -> None:
    release = frozen(a_manager(office), Audience.RESTRICTED)
    analyst = people.an_actor(Role.ANALYST, organisation=office.organisation)
    with pytest.raises(NotFound):
        published(analyst, release)


def test_a_withdrawn_release_leaves_its_notice_and_no_numbers(office: Office) -> None:
    release = published(a_manager(office), frozen(a_manager(office)))
    with pytest.raises(RuleBroken, match="notice"), unit_of_work(a_manager(office)) as work:
        service.withdraw_release(work, release.id, "  ")
    with unit_of_work(a_manager(office)) as work:
        service.withdraw_release(work, release.id, "Departures of one airport were missing. Use revision 2.")
    db.session().expire_all()
    shown = db.session().scalars(select(Publication)).one()
    assert (shown.document, shown.notice[:10]) == (b"", "Departures")


def test_a_quarter_is_frozen_45_days_after_its_end(office: Office) -> None:
    now = clock.utc_now()
    with pytest.raises(RuleBroken, match="45 days"), unit_of_work(a_manager(office)) as work:
        service.freeze_release(work, service.Freezing(f"{now.year}-Q4", Audience.PUBLIC))


def test_inside_the_front_page_is_the_newest_release_and_nothing_that_happens_since_moves_it(
    house: Flask, office: Office
) -> None:
    client = a_client(house, office, Role.ANALYST)
    assert "Nothing is released yet" in client.get("/indicators").get_data(as_text=True)
    release = frozen(a_manager(office))
    assert release.reference not in client.get("/indicators").get_data(as_text=True)
    published(a_manager(office), release)
    before = client.get("/indicators").get_data(as_text=True)
    assert release.reference in before
    assert client.get("/indicators/drawings/heat").status_code == 200
    for _person in range(30):  # somebody who watches
        builders.departed(office, builders.a_family(office, 1), start_of(last_quarter()) + timedelta(days=11))
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id)
    assert tiles(client.get("/indicators").get_data(as_text=True)) == tiles(before)
    for address in ("/indicators/working", "/indicators/working/drawings/heat"):
        assert client.get(address).status_code == 403
    assert client.post("/indicators/refresh").status_code == 403
    manager = a_client(house, office, Role.PROGRAMME_MANAGER).get("/indicators/working").get_data(as_text=True)
    assert "Not released" in manager


def tiles(html: str) -> list[str]:
    return re.findall(r"<strong><bdi>([^<]*)</bdi></strong>", html)


def test_a_revision_keeps_values_while_one_person_moved(office: Office) -> None:
    first = published(a_manager(office), frozen(a_manager(office)))
    builders.departed(office, builders.a_family(office, 1), start_of(last_quarter()) + timedelta(days=11))
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id)
    second = frozen(a_manager(office))
    assert second.revision == 2
    before, after = ({one.key: one.value for one in entries_of(read_document(release.document)) if one.key.indicator == "V1"}
                     for release in (first, second))  # fmt: skip
    assert before == after


def test_an_unknown_country_is_not_approved(office: Office) -> None:
    with pytest.raises(RuleBroken, match="no country of return"):
        frozen(a_manager(office), approved=("NG", "DE"))


def a_client(house: Flask, office: Office, *roles: Role) -> FlaskClient:
    return people.client_for(house, people.an_account(*roles, organisation=office.organisation))


def test_every_file_carries_every_caveat(house: Flask, office: Office) -> None:
    release = frozen(a_manager(office), Audience.RESTRICTED)
    client = a_client(house, office, Role.PROGRAMME_MANAGER)
    files = {
        kind: client.get(f"/indicators/releases/{release.id}/{kind}")
        for kind in ("csv", "xlsx", "json", "pdf", "document")
    }
    assert {kind: answer.status_code for kind, answer in files.items()} == dict.fromkeys(files, 200)
    rows = list(csv.DictReader(io.StringIO(files["csv"].data.decode("utf-8-sig"), newline="")))
    assert all("PERT" in row["CAVEATS"].split("|") and row["LEGAL_VERSION"] and row["METHOD"] for row in rows)
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"].data))
    assert book.sheet_names == ["data", "caveats", "definitions"]
    assert len(book.get_sheet_by_name("data").to_python()) == len(rows) + 1
    assert json.loads(files["json"].data)["sha256"] == release.document_hash
    assert files["pdf"].data.startswith(b"%PDF")
    assert files["document"].data == release.document
    assert all(
        "ETag" not in answer.headers and answer.headers["Cache-Control"] == "no-store" for answer in files.values()
    )


def test_no_file_and_no_page_holds_a_true_number_or_the_key(
    house: Flask, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    release = frozen(a_manager(office))
    client = a_client(house, office, Role.PROGRAMME_MANAGER)
    told = b"".join(
        client.get(f"/indicators/releases/{release.id}{kind}").data for kind in ("", "/csv", "/json", "/document")
    )
    values = [one.value for one in entries_of(read_document(release.document)) if one.key.measure == "N"]
    assert {value % 5 for value in values if value} == {0}
    key = key_store().directory.key(KEY_FILE)
    assert key.hex() not in told.decode() + caplog.text
    assert not re.search(rb"\b28\b", release.document)  # 14 families of two left


def test_the_whole_way_on_the_pages(house: Flask, office: Office) -> None:
    first, second = (a_client(house, office, Role.ANALYST) for _person in range(2))
    sent = {"period": last_quarter(), "audience": "PUBLIC", "approved": ""}
    assert "RESTRICTED" not in first.get("/indicators/releases/freeze").get_data(as_text=True)
    address = first.post("/indicators/releases/freeze", data=sent).headers["Location"]
    html = first.get(address, follow_redirects=True).get_data(as_text=True)
    assert "Somebody else has to release what you froze." in html
    assert f"{address}/publish" not in html
    assert f"{address}/publish" in second.get(address).get_data(as_text=True)
    assert "is released" in second.post(f"{address}/publish", follow_redirects=True).get_data(as_text=True)
    assert "the bytes are the same" in second.post(f"{address}/remake", follow_redirects=True).get_data(as_text=True)
    assert second.post(f"{address}/withdraw", data={"notice": ""}).status_code == 422
    gone = second.post(f"{address}/withdraw", data={"notice": "Wrong airport."}, follow_redirects=True)
    assert "Wrong airport." in gone.get_data(as_text=True)


def test_the_first_person_is_refused_on_the_page_too(house: Flask, office: Office) -> None:
    client = a_client(house, office, Role.ANALYST)
    sent = {"period": last_quarter(), "audience": "PUBLIC", "approved": ""}
    address = client.post("/indicators/releases/freeze", data=sent).headers["Location"]
    answer = client.post(f"{address}/publish", follow_redirects=True)
    assert "Somebody else has to release what you froze." in answer.get_data(as_text=True)


def test_the_public_role_reads_publications_and_nothing_else(house: Flask, office: Office) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("roles are PostgreSQL's")
    tables = db.session().scalars(text("select tablename from pg_tables where schemaname = 'public'")).all()
    db.session().rollback()
    assert len(tables) > 30
    with db.engine.connect() as connection:
        connection.execute(text("reset role"))
        connection.execute(text("set role returns_public"))
        connection.commit()
        for table in tables:
            question = text(f"select count(*) from {table}")
            if table == "publication":
                assert connection.scalar(question) == 0
            else:
                with pytest.raises(ProgrammingError, match="permission denied"):
                    connection.execute(question)
            connection.rollback()
        for verb in ("delete from publication", "update publication set notice = ''"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                connection.execute(text(verb))
            connection.rollback()
        connection.execute(text("reset role"))
        connection.invalidate()


def test_the_key_is_in_no_file_of_the_project() -> None:
    root = Path(__file__).parents[2]
    listed = subprocess.run(
        ["/usr/bin/git", "-C", str(root), "ls-files", "*.key"], capture_output=True, text=True, check=True
    )
    assert listed.stdout == ""
