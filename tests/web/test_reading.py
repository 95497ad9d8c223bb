"""Amounts and days are read in every habit or refused with words; never guessed."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.errors import Malformed
from returns_app.web.reading import read_amount, read_parts

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("99999999.99"), places=2)
SEPARATORS = st.sampled_from([" ", "\u00a0", "\u202f", "'", "\u2019"])


@given(AMOUNTS)
def test_an_amount_written_plainly_is_read_with_point_or_comma(amount: Decimal) -> None:
    assert read_amount(str(amount)) == amount
    assert read_amount(str(amount).replace(".", ",")) == amount
    assert read_amount(f" \u20ac {amount} ") == amount


@given(AMOUNTS, SEPARATORS)
def test_thousands_may_be_set_apart_by_spaces_or_apostrophes(amount: Decimal, separator: str) -> None:
    assert read_amount(f"{amount:,.2f}".replace(",", separator)) == amount


@given(AMOUNTS.filter(lambda amount: amount >= 1000), st.booleans())
def test_points_or_commas_between_thousands_are_never_guessed(amount: Decimal, is_european: bool) -> None:  # noqa: FBT001
    text = f"{amount:,.2f}"
    typed = text.translate({ord(","): ".", ord("."): ","}) if is_european else text
    with pytest.raises(Malformed) as refused:
        read_amount(typed)
    assert refused.value.code == "amount.ambiguous"
    assert str(amount) in str(refused.value)


@given(st.integers(0, 10**9))
def test_digits_of_every_script_are_read(number: int) -> None:
    arabic = str(number).translate({ord("0") + digit: 0x0660 + digit for digit in range(10)})
    assert read_amount(arabic) == Decimal(number)


@given(st.text(max_size=30))
def test_any_text_is_read_to_the_cent_or_refused(text: str) -> None:
    amount: Decimal | None = None
    with suppress(Malformed):
        amount = read_amount(text)
    assert amount is None or amount == abs(amount).quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1.250,00", "1.250,00 could be 1250.00 or 1.25. Write 1250.00."),
        ("1.250", "1.250 could be 1250.00 or 1.25. Write 1250.00."),
        ("1,250.00", "1,250.00 could be 1250.00 or 1.25. Write 1250.00."),
        ("-5", "Enter an amount of zero or more."),
        ("0.125", "Write the amount with at most two decimals, like 1250.00."),
        ("12 50", "Enter the amount in figures, like 1250.00."),
        ("twelve", "Enter the amount in figures, like 1250.00."),
        ("9" * 13, "This amount is too large. Check the figures."),
    ],
)
def test_a_refusal_says_how_to_write_it(typed: str, sentence: str) -> None:
    with pytest.raises(Malformed) as refused:
        read_amount(typed)
    assert str(refused.value) == sentence


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1900, 2200))
def test_parts_are_read_as_numbers(day: int, month: int, year: int) -> None:
    parts = read_parts(f" {day} ", f"{month:02d}", str(year))
    assert (parts.day, parts.month, parts.year) == (day, month, year)


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_any_parts_are_read_or_refused_at_the_wrong_input(day: str, month: str, year: str) -> None:
    code, wrong = "", None
    try:
        read_parts(day, month, year)
    except Malformed as refused:
        code, wrong = refused.code, refused.field
    assert (wrong in {"day", "month", "year"}) == bool(code)


def test_a_month_may_be_a_name() -> None:
    assert read_parts("1", "Feb.", "2020", {"feb": 2}).month == 2


def test_a_leap_day_without_a_year_exists_and_with_a_common_year_does_not() -> None:
    assert read_parts("29", "2", "").exists
    assert not read_parts("29", "2", "2025").exists
