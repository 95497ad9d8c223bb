"""What a photo tells about the place it was taken is left out, and the same photo is known again."""

import io
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import func, select

from returns_app.cases.models import CaseAccess, ReturnCase
from returns_app.cases.rules import AccessKind
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.jobs.models import Job
from returns_app.jobs.service import run_due, run_now
from returns_app.support import queries, service
from returns_app.support.models import EvidenceFile, SupportFinding
from returns_app.support.rules import FindingKind, FindingStatus, SupportCategory, Upload, looks_the_same
from returns_app.support.rules.pictures import bands, look_at, without_metadata
from tests import people
from tests.support import files
from tests.support.builders import Family, a_delivery, a_family, approve_plan, deliver, plan_line

pytestmark = pytest.mark.postgres


def test_place_and_device_are_left_out_and_the_pixels_and_their_side_stay() -> None:
    sent = files.a_photo() + b"behind the picture: 6.4539 N"
    kept = without_metadata("image/jpeg", sent)
    assert b"SECRETPHONE" in sent
    with Image.open(io.BytesIO(kept)) as after, Image.open(io.BytesIO(sent)) as before:
        assert dict(after.getexif()) == {0x0112: 6}
        assert not after.getexif().get_ifd(0x8825)
        assert after.tobytes() == before.tobytes()
    assert b"SECRETPHONE" not in kept
    assert kept.endswith(b"\xff\xd9")
    assert without_metadata("image/jpeg", kept) == kept


def test_a_png_loses_its_words_and_what_hangs_behind_it() -> None:
    text = b"tEXtLocation\x00Lagos"
    told = struct.pack(">I", len(text) - 4) + text + b"\x00" * 4
    sent = files.a_png()[:33] + told + files.a_png()[33:] + b"secret"
    assert without_metadata("image/png", sent) == files.a_png()


@given(cut=st.integers(0, 5000), at=st.integers(2, 5000), byte=st.integers(0, 255))
def test_a_spoilt_photo_is_refused_or_kept_but_never_a_fault(cut: int, at: int, byte: int) -> None:
    good = bytearray(files.a_photo())
    good[min(at, len(good) - 1)] = byte
    spoilt = bytes(good[: len(good) - cut])
    try:
        look_at(spoilt)
    except Malformed:
        return
    without_metadata("image/jpeg", spoilt)


def test_the_same_photo_smaller_and_worse_is_known_again_and_another_is_not() -> None:
    first = look_at(files.a_photo(1)).fingerprint
    again = look_at(files.a_photo(1, size=(320, 240), quality=55)).fingerprint
    assert looks_the_same(first, again)
    assert set(enumerate(bands(first))) & set(enumerate(bands(again)))
    assert sum(looks_the_same(first, look_at(files.a_photo(seed)).fingerprint) for seed in range(2, 60)) == 0


@given(one=st.integers(0, 2**64 - 1), flips=st.lists(st.integers(0, 63), max_size=3))
def test_what_looks_the_same_always_shares_a_band(one: int, flips: list[int]) -> None:
    other = one
    for flip in flips:
        other ^= 1 << flip
    assert looks_the_same(one, other)
    assert any(mine == theirs for mine, theirs in zip(bands(one), bands(other), strict=True))


def _delivered(family: Family, content: bytes, *, number: str = "", supplier: str = "", name: str = "a.jpg") -> UUID:
    line = plan_line(family, SupportCategory.TOOLS, "Set", "100.00")
    approve_plan(family)
    entry = a_delivery(line.id, "10.00", receipt_number=number, supplier=supplier, upload=Upload(name, content))
    return deliver(family, entry).id


def _findings() -> list[tuple[FindingKind, FindingStatus]]:
    db.session().rollback()
    return [(one.kind, one.status) for one in db.session().scalars(select(SupportFinding))]


def _second_case(family: Family) -> Family:
    """Another family of the same authority."""
    other, own = a_family(), family.counsellor.organisation_id
    assert own is not None
    with unit_of_work(people.SEEDER) as work:
        work.session.get_one(ReturnCase, other.case_id).organisation_id = own
        for access in work.session.scalars(select(CaseAccess).where(CaseAccess.case_id == other.case_id)):
            access.owner_id = own
            if access.kind is AccessKind.OWNER:
                access.organisation_id = own
        work.events.append(people.AN_EVENT)
    return replace(other, counsellor=family.counsellor, approver=family.approver, finance=family.finance)


