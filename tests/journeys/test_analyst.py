"""An analyst freezes a quarter, a colleague releases it, everybody reads it; and what the restricted role looks at."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.serving import make_server

from returns_app import create_app
from returns_app.accounts.models import Account
from returns_app.core.permissions import Role
from returns_app.core.settings import load_settings
from returns_app.db.unit_of_work import unit_of_work
from returns_app.indicators import service
from returns_app.indicators.rules.tables import start_of
from tests import people
from tests.indicators import builders
from tests.indicators.test_imported import FLIGHTS, FORCED, ORDERS
from tests.indicators.test_releases import last_quarter
from tests.journeys.conftest import OpenDesk
from tests.journeys.desk import Desk
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey
FILES = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "json": b"{", "pdf": b"%PDF"}
RESTRICTED = (
    "/indicators/working", "/indicators/scale", "/indicators/imported", "/indicators/transmissions", "/indicators/measures",
    "/indicators/frameworks", "/indicators/definitions/A2", "/indicators/series",
)  # fmt: skip


@pytest.fixture
def analysts(backstage: Flask) -> list[Account]:
    """Two analysts and a manager of an office whose families left in the last quarter that can be frozen."""
    office = builders.an_office("NL-JOURNEY")
    day = start_of(last_quarter()) + timedelta(days=9)
    for place in range(24):
        country = ("NG", "GM", "GE")[place % 3]
        family = builders.a_family(office, 3, country=country, nationality=country, opened_on=day)
        builders.approved(office, family, day)
        builders.departed(office, family, day + timedelta(days=place))
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id)
        for content, dataset in ((ORDERS, "migr_eiord"), (FORCED, "migr_eirtn1"), (FLIGHTS, "operations")):
            service.import_series(
                work, service.SeriesEntry(dataset, dataset, "Eurostat", "CC BY 4.0", content.encode())
            )
    roles = (Role.ANALYST, Role.ANALYST, Role.PROGRAMME_MANAGER)
    return [people.an_account(role, organisation=office.organisation) for role in roles]


@pytest.fixture
def outside(stage: Stage) -> Iterator[str]:
    """The process that serves what everybody may read, over the same database."""
    settings = load_settings("testing", stage._variables())
    app = create_app(replace(settings, serves="public"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def test_a_quarter_from_freezing_to_the_public_page(
    desk: Desk, open_desk: OpenDesk, analysts: list[Account], outside: str
) -> None:
    first, second, manager = analysts
    desk.sign_in(first.email)
    desk.visit("/indicators")
    desk.visit("/indicators/releases/freeze")
    desk.answer({"period": last_quarter(), "audience": "PUBLIC"})
    desk.press()
    address = desk.page.url.removeprefix(desk.base)
    assert desk.find(f'form[action="{address}/publish"]').count() == 0
    desk.sign_in(second.email)
    desk.visit(address)
    desk.press(desk.find(f'form[action="{address}/publish"] button'))
    reference = desk.find("main h1").inner_text().strip()
    _files(desk, address)
    desk.visit("/indicators")
    desk.says(reference)
    _as_printed_and_in_the_dark(desk)
    _outside(desk, open_desk, outside, reference)
    desk.sign_in(manager.email)
    for page in RESTRICTED:
        desk.visit(page)


def _files(desk: Desk, address: str) -> None:
    """Every file of the release begins as its kind does."""
    for kind, begins in FILES.items():
        with desk.page.expect_download() as found:
            desk.find(f'a[href="{address}/{kind}"]').click()
        assert found.value.path().read_bytes().startswith(begins), kind


def _as_printed_and_in_the_dark(desk: Desk) -> None:
    desk.page.emulate_media(media="print")
    assert (
        not desk.find("main .title-actions button").count() or desk.find("main .title-actions button").first.is_hidden()
    )
    desk._photograph()
    desk.page.emulate_media(media="screen", color_scheme="dark")
    desk.searched.clear()
    desk.calm()
    desk._photograph()
    desk.page.emulate_media(color_scheme="light")


def _outside(desk: Desk, open_desk: OpenDesk, base: str, reference: str) -> None:
    """Somebody who is not signed in reads what was released, and nothing else is there."""
    size = desk.page.viewport_size
    assert size is not None
    reader = open_desk(size["width"], desk.words.language, name="-outside")
    reader.base = base
    reader.visit("/")
    reader.says(reference)
    reader.press("main section a.btn-primary")
    reader.says("V1")
    _as_printed_and_in_the_dark(reader)
    reader.visit("/figures")
    reader.says(reference)
    assert reader.page.request.get(f"{base}/indicators").status == 404
