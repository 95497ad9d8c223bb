"""The questions about a person: what comes out, what is said when something is wrong, nothing typed is lost."""

import pytest
from flask import Flask, render_template_string

from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.people.forms import PersonForm, answers_of
from returns_app.people.rules import (
    ContactEntry,
    ContactKind,
    IdentifierEntry,
    IdentifierKind,
    NameEntry,
    NameKind,
    NationalityEntry,
    PersonEntry,
    Protection,
    Sex,
)

SENT = {
    "names-0-given": "Fatou", "names-0-family": "Jallow", "names-0-kind": "primary",
    "names-1-given": "", "names-1-family": "",
    "born-year": "1990", "born-precision": "estimated", "sex": "F",
    "nationalities-0-country": "GM", "protection": "unknown",
    "identifiers-0-kind": "passport", "identifiers-0-issuer": "GM", "identifiers-0-number": "PC 123-456",
    "contacts-0-kind": "phone", "contacts-0-value": "+220 301 2345",
}  # fmt: skip
ENTRY = PersonEntry(
    names=(NameEntry("Fatou", "Jallow", NameKind.PRIMARY),),
    born=PartialDate(1990, precision=DatePrecision.ESTIMATED),
    sex=Sex.FEMALE,
    nationalities=(NationalityEntry("GM"),),
    identifiers=(IdentifierEntry(IdentifierKind.PASSPORT, "GM", "PC 123-456"),),
    contacts=(ContactEntry(ContactKind.PHONE, "+220 301 2345"),),
    protection=Protection.UNKNOWN,
)
PAGE = '{% from "people/_person.html" import person_questions %}{{ person_questions(form) }}'


def sent(app: Flask, **changes: str) -> tuple[PersonForm, list[str]]:
    """The form as it was sent, and everything it says is wrong."""
    with app.test_request_context("/", method="POST", data=SENT | changes):
        form = PersonForm()
        form.validate_on_submit()
        return form, [problem.message for problem in form.problems()]


def test_a_whole_form_becomes_an_entry(app: Flask) -> None:
    form, wrong = sent(app)
    assert wrong == []
    assert form.entry() == ENTRY


def test_an_entry_fills_the_form_it_came_from(app: Flask) -> None:
    with app.test_request_context("/"):
        assert PersonForm(data=answers_of(ENTRY)).entry() == ENTRY


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"names-0-given": "", "names-0-family": ""}, "Enter at least one name. One word is enough."),
        ({"born-year": "", "born-precision": ""}, "Enter the birth date as far as it is known, or choose unknown."),
        ({"sex": ""}, "Choose what the documents say, or not known."),
        ({"nationalities-0-country": ""}, "Choose the nationality, or the country of former residence."),
        ({"protection": ""}, "Choose yes, no or not known yet."),
        ({"identifiers-0-kind": ""}, "Choose what kind of number this is."),
        ({"identifiers-0-number": "--"}, "Enter the whole number: letters and figures, at least three."),
        ({"contacts-0-kind": ""}, "Choose whether this is a phone number, an e-mail address or an address."),
        ({"contacts-0-value": "12"}, "Enter the phone number with its country code, like +31 6 12345678."),
        ({"contacts-0-kind": "email"}, "Enter an e-mail address in full, like name@example.org."),
    ],
)
def test_every_wrong_answer_has_its_sentence(app: Flask, changes: dict[str, str], sentence: str) -> None:
    form, wrong = sent(app, **changes)
    assert wrong == [sentence]
    assert form.identifiers.entries[0].form.number.data == changes.get("identifiers-0-number", "PC 123-456")


def test_one_word_is_a_name_and_unknown_is_a_birth_date(app: Flask) -> None:
    form, wrong = sent(app, **{"names-0-family": "", "born-year": "", "born-precision": "unknown"})
    assert wrong == []
    assert form.entry().born == PartialDate()


def test_the_questions_are_drawn_with_what_was_typed(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data=SENT | {"names-0-given": "فاتو"}):
        page = render_template_string(PAGE, form=PersonForm())
    assert 'value="فاتو"' in page
    assert 'name="add-row" value="names"' in page
