"""Normal forms of numbers and contacts, and the script of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.people import normal_forms
from returns_app.people.rules import ContactKind
from returns_app.people.scripts import script_of


@pytest.mark.parametrize(
    ("typed", "normal"),
    [("14 ab-000.01", "14AB00001"), ("a01234567", "A01234567"), ("١٢٣ ٤", "1234"), ("ＡＢ１２", "AB12"), (" - ", "")],
)
def test_identifiers(typed: str, normal: str) -> None:
    assert normal_forms.identifier(typed) == normal


@given(st.text(max_size=40))
def test_a_normal_form_is_its_own_normal_form(text: str) -> None:
    once = normal_forms.identifier(text)
    assert normal_forms.identifier(once) == once
    assert normal_forms.identifier(f" {'-'.join(text)} ") == once or not text.isascii()


@pytest.mark.parametrize(
    ("typed", "region", "normal"),
    [
        ("06 12345678", "NL", "+31612345678"),
        ("0612345678", "BE", "+32612345678"),
        ("+995 (555) 12-34-56", "NL", "+995555123456"),
        ("00995555123456", "NL", "+995555123456"),
        ("٠٦١٢٣٤٥٦٧٨", "NL", "+31612345678"),
        ("0612345678", None, None),
        ("call me", "NL", None),
        ("12", "NL", None),
    ],
)
def test_phones(typed: str, region: str | None, normal: str | None) -> None:
    assert normal_forms.phone(typed, region) == normal


def test_emails_are_small_and_without_space() -> None:
    assert normal_forms.email(" Giorgi.B@Example.ORG ") == "giorgi.b@example.org"
    assert [normal_forms.email(text) for text in ("giorgi", "a@b", "a b@c.org", "@c.org")] == [None] * 4


def test_what_cannot_be_read_is_kept_as_it_was_written() -> None:
    assert normal_forms.contact(ContactKind.PHONE, " ask  the  brother ", "NL") == "ask the brother"
    assert normal_forms.contact_index(ContactKind.ADDRESS, "Dorp  1\nTbilisi") == "address|dorp 1 tbilisi"


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Chinedu Okafor", "Latn"), ("أحمد حسين الجبوري", "Arab"), ("Тигран", "Cyrl"), ("Ελένη", "Grek"),
        ("ბერიძე", "Geor"), ("Պետրոսյան", "Armn"), ("ተስፋዬ", "Ethi"), ("রহমান", "Beng"), ("शर्मा", "Deva"),
        ("Ahmed احمد الجبوري", "Arab"), ("123", "Zyyy"), ("", "Zyyy"),
    ],
)  # fmt: skip
def test_scripts(name: str, script: str) -> None:
    assert script_of(name) == script
