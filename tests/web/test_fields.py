"""Fields keep what was typed, choose nothing and speak in our own sentences."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict

from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.web.fields import (
    ChoiceField,
    CountryField,
    DayField,
    EmailField,
    FileField,
    LongTextField,
    MoneyField,
    PartialDateField,
    SecretField,
    TextField,
    TickField,
    TicksField,
    WholeNumberField,
)
from returns_app.web.forms import RowForm

SAME_CONTEXT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
STORED = PartialDate(1988, 7, 5, DatePrecision.DOCUMENT)


class Questions(RowForm):
    """One of each kind."""

    birth = PartialDateField("Birth")
    arrived = DayField("Arrived", earliest=lambda: date(2020, 1, 1), latest=lambda: date(2026, 12, 31))
    amount = MoneyField("Amount", most=Decimal("500.00"))
    name = TextField("Name", max_length=10)
    story = LongTextField("Story")
    email = EmailField("E-mail")
    secret = SecretField("Secret")
    persons = WholeNumberField("Persons", least=1, most=20)
    country = CountryField("Country")
    stage = ChoiceField("Stage", choices=[("a", "A"), ("b", "B")])
    needs = TicksField("Needs", choices=[("x", "X"), ("y", "Y")])
    told = TickField("Told")
    copy = FileField("Copy", most_mib=1)


def answered(**typed: Any) -> Questions:
    pairs = [(name.replace("__", "-"), value) for name, value in typed.items()]
    return Questions(formdata=MultiDict(pairs))


def birth(day: str = "", month: str = "", year: str = "", precision: str = "") -> Questions:
    return answered(birth__day=day, birth__month=month, birth__year=year, birth__precision=precision)


def first_error(form: Questions, name: str) -> str:
    form.validate()
    return str(form[name].errors[0])


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("31", "2", ""), "31 February does not exist. Enter a date or choose estimated."),
        (("30", "2", "2026", "document"), "30 February 2026 does not exist. Enter a date or choose estimated."),
        (("31", "4", "1990", "estimated"), "31 April 1990 does not exist. Leave the day empty when it is not known."),
        (("", "", "", "said"), "Enter at least the year, or choose unknown."),
        (("", "", "1990", "unknown"), "Choose how sure this date is."),
        (("", "", "1990"), "Choose how sure this date is."),
        (("5", "", "1990", "said"), "Enter the month too, or leave the day empty."),
        (("", "7", "", "said"), "Enter the year too, or leave day and month empty."),
        (("", "", "88", "said"), "Write the year with four digits, like 1988."),
        (("", "13", "1988", "said"), "The month must be a number from 1 to 12."),
        (("1", "1", "2999", "said"), "This date is later than possible here. Check the year."),
    ],
)
def test_a_birth_date_that_cannot_be_is_refused_and_kept(typed: tuple[str, ...], sentence: str) -> None:
    form = birth(*typed)
    assert first_error(form, "birth") == sentence
    assert form.birth.data is None
    assert [text for _name, text in form.birth.inputs()] == [*typed, "", "", ""][:4]


@pytest.mark.usefixtures("request_context")
def test_unknown_is_an_answer_and_nothing_is_none() -> None:
    assert birth(precision="unknown").birth.data == PartialDate()
    assert birth().birth.data is None


@pytest.mark.usefixtures("request_context")
def test_only_what_was_typed_becomes_the_date() -> None:
    assert birth(year="1988", precision="estimated").birth.data == PartialDate(
        1988, None, None, DatePrecision.ESTIMATED
    )


@SAME_CONTEXT
@given(day=st.dates(date(1900, 1, 1), date(2026, 1, 1)), sure=st.sampled_from(["document", "said", "estimated"]))
def test_every_day_goes_through_the_inputs_unchanged(request_context: Flask, day: date, sure: str) -> None:
    value = PartialDate(day.year, day.month, day.day, DatePrecision(sure))
    shown = Questions(formdata=None, data={"birth": value})
    assert Questions(formdata=MultiDict(list(shown.birth.inputs()))).birth.data == value


@SAME_CONTEXT
@given(*[st.text(max_size=8)] * 4)
def test_no_typing_breaks_a_date(request_context: Flask, day: str, month: str, year: str, precision: str) -> None:
    form = birth(day, month, year, precision)
    form.validate()
    assert form.birth.data is None or not form.birth.errors


@pytest.mark.usefixtures("request_context")
def test_a_stored_answer_never_shines_through_an_empty_one() -> None:
    form = Questions(formdata=MultiDict({"birth-day": "", "amount": ""}), data={"birth": STORED, "amount": Decimal(5)})
    assert form.birth.data is None
    assert not any(form.birth.typed.values())
    assert form.amount.data is None


@pytest.mark.usefixtures("request_context")
def test_a_day_must_be_whole_and_lie_between_its_bounds() -> None:
    assert answered(arrived__day="1", arrived__month="mar", arrived__year="2024").arrived.data == date(2024, 3, 1)
    assert first_error(answered(arrived__year="2024"), "arrived") == "Enter day, month and year."
    late = answered(arrived__day="1", arrived__month="1", arrived__year="2027")
    assert first_error(late, "arrived") == "This date is later than possible here. Check the year."
    assert late.arrived.anchor == "arrived-year"


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("amount", "1.250,00", "1.250,00 could be 1250.00 or 1.25. Write 1250.00."),
        ("amount", "500.01", "Enter at most 500.00."),
        ("name", "x" * 12, "Use at most 10 characters: this is 2 too many."),
        ("name", "a\x00b", "This text contains a control character. Type it again instead of pasting it."),
        ("email", "mehret@", "Enter an e-mail address in full, like name@example.org."),
        ("persons", "0", "Enter a whole number from 1 to 20."),
        ("persons", "two", "Enter a whole number from 1 to 20."),
        ("stage", "c", "Choose one of the listed answers."),
        ("country", "??", "Choose one of the listed answers."),
        ("needs", "z", "Choose one of the listed answers."),
    ],
)
def test_a_wrong_answer_gets_our_own_sentence(name: str, typed: str, sentence: str) -> None:
    assert first_error(answered(**{name: typed}), name) == sentence


@pytest.mark.usefixtures("request_context")
def test_typed_figures_stay_as_typed() -> None:
    assert dict(answered(amount="1.250,00").amount.inputs()) == {"amount": "1.250,00"}


@pytest.mark.usefixtures("request_context")
def test_nothing_is_chosen_for_the_user() -> None:
    form = Questions(formdata=None)
    assert form.country.data is None
    assert not any(option.chosen for field in (form.country, form.stage, form.needs) for option in field.options)
    assert form.needs.data == []
    assert form.told.data is False


@pytest.mark.usefixtures("request_context")
def test_texts_are_cleaned_and_secrets_are_not() -> None:
    form = answered(name="  Ame\u0301lie ", story="a\r\nb", secret="  two spaces  ")
    assert (form.name.data, form.story.data, form.secret.data) == ("Am\u00e9lie", "a\nb", "  two spaces  ")
    assert not dict(form.secret.inputs())["secret"]


def test_countries_are_named_and_sorted_in_the_language(toolkit: Flask) -> None:
    toolkit.config["LOCALE"] = "nl"
    with toolkit.test_request_context("/"):
        labels = [str(option.label) for option in Questions(formdata=None).country.options]
    assert "Duitsland" in labels
    assert labels.index("\u00c5land") < labels.index("Albani\u00eb") < labels.index("Zweden")


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.exe", b"x", "Choose a file of one of these kinds: pdf, jpg, jpeg, png."),
        ("a.pdf", b"", "This file is empty. Choose another."),
        ("a.pdf", b"x" * (1024 * 1024 + 1), "Choose a file of at most 1 MB."),
    ],
)
def test_a_file_is_refused_by_kind_and_size(name: str, content: bytes, sentence: str) -> None:
    assert first_error(answered(copy=FileStorage(BytesIO(content), name)), "copy") == sentence


@pytest.mark.usefixtures("request_context")
def test_a_file_is_taken_from_its_start() -> None:
    form = answered(copy=FileStorage(BytesIO(b"content"), "Scan.PDF"))
    assert form.validate(), form.errors
    assert form.copy.data is not None
    assert form.copy.data.read() == b"content"
