"""The list as a file, and many cases to another counsellor."""

import csv
import io
import re
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from returns_app.core.actions import Action
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.exports.models import ListExport
from returns_app.people.rules import Protection
from returns_app.work.models import Task
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders
from tools.open_export import opened

pytestmark = pytest.mark.postgres
PHRASE = "a sentence that works well"
ASKED = {"kind": "csv", "reason": "reporting", "text": "Yearly report to the ministry", "passphrase": PHRASE}


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def a_case(office: builders.Office, given: str, **more: object) -> object:
    entry = people.a_person_entry(given, "Example", identifiers=(), **more)
    return builders.opened(office, an_opening(principal=entry))


def taken_out(client: FlaskClient, address: str = "/cases/export", **changes: str) -> bytes:
    """What is in the file that somebody makes, fetches and opens."""
    page = client.post(address, data=ASKED | changes, follow_redirects=True)
    found = re.search(r'href="(/exports/[0-9a-f-]{36}/file)"', page.text)
    assert found is not None, page.text
    return opened(client.get(found[1]).data, PHRASE)


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_file_holds_what_the_filter_shows_and_is_marked(app: Flask, office: builders.Office) -> None:
    a_case(office, "Chinedu")
    builders.submitted(office, an_opening(principal=people.a_person_entry("Ngozi", "Example", identifiers=())))
    client = builders.browser(app, office.approver)
    rows = rows_of(taken_out(client, "/cases/export?stage=intake"))
    assert rows[0][0].startswith("# Restricted: personal data.")
    assert [row[1] for row in rows[2:]] == ["Chinedu Example"]
    db.session().rollback()
    kept = db.session().query(ListExport).one()
    assert (kept.rows, kept.filters, kept.text) == (1, {"stage": "intake"}, ASKED["text"])


def test_a_spreadsheet_runs_nothing(app: Flask, office: builders.Office) -> None:
    a_case(office, "=HYPERLINK(1)")
    a_case(office, "+4911")
    client = builders.browser(app, office.approver)
    sheet = taken_out(client, kind="xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[2:]] == ["=HYPERLINK(1) Example", "+4911 Example"]  # text, not formulas
    assert b"<f>" not in sheet
    assert [row[1] for row in rows_of(taken_out(client))[2:]] == ["'=HYPERLINK(1) Example", "'+4911 Example"]


def test_a_protected_person_has_no_name_in_a_file(app: Flask, office: builders.Office) -> None:
    a_case(office, "Lilit", protection=Protection.YES)
    row = rows_of(taken_out(builders.browser(app, office.approver)))[2]
    assert row[1] == "Protected person"
    assert row[3] == ""


@pytest.mark.parametrize("missing", sorted(ASKED))
def test_no_file_without_a_reason(app: Flask, office: builders.Office, missing: str) -> None:
    answer = builders.browser(app, office.approver).post("/cases/export", data=ASKED | {missing: ""})
    assert answer.status_code == 422
    short = builders.browser(app, office.approver).post("/cases/export", data=ASKED | {"text": "x"})
    assert short.status_code == 422
    db.session().rollback()
    assert db.session().query(ListExport).count() == 0


def test_others_cases_are_not_in_it(app: Flask, office: builders.Office) -> None:
    a_case(office, "Chinedu")
    stranger = people.an_actor(Role.APPROVER)
    assert len(rows_of(taken_out(builders.browser(app, stranger)))) == 2


def test_many_cases_change_hands_with_their_tasks(app: Flask, office: builders.Office) -> None:
    ids = [a_case(office, name) for name in ("Chinedu", "Ngozi", "Tunde")]
    colleague = people.an_actor(Role.COUNSELLOR, organisation=office.organisation)
    client = builders.browser(app, office.approver)
    assert client.get("/cases/reassignment").text.count('type="checkbox"') == 3
    sent = {
        "case_ids": [str(ids[0]), str(ids[1])], "counsellor_id": str(colleague.account_id),
        "reason": "Carla is on leave", "request_key": str(uuid4()),
    }  # fmt: skip
    assert "2 cases changed hands." in client.post("/cases/reassignment", data=sent, follow_redirects=True).text
    assert "0 cases changed hands." in client.post("/cases/reassignment", data=sent, follow_redirects=True).text
    db.session().rollback()
    owners = {task.case_id: task.owner_id for task in db.session().query(Task)}
    assert [owners[one] == colleague.account_id for one in ids] == [True, True, False]  # type: ignore[index]
    assert builders.logged(ids[0], Action.CASE_REASSIGNED) == 1  # type: ignore[arg-type]
    assert "Carla is on leave" in client.get(f"/cases/{ids[0]}/timeline").text


def test_a_stranger_or_an_ended_case_stops_them_all(app: Flask, office: builders.Office) -> None:
    one = a_case(office, "Chinedu")
    ended = builders.submitted(office, an_opening(principal=people.a_person_entry("Ngozi", "Example", identifiers=())))
    builders.refuse(office.approver, ended)
    colleague = people.an_actor(Role.COUNSELLOR, organisation=office.organisation)
    client = builders.browser(app, office.approver)
    sent = {
        "case_ids": [str(one), str(ended)],
        "counsellor_id": str(colleague.account_id),
        "reason": "Carla is on leave",
    }
    answer = client.post("/cases/reassignment", data=sent)
    assert answer.status_code == 409
    assert "has ended and stays" in answer.text
    assert builders.stored(one).counsellor_id == office.counsellor.account_id  # type: ignore[arg-type]
    stranger = people.an_actor(Role.COUNSELLOR)
    refused = client.post("/cases/reassignment", data=sent | {"counsellor_id": str(stranger.account_id)})
    assert "Choose a counsellor of your own organisation." in refused.text
