"""Every language says the same with the same braces; letters are put together row by row."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.errors import RuleBroken
from returns_app.decisions.rules import DecisionKind, RefusalReason
from returns_app.letters.presenting import letter_of, pdf_of
from returns_app.letters.rules import (
    Facts,
    Line,
    all_texts,
    languages_for,
    objection_until,
    official_languages,
    texts_of,
)
from returns_app.letters.rules.composing import fill

WANTED = {"en", "nl", "fr", "ar", "fa", "ti", "ru", "ka"}
SCRIPTS = {
    "ar": "\u0600-\u06ff",
    "fa": "\u0600-\u06ff",
    "ti": "\u1200-\u137f",
    "ru": "\u0400-\u04ff",
    "ka": "\u10a0-\u10ff",
}


def facts(kind: str = "grant", **changes: object) -> Facts:
    values: dict[str, object] = {
        "kind": kind, "reference": "NL-2026-000001", "names": ("Chinedu Okafor", "أحمد حسين"), "country": "GE",
        "programme": "EURP", "decided_on": date(2026, 3, 2), "served_on": date(2026, 3, 4), "until": date(2026, 4, 15),
        "organisation": "Return Office", "contact": "PO box 1", "decider": "Anna Approver",
        "before": Decimal("2615.00"), "after": Decimal("1615.00"), "later": date(2026, 9, 30),
    }  # fmt: skip
    return Facts(**{**values, **changes})  # type: ignore[arg-type]


def test_the_languages_that_are_asked_for_are_there() -> None:
    assert set(all_texts()) >= WANTED


@pytest.mark.parametrize("code", sorted(all_texts()))
def test_a_language_says_everything_with_the_same_braces(code: str) -> None:
    source, texts = texts_of("en"), texts_of(code)
    assert set(texts.texts) == set(source.texts)
    assert set(texts.reasons) == set(source.reasons)
    for key, text in source.texts.items():
        assert set(re.findall(r"\{\w+\}", texts.texts[key])) == set(re.findall(r"\{\w+\}", text)), (code, key)


@pytest.mark.parametrize("code", sorted(SCRIPTS))
def test_a_language_is_written_in_its_script(code: str) -> None:
    letters = "".join([*texts_of(code).texts.values(), *texts_of(code).reasons.values()])
    own = re.findall(f"[{SCRIPTS[code]}]", letters)
    latin = re.findall(r"[A-Za-z]", re.sub(r"\{\w+\}", "", letters))
    assert len(own) > 50 * max(len(latin), 1)


def test_only_the_source_is_taken_as_verified_until_somebody_checks() -> None:
    assert [code for code, texts in all_texts().items() if texts.verified] == ["en"]


def test_a_decision_can_be_told_in_every_kind_the_house_takes() -> None:
    for kind in DecisionKind:
        assert f"title_{kind.value}" in texts_of("en").texts, kind
        assert f"open_{kind.value}" in texts_of("en").texts, kind


@pytest.mark.parametrize(
    ("state", "spoken", "expected"),
    [
        ("NL", "ti", ("nl", "ti")),
        ("NL", "nl", ("nl", "nl")),
        ("BE", "fr", ("fr", "fr")),
        ("BE", "ar", ("nl", "ar")),
        ("NL", "ckb", ("nl", "en")),
        ("PT", "ka", ("en", "ka")),
    ],
)
def test_the_persons_language_stands_beside_the_official_one(
    state: str, spoken: str, expected: tuple[str, str]
) -> None:
    assert languages_for(state, spoken) == expected
    assert official_languages(state)[0] in all_texts()


def test_the_period_for_objections_comes_from_the_table() -> None:
    assert objection_until("NL", date(2026, 3, 4)) == date(2026, 4, 15)
    assert objection_until("NL", date(2026, 3, 16)) == date(2026, 4, 28)  # not on King's Day
    with pytest.raises(RuleBroken, match="no period"):
        objection_until("NL", date(2019, 1, 1))


@given(st.text(max_size=60))
def test_what_is_filled_in_is_not_read_again(value: str) -> None:
    assert fill("a {x} b {y}", {"x": value, "y": "{x}"}) == f"a {value} b {{x}}"


@pytest.mark.parametrize("kind", ["grant", "refuse", "reduce", "revoke", "suspend", "extend"])
@pytest.mark.parametrize("code", sorted(all_texts()))
def test_every_letter_is_set_as_tagged_pdf(house: Flask, code: str, kind: str) -> None:
    lines = (Line("Chinedu Okafor", "post_arrival", Decimal("615.00")),) if kind == "grant" else ()
    reasons = tuple(reason.value for reason in RefusalReason) if kind == "refuse" else ()
    told = facts(kind, lines=lines, reasons=reasons, words='Words *not* #read("/etc/passwd") $x$' if reasons else "")
    letter = letter_of(told, tuple(texts_of(one) for one in dict.fromkeys(languages_for("NL", code))))
    pdf = pdf_of(told, letter, at=datetime(2026, 3, 4, tzinfo=UTC))
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid" in pdf


def test_a_translation_says_that_it_is_one_and_names_the_deadline(house: Flask) -> None:
    letter = letter_of(facts("refuse"), (texts_of("nl"), texts_of("ar")))
    official, spoken = zip(*(row for row in (*letter.before, *letter.after)), strict=True)
    assert official[0].text == "Tekst nog te controleren."
    assert texts_of("ar").texts["mark"] in spoken[0].text
    assert "Nederlands" in spoken[0].text
    assert any("15 april 2026" in part.text for part in official)
    assert any("15 أبريل 2026" in part.text for part in spoken)


def test_a_letter_in_the_verified_source_alone_has_no_mark(house: Flask) -> None:
    letter = letter_of(facts(), (texts_of("en"),))
    assert "mark" not in {part.kind for row in letter.before for part in row}
