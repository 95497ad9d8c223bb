"""Costs per fund, evidence packs, samples anybody can draw again, what returnees say, and deliveries that waited."""

import csv
import io
import zipfile
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today
from returns_app.support import queries
from returns_app.support.models import Delivery, EvidenceFile, SupportFinding
from returns_app.support.rules import FindingKind, Upload
from tests import people
from tests.support import files
from tests.support.builders import HANDED_OVER, Family, a_delivery, a_family, deliver

pytestmark = pytest.mark.postgres


def _as(house: Flask, actor: Actor) -> FlaskClient:
    client = people.client_for(house, actor)
    db.session.remove()
    return client


def _three(family: Family) -> list[UUID]:
    line, *_others = family.plan()
    photo = Upload("photo.jpg", files.a_photo())
    told: list[dict[str, Any]] = [{"upload": photo}, {"receipt_number": ""}, {"receipt_number": "R-3"}]
    return [
        deliver(family, a_delivery(line, amount, **one)).id
        for amount, one in zip(("100", "50", "25"), told, strict=True)
    ]


def test_what_can_be_claimed_is_proven_and_unquestioned(house: Flask) -> None:
    family = a_family()
    _first, _second, third = _three(family)
    client = _as(house, family.finance)
    said = {"answer": "not_received", "channel": "call_back", "on-day": "1", "on-month": "3", "on-year": "2026"}
    said["note"] = "Nobody came with the second set."
    assert client.post(f"/support/deliveries/{third}/confirmation", data=said).status_code == 302
    db.session.remove()
    line = queries.cost_report(db.session(), family.finance, HANDED_OVER, today())[0]
    assert (line.delivered, line.unproven, line.questioned, line.claimable) == (
        Decimal("175.00"), Decimal("50.00"), Decimal("25.00"), Decimal("100.00"),
    )  # fmt: skip
    assert [one.kind for one in db.session().scalars(select(SupportFinding))] == [FindingKind.NOT_RECEIVED]
    day = {"first-day": "1", "first-month": "1", "first-year": "2026"}
    shown = client.get("/support/costs", query_string=day).get_data(as_text=True)
    assert "€100.00" in shown
    sheet = list(
        csv.reader(io.StringIO(client.get("/support/costs.csv", query_string=day).get_data().decode("utf-8-sig")))
    )
    assert sheet[1][-2:] == ["100.00", "cost"]
    assert queries.cost_report(db.session(), people.an_actor(Role.FINANCE), HANDED_OVER, today()) == []


def test_the_evidence_pack_holds_everything_and_its_hashes_are_true(house: Flask) -> None:
    family = a_family()
    _three(family)
    answer = _as(house, family.finance).get(f"/cases/{family.case_id}/support/evidence.zip")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as pack:
        names = [name.partition("/")[2] for name in pack.namelist()]
        index = list(csv.reader(io.StringIO(pack.read(pack.namelist()[-1]).decode("utf-8-sig"))))
        assert names == [
            "plan.csv", "signatures.csv", "orders.csv", "deliveries.csv", "confirmations.csv", "recoveries.csv",
            "files/001-photo.jpg", "index.csv",
        ]  # fmt: skip
        assert all(sha256(pack.read(name)).hexdigest() == digest for name, digest, _size in index[1:])
        deliveries = pack.read(pack.namelist()[3]).decode("utf-8-sig")
    assert deliveries.count("\n") == 4
    assert "files/001-photo.jpg" in deliveries


def test_a_delivery_that_waited_is_booked_once_and_its_photo_follows(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    client = _as(house, family.partner)
    assert client.get("/deliveries/token").get_json()["token"]
    day = {"delivered_on-day": "28", "delivered_on-month": "2", "delivered_on-year": "2026"}
    told = {"request_key": str(uuid4()), "amount": "100.00", "currency": "EUR", "receipt_number": "R-1", **day}
    answers = [client.post(f"/support/lines/{line}/deliveries/queued", data=told) for _again in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    address = answers[0].get_json()["receipt"]
    for _again in range(2):
        photo = (io.BytesIO(files.a_photo()), "photo.jpg")
        assert client.post(address, data={"receipt": photo}).status_code == 201
    db.session.remove()
    assert len(db.session().scalars(select(EvidenceFile)).all()) == 1
    assert db.session().scalars(select(Delivery)).one().file_id is not None
    refused = client.post(
        f"/support/lines/{line}/deliveries/queued", data={**told, "request_key": str(uuid4()), "amount": "9999.00"}
    )
    assert (refused.status_code, "exceed the envelope" in refused.get_json()["refused"]) == (409, True)
    assert client.post(f"/support/lines/{line}/deliveries/queued", data={}).status_code == 422


def test_the_page_of_the_queue_tells_nothing_about_anybody_returning(house: Flask) -> None:
    family = a_family()
    family.plan()
    page = _as(house, family.partner).get("/deliveries/queue").get_data(as_text=True)
    assert "Chinedu" not in page
    assert "Welding" not in page
    worker = house.test_client().get("/offline-worker.js")
    assert (worker.status_code, worker.mimetype) == (200, "text/javascript")
