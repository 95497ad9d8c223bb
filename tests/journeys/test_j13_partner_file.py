"""J13: a partner's spreadsheet with errors, sent again whole; the connection gone once, and every button pressed twice."""

import csv
import io
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, expect

from returns_app.core.clock import local_day, utc_now
from returns_app.db.unit_of_work import unit_of_work
from returns_app.demo.service.founding import House
from returns_app.support import service
from returns_app.support.rules import PlanLineEntry, SupportCategory, Verdict
from returns_app.support.rules.bulk import COLUMNS
from tests.decisions import builders
from tests.journeys.conftest import OpenDesk
from tests.journeys.desk import SUBMIT, Desk
from tests.journeys.seed import PARTNER, office_of
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey
UPLOAD = "/deliveries/uploads/new"
CASE = "NL-2026-000001"
Cells = list[list[object]]
ZONE = "Europe/Amsterdam"
SERIALS_BEGIN = date(1899, 12, 30)  # how spreadsheets count days


@pytest.fixture
def place(backstage: Flask, house: House) -> int:
    """A signed plan line of 1,500 euro for P1, who arrived in Nigeria today."""
    office = office_of(house)
    case_id: UUID = builders.arrived(office)
    with unit_of_work(office.counsellor) as work:
        entry = PlanLineEntry(case_id, uuid4(), SupportCategory.TOOLS, "Welding set", Decimal("1500.00"))
        position = service.add_plan_line(work, entry).position
        plan = service.submit_plan(work, case_id)
    with unit_of_work(office.approver) as work:
        service.sign_plan(work, plan.id, Verdict(is_yes=True))
    return position


@pytest.mark.parametrize(("width", "language"), [(360, "en"), (390, "ar"), (1280, "en")])
def test_a_file_with_errors_is_mended_and_sent_whole_again(
    open_desk: OpenDesk, stage: Stage, place: int, width: int, language: str
) -> None:
    desk: Desk = open_desk(width, language)
    desk.sign_in(PARTNER)
    rows = _twenty_five(place)
    _sent_without_connection(desk, rows)
    assert stage.count("select count(*) from delivery_upload") == 0
    _send(desk, rows)
    say = desk.words.say
    desk.says(say("%(number)s ready", number=22), say("%(number)s need attention", number=3), str(_serial()), "1250.00")
    assert stage.count("select count(*) from delivery") == 0
    _book_twice(desk)
    desk.says(say("%(number)s booked", number=22))
    assert stage.count("select count(*) from delivery") == 22
    _mend(rows, _refused(desk))
    _send(desk, rows)
    desk.says(say("%(number)s ready", number=3), say("%(number)s already booked", number=22))
    _book_twice(desk)
    assert stage.count("select count(*) from delivery") == 25
    assert stage.count("select sum(amount) from delivery") == 1490_00  # cents


def _today() -> date:
    return local_day(utc_now(), ZONE)


def _serial() -> int:
    return (_today() - SERIALS_BEGIN).days


def _twenty_five(place: int) -> Cells:
    day = f"{_today():%d-%m-%Y}"
    rows: Cells = [[CASE, place, day, "10.00", "EUR", f"R-{number}", "Ade Tools", ""] for number in range(1, 26)]
    rows[2][2] = _serial()
    rows[6][3], rows[12][0], rows[20][2] = "1.250,00", "NL-2026-999999", "30-02-2026"
    return rows


def _file(rows: Cells) -> FilePayload:
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *rows])
    return {"name": "deliveries_25.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}


def _send(desk: Desk, rows: Cells) -> None:
    desk.visit(UPLOAD)
    desk.find("main input[type=file]").set_input_files(_file(rows))
    desk.press()


def _sent_without_connection(desk: Desk, rows: Cells) -> None:
    """The browser says that there is no connection; nothing half-sent stays behind."""
    desk.visit(UPLOAD)
    desk.find("main input[type=file]").set_input_files(_file(rows))
    desk.context.set_offline(True)
    desk.find(SUBMIT).click(no_wait_after=True)
    desk.page.wait_for_timeout(500)
    desk.context.set_offline(False)
    desk.noise = [line for line in desk.noise if "ERR_INTERNET_DISCONNECTED" not in line]


def _book_twice(desk: Desk) -> None:
    """Two presses before the page answers, and the same request once more."""
    button = desk.find("form[action$='/booking'] button")
    action, body, cookies = desk.as_sent("form[action$='/booking']")
    with desk.page.expect_navigation():
        button.dblclick(no_wait_after=True)
    expect(desk.find("form[action$='/booking']")).to_have_count(0)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies, "Sec-Fetch-Site": "same-origin"}
    assert desk.context.request.post(action, data=body, headers=kind).ok
    desk.page.reload()


def _refused(desk: Desk) -> list[list[str]]:
    path = desk.find("main a[href$='/refused.csv']").get_attribute("href")
    text = desk.context.request.get(f"{desk.base}{path}").text()
    head, *rows = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    assert head == [*COLUMNS, "problem"]
    assert [row[5] for row in rows] == ["R-7", "R-13", "R-21"]
    return rows


def _mend(rows: Cells, refused: list[list[str]]) -> None:
    """What the file of refused rows asked for."""
    assert all(row[-1] for row in refused)
    rows[6][3], rows[12][0], rows[20][2] = "1250.00", CASE, f"{_today():%d-%m-%Y}"
