"""Which files can be kept: by content, whatever their name says."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.errors import Malformed
from returns_app.support.rules import Upload, check_evidence
from returns_app.support.rules.evidence import LONGEST_NAME, clean_name
from returns_app.support.rules.pictures import without_metadata
from tests.support import files

MOST = 1
PLAIN_PHOTO = without_metadata("image/jpeg", files.a_photo())


def _code(name: str, content: bytes) -> str:
    with pytest.raises(Malformed) as refused:
        check_evidence(Upload(name, content), MOST)
    return refused.value.code.removeprefix("support.file_")


def _zip_bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\x00" * 50_000_000)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("receipt.pdf", files.a_pdf(), "application/pdf"),
        ("RECEIPT.PDF", files.a_pdf(), "application/pdf"),
        ("packed.pdf", files.an_object_stream(b"5 0 << /Type /Font >>"), "application/pdf"),
        ("photo.jpg", PLAIN_PHOTO, "image/jpeg"),
        ("photo.jpeg", PLAIN_PHOTO, "image/jpeg"),
        ("scan.png", files.a_png(), "image/png"),
    ],
)
def test_receipts_and_photos_are_kept(name: str, content: bytes, media_type: str) -> None:
    kept = check_evidence(Upload(name, content), MOST)
    assert (kept.name, kept.media_type, kept.content) == (name, media_type, content)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("receipt.pdf", b"", "empty"),
        ("receipt.pdf", _zip_bomb(), "wrong_type"),
        ("receipt.png", b"<!doctype html><script>alert(1)</script>", "wrong_type"),
        ("receipt.png", files.a_pdf(), "wrong_type"),
        ("receipt.jpg", files.a_png(), "wrong_type"),
        ("receipt.pdf.exe", files.a_pdf(), "wrong_type"),
        ("receipt.svg", b"<svg onload='alert(1)'/>", "wrong_type"),
        ("receipt.jpg", b"GIF89a" + b"\x00" * 20, "wrong_type"),
        ("receipt", files.a_pdf(), "wrong_type"),
        ("receipt.pdf", b" " + files.a_pdf(), "wrong_type"),
        ("huge.pdf", files.a_pdf() + b"\x00" * 1024 * 1024, "too_large"),
        ("wide.png", files.a_png(100_000, 100_000), "too_many_pixels"),
        ("wide.jpg", files.a_jpeg(65_000, 65_000), "too_many_pixels"),
        ("flat.png", files.a_png(0, 5), "damaged"),
        ("cut.jpg", files.a_jpeg()[:14], "damaged"),
        ("no-pixels.jpg", files.a_jpeg(), "damaged"),
        ("half.jpg", files.a_photo()[:3000], "damaged"),
        ("cut.png", files.a_png()[:18], "damaged"),
    ],
)
def test_anything_else_is_refused(name: str, content: bytes, code: str) -> None:
    assert _code(name, content) == code


@pytest.mark.parametrize(
    "extra",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"/OpenAction << /S /J#61va#53cript /JS (app.alert(1)) >>",
        b"/Names << /EmbeddedFiles 7 0 R >>",
        b"/AF [<< /EF << /F 8 0 R >> /Type /EmbeddedFile >>]",
        b"/OpenAction << /S /Launch /F (cmd.exe) >>",
        b"/AcroForm << /XFA 9 0 R >>",
        b"/AA << /O << /S /SubmitForm >> >>",
    ],
)
def test_a_pdf_that_acts_is_refused(extra: bytes) -> None:
    assert _code("receipt.pdf", files.a_pdf(extra)) == "active"


def test_an_act_packed_away_is_found() -> None:
    assert _code("receipt.pdf", files.an_object_stream(b"5 0 << /S /JavaScript /JS (x) >>")) == "active"


@pytest.mark.parametrize(
    ("how", "packed"),
    [
        (b"/Filter [/ASCIIHexDecode /FlateDecode]", b"789c2b492d2e0100045d01c1>"),
        (b"/Filter /LZWDecode", b"\x80\x0b\x60\x50\x22\x0c"),
        (b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>", None),
    ],
)
def test_objects_that_cannot_be_looked_into_are_refused(how: bytes, packed: bytes | None) -> None:
    assert _code("receipt.pdf", files.an_object_stream(b"5 0 << /Type /Font >>", how, packed)) == "unclear"


def test_a_locked_pdf_is_refused() -> None:
    assert _code("receipt.pdf", files.a_pdf(b"/Encrypt 6 0 R")) == "locked"


def test_a_pdf_that_unpacks_to_a_hundred_megabytes_is_refused() -> None:
    assert _code("receipt.pdf", files.a_bomb()) == "bomb"


def test_a_crowd_of_streams_is_refused() -> None:
    assert _code("receipt.pdf", b"%PDF-1.4\n" + b"stream\n" * 30_000) == "bomb"


def test_a_word_that_only_begins_like_a_forbidden_one_is_no_act() -> None:
    check_evidence(Upload("receipt.pdf", files.a_pdf(b"/LaunchDate (May) /MovieTitle (none)")), MOST)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\receipt.pdf", "receipt.pdf"),
        ("receipt\u202egpj.pdf", "receiptgpj.pdf"),
        ("a\u200f\u2066b\u200d.png", "ab.png"),
        ("line\r\nX-Header: 1.pdf", "lineX-Header 1.pdf"),
        ("إيصال.pdf", "إيصال.pdf"),
        ("...", "file"),
        ("", "file"),
        ("  receipt .pdf", "receipt.pdf"),
        ('q"uo<te>.jpg', "quote.jpg"),
    ],
)
def test_names_are_shown_without_what_could_mislead(name: str, shown: str) -> None:
    assert clean_name(name) == shown


@given(st.text(max_size=300))
def test_no_name_does_harm(name: str) -> None:
    shown = clean_name(name)
    assert 0 < len(shown) <= LONGEST_NAME
    assert shown not in {".", ".."}
    assert not set(shown) & set('/\\<>:"|?*\r\n\x00\u202e\u2066\u200f')


@given(st.sampled_from(["pdf", "jpg", "png"]), st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(kind: str, noise: bytes) -> None:
    starts = {"pdf": files.a_pdf(), "jpg": PLAIN_PHOTO, "png": files.a_png()}
    for content in (noise, starts[kind][: len(noise)] + noise, starts[kind] + noise):
        with suppress(Malformed):
            kept = check_evidence(Upload(f"receipt.{kind}", content), MOST).content
            assert kept == (content if kind == "pdf" else starts[kind])
