"""The pages of support: what they say, who may open them, what a form keeps."""

import io
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from returns_app.cases.rules import Stage
from returns_app.core.permissions import Actor, Role
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db
from returns_app.people.rules import Protection
from returns_app.support.models import Delivery, EvidenceFile, ExchangeRate
from tests import people
from tests.support import builders, files
from tests.support.builders import Family, a_family, naira

pytestmark = pytest.mark.postgres


def _typed(**changes: object) -> dict[str, Any]:
    day = {"delivered_on-day": "28", "delivered_on-month": "2", "delivered_on-year": "2026"}
    return {
        "request_key": str(uuid4()),
        "amount": "100.00",
        "currency": "EUR",
        "receipt_number": "R-1",
        **day,
        **changes,
    }


def _file(content: bytes, name: str = "receipt.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def _as(app: Flask, actor: Actor) -> FlaskClient:
    client = people.client_for(app, actor)
    db.session.remove()  # the request is to see what was committed since
    return client


def _plan(app: Flask, family: Family, actor: Actor | None = None) -> str:
    return _as(app, actor or family.counsellor).get(f"/cases/{family.case_id}/support").get_data(as_text=True)


def _deliver(client: FlaskClient, line: UUID, **changes: object) -> TestResponse:
    return client.post(f"/support/lines/{line}/deliveries/new", data=_typed(**changes), follow_redirects=True)


def _stored_file() -> EvidenceFile:
    db.session().rollback()
    return db.session().scalars(select(EvidenceFile)).one()


def _logged() -> set[str]:
    db.session.remove()
    return set(db.session().scalars(select(AuditEvent.action)))


def test_an_empty_plan_says_what_was_granted(house: Flask) -> None:
    assert "Envelope 2,615 € (615 on arrival, 2,000 in kind)." in _plan(house, a_family(Stage.APPROVED))
    assert "No plan lines yet." in _plan(house, a_family(Stage.APPROVED))


def test_a_counsellor_plans_and_a_partner_delivers_and_finance_reads(house: Flask) -> None:
    family = a_family()
    naira()
    planned = {"request_key": str(uuid4()), "category": "tools_vehicle", "item": "Welding set", "planned": "1180.00"}
    client = _as(house, family.counsellor)
    assert client.post(f"/cases/{family.case_id}/support/lines/new", data=planned).status_code == 302
    assert _lines(_plan(house, family, family.partner)) == []
    assert _as(house, family.counsellor).post(f"/cases/{family.case_id}/support/plan").status_code == 302
    waiting = _plan(house, family, family.approver)
    signature = re.findall(r"/support/plans/[0-9a-f-]{36}/signature", waiting)[0]
    assert "Welding set" in _as(house, family.approver).get(signature).get_data(as_text=True)
    signed = _as(house, family.approver).post(signature, data={"answer": "yes"}, follow_redirects=True)
    assert "The plan is approved." in signed.get_data(as_text=True)
    line = _lines(_plan(house, family, family.partner))[0]
    sent = {"amount": "1860000.00", "currency": "NGN", "variance_reason": "exchange_rate"}
    said = _deliver(_as(house, family.partner), line, **sent).get_data(as_text=True)
    assert "Delivery recorded." in said
    shown = _plan(house, family, family.finance)
    for words in ("Welding set", "NGN", "1,860,000.00", "1 EUR = 1,562.50 NGN (27 Feb 2026, InforEuro)", "€1,190.40"):
        assert words in shown
    assert "Record delivery" not in shown


def _lines(page: str) -> list[UUID]:
    return [UUID(found) for found in re.findall(r"/support/lines/([0-9a-f-]{36})/deliveries/new", page)]


def test_the_same_page_sent_twice_is_booked_once_and_says_when(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    client, key = _as(house, family.partner), str(uuid4())
    _deliver(client, line, request_key=key)
    again = _deliver(client, line, request_key=key).get_data(as_text=True)
    assert re.search(r"Same delivery was recorded today at \d\d:\d\d\. Nothing was added\.", again)
    assert len(db.session().scalars(select(Delivery)).all()) == 1


def test_an_excess_is_named_at_the_amount_and_nothing_typed_is_lost(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    answer = _deliver(
        _as(house, family.partner), line, amount="1300.00", supplier="Ade Tools", variance_reason="price_changed"
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "This delivery would exceed the envelope by 85.00 €." in page
    assert 'value="1300.00"' in page
    assert 'value="Ade Tools"' in page
    assert "support.delivery.refused" in _logged()


def test_a_delivery_without_receipt_is_shown_as_unproven_until_a_photo_comes(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    client = _as(house, family.partner)
    assert "saved as unproven" in _deliver(client, line, receipt_number="").get_data(as_text=True)
    delivery = db.session().scalars(select(Delivery)).one()
    proof = {"receipt_number": "", "receipt": _file(files.a_photo(), "photo.jpg")}
    said = client.post(f"/support/deliveries/{delivery.id}/receipt", data=proof, follow_redirects=True)
    page = said.get_data(as_text=True)
    assert "The delivery is settled." in page
    assert "Unproven" not in page
    assert "photo.jpg" in page
    assert "Not scanned for malware." in page


def test_a_file_is_sent_as_an_attachment_that_can_do_nothing(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    _deliver(_as(house, family.partner), line, receipt=_file(files.a_pdf(), "../\u202efdp.إيصال.pdf"))
    file = _stored_file()
    answer = _as(house, family.counsellor).get(f"/support/files/{file.id}")
    assert answer.get_data() == files.a_pdf()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "\u202e" not in file.name
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "support.file.read" in _logged()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("receipt.pdf", b"PK\x03\x04" + b"\x00" * 100, "not a PDF, JPEG or PNG"),
        ("photo.png", b"<html><script>alert(1)</script>", "not a PDF, JPEG or PNG"),
        ("photo.html", b"<html>", "one of these kinds"),
        ("receipt.pdf", b"", "This file is empty"),
        ("receipt.pdf", files.a_pdf(b"/OpenAction << /S /JavaScript >>"), "contains a script"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence_and_nothing_is_booked(
    house: Flask, name: str, content: bytes, said: str
) -> None:
    family = a_family()
    line, *_others = family.plan()
    answer = _deliver(_as(house, family.partner), line, receipt=_file(content, name), supplier="Ade Tools")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert "Ade Tools" in page
    assert db.session().scalars(select(Delivery)).all() == []
    assert db.session().scalars(select(EvidenceFile)).all() == []


@pytest.mark.parametrize(("mib", "status", "said"), [(10, 422, "at most 10 MB"), (12, 413, "too large")])
def test_a_file_past_the_limit_is_refused(house: Flask, mib: int, status: int, said: str) -> None:
    family = a_family()
    line, *_others = family.plan()
    sent = files.a_form(_typed(), files.a_pdf() + b"x" * mib * 1024 * 1024)
    kind = f"multipart/form-data; boundary={files.BOUNDARY}"
    client = _as(house, family.partner)
    answer = client.post(f"/support/lines/{line}/deliveries/new", data=sent, content_type=kind)
    assert answer.status_code == status
    assert said in answer.get_data(as_text=True)
    assert db.session().scalars(select(Delivery)).all() == []


def test_what_is_not_theirs_does_not_exist(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    _deliver(_as(house, family.partner), line, receipt=_file(files.a_pdf()))
    file, delivery = _stored_file().id, db.session().scalars(select(Delivery.id)).one()
    other = people.an_organisation(member_state=None, country="NG")
    stranger = _as(house, people.an_actor(Role.PARTNER, organisation=other))
    theirs = [
        f"/cases/{family.case_id}/support", f"/cases/{family.case_id}/support/lines/new",
        f"/support/lines/{line}/deliveries/new", f"/support/deliveries/{delivery}/receipt", f"/support/files/{file}",
    ]  # fmt: skip
    for address in theirs:
        db.session.remove()
        absent = re.sub(r"[0-9a-f-]{36}", str(uuid4()), address)
        assert [stranger.get(one).status_code for one in (address, absent)] == [404, 404]
    assert [_as(house, family.partner).get(one).status_code for one in theirs] == [200] * 5


def test_roles_keep_to_their_part(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    assert _as(house, family.counsellor).get(f"/support/lines/{line}/deliveries/new").status_code == 403
    assert _as(house, family.finance).get(f"/cases/{family.case_id}/support/lines/new").status_code == 403
    assert _as(house, family.partner).get("/exchange-rates").status_code == 403
    assert house.test_client().get(f"/cases/{family.case_id}/support").status_code == 302


def test_a_phone_is_offered_its_camera(house: Flask) -> None:
    family = a_family()
    line, *_others = family.plan()
    page = _as(house, family.partner).get(f"/support/lines/{line}/deliveries/new").get_data(as_text=True)
    assert 'accept="image/*,application/pdf"' in page
    assert 'enctype="multipart/form-data"' in page
    assert 'inputmode="decimal"' in page
    assert "NGN – Nigerian Naira" in page


def test_finance_records_rates(house: Flask) -> None:
    client = _as(house, people.an_actor(Role.FINANCE))
    assert "No exchange rates yet" in client.get("/exchange-rates").get_data(as_text=True)
    day = {"on-day": "27", "on-month": "2", "on-year": "2026"}
    typed = {"currency": "ngn", "per_euro": "1,562.50", "source": "InforEuro", **day}
    page = client.post("/exchange-rates", data=typed, follow_redirects=True).get_data(as_text=True)
    assert "1,562.50" in page
    assert "InforEuro" in page
    assert [rate.currency for rate in db.session().scalars(select(ExchangeRate))] == ["NGN"]


@pytest.mark.parametrize("rate", ["1,562", "1.562", "abc", "-3", "0", "", "1.123456789"])
def test_a_rate_that_cannot_be_read_is_refused_and_kept_as_typed(house: Flask, rate: str) -> None:
    day = {"on-day": "27", "on-month": "2", "on-year": "2026"}
    typed = {"currency": "NGN", "per_euro": rate, "source": "InforEuro", **day}
    answer = _as(house, people.an_actor(Role.FINANCE)).post("/exchange-rates", data=typed)
    assert answer.status_code == 422
    assert f'value="{rate}"' in answer.get_data(as_text=True)


def test_somebody_protected_has_no_name_for_the_partner(house: Flask) -> None:
    family = builders.a_family(protection=Protection.YES)
    assert "Chinedu" in _plan(house, family)
    shown = _as(house, family.partner).get(f"/cases/{family.case_id}/support/lines/new").get_data(as_text=True)
    assert "Chinedu" not in shown
    assert "Protected person" in shown
