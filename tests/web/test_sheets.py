"""A spreadsheet file runs nothing and loses nothing."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.web.sheets import FORMULA_STARTS, safe_text, write_csv

texts = st.text() | st.builds(lambda start, rest: start + rest, st.sampled_from(FORMULA_STARTS), st.text())


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(texts)
def test_no_text_begins_like_a_formula_and_every_text_comes_back(text: str) -> None:
    safe = safe_text(text)
    assert not safe.startswith(FORMULA_STARTS)
    assert safe in {text, f"'{text}"}


@given(st.lists(st.lists(texts, min_size=3, max_size=3), max_size=5))
def test_a_file_holds_what_was_written(rows: list[list[str]]) -> None:
    found = read(write_csv(("A", "B", "C"), rows))
    assert found == [["A", "B", "C"], *([safe_text(text) for text in row] for row in rows)]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_formulas_are_disarmed(text: str) -> None:
    assert safe_text(text) == f"'{text}"


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert read(write_csv(("N", "M"), [(-5, None), (10, "NA")]))[1:] == [["-5", ""], ["10", "NA"]]


def test_it_begins_with_a_byte_order_mark() -> None:
    assert write_csv(("القيمة",), []).startswith(b"\xef\xbb\xbf")