def test_the_same_invoice_file_and_photo_in_another_case_are_findings(house: Flask) -> None:
    family = a_family()
    other = _second_case(family)
    _delivered(family, files.a_photo(1), number="INV-17", supplier="Ade Tools Ltd")
    _delivered(other, files.a_photo(1, place=False), number="inv 17", supplier="ADE TOOLS LTD.")
    run_due()
    assert sorted(kind for kind, _state in _findings()) == [FindingKind.SAME_FILE, FindingKind.SAME_INVOICE]
    _delivered(other, files.a_photo(1, quality=60), name="b.jpg")
    run_due()
    run_due()
    assert [kind for kind, _state in _findings()].count(FindingKind.SAME_PICTURE) == 1


def test_another_authoritys_case_is_never_held_against_this_one(house: Flask) -> None:
    _delivered(a_family(), files.a_photo(1), number="INV-17", supplier="Ade")
    _delivered(a_family(), files.a_photo(1), number="INV-17", supplier="Ade")
    run_due()
    assert _findings() == []


def test_finance_answers_a_finding_once_and_in_words(house: Flask) -> None:
    family = a_family()
    with unit_of_work(people.SEEDER) as work:
        pair = (family.case_id, uuid4())
        finding = service.open_finding(work, FindingKind.SAME_INVOICE, pair, (family.case_id, uuid4()))
    assert finding is not None
    assert queries.list_findings(db.session(), family.counsellor) == []
    with pytest.raises(RuleBroken, match="at least 10"):
        _answer(family, finding.id, "ok")
    _answer(family, finding.id, "Looked at both receipts.")
    with pytest.raises(RuleBroken, match="already"):
        _answer(family, finding.id, "Looked at both again.")
    assert _findings() == [(FindingKind.SAME_INVOICE, FindingStatus.EXPLAINED)]


def _answer(family: Family, finding_id: UUID, note: str) -> None:
    with unit_of_work(family.finance) as work:
        service.answer_finding(work, finding_id, FindingStatus.EXPLAINED, note)


@contextmanager
def _scanner(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A clamd that says the same of everything, and what it was sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            with server.accept()[0] as line:
                got = b""
                while not got.endswith(struct.pack(">I", 0)):
                    got += line.recv(65536)
                heard.append(got)
                line.sendall(answer)

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", heard
        listener.join(5)


@contextmanager
def _configured(house: Flask, address: str) -> Iterator[None]:
    before = house.extensions["returns.settings"]
    house.extensions["returns.settings"] = replace(before, clamd_address=address)
    try:
        yield
    finally:
        house.extensions["returns.settings"] = before


@pytest.mark.parametrize(
    ("answer", "state"), [(b"stream: OK\0", (True, False)), (b"stream: Win.Test.EICAR FOUND\0", (True, True))]
)
def test_a_file_is_scanned_where_there_is_a_scanner(house: Flask, answer: bytes, state: tuple[bool, bool]) -> None:
    family = a_family()
    with _scanner(answer) as (address, heard), _configured(house, address):
        _delivered(family, files.a_pdf(), name="a.pdf")
        file_id = db.session().scalars(select(EvidenceFile.id)).one()
        assert run_now(service.scan_key(file_id))
    assert heard[0].startswith(b"zINSTREAM\0")
    assert files.a_pdf() in heard[0]
    db.session().rollback()
    file = db.session().get_one(EvidenceFile, file_id)
    assert (file.is_scanned, file.is_infected) == state
    client = people.client_for(house, family.partner)
    db.session.remove()
    assert client.get(f"/support/files/{file_id}").status_code == (409 if state[1] else 200)
    assert [kind for kind, _state in _findings()] == ([FindingKind.MALWARE] if state[1] else [])


def test_a_scanner_that_does_not_answer_is_asked_again_later(house: Flask) -> None:
    with _configured(house, "127.0.0.1:9"):
        _delivered(a_family(), files.a_pdf(), name="a.pdf")
        file_id = db.session().scalars(select(EvidenceFile.id)).one()
        assert not run_now(service.scan_key(file_id))
    db.session().rollback()
    waiting = db.session().scalar(select(func.count()).where(Job.kind == "support.scan_file", Job.ended_at.is_(None)))
    assert waiting == 1


def test_a_thumbnail_is_made_anew_and_a_pdf_has_none(house: Flask) -> None:
    family = a_family()
    _delivered(family, files.a_photo(1))
    client = people.client_for(house, family.partner)
    file_id = db.session().scalars(select(EvidenceFile.id)).one()
    db.session.remove()
    answer = client.get(f"/support/files/{file_id}/thumbnail")
    assert answer.mimetype == "image/jpeg"
    with Image.open(io.BytesIO(answer.get_data())) as small:
        assert max(small.size) <= 320
        assert small.height > small.width
    assert b"SECRETPHONE" not in answer.get_data()
    assert b"SECRETPHONE" not in client.get(f"/support/files/{file_id}").get_data()
