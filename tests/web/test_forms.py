"""A form comes back as it was typed, with every refusal in its place."""

from typing import Any

import pytest
from flask import Flask, Response
from flask.ctx import RequestContext
from jinja2 import DictLoader

from returns_app.core.errors import Conflict, RuleBroken
from returns_app.core.text import N_
from returns_app.web.fields import (
    ChoiceField,
    DayField,
    PartialDateField,
    RadioField,
    RowsField,
    TextField,
    TickField,
    VersionField,
)
from returns_app.web.forms import FilterForm, Form, RowForm, address_with

KEY = "6f0c2a8e-6f5a-4d7a-9c53-0a2b8f6a1d10"


class NameRow(RowForm):
    """One name."""

    family = TextField("Family name", required="Enter the family name.")


class Intake(Form):
    """A form with one of the harder kinds of each."""

    version = VersionField()
    names = RowsField(NameRow, "Names", most=3)
    birth = PartialDateField("Date of birth", required="Enter the date of birth, or choose unknown.")
    heard = RadioField("Heard?", choices=[("y", "Yes"), ("n", "No")], required="Say whether the person was heard.")
    phone = TextField("Phone")


class Filters(FilterForm):
    """Filters of a list."""

    stage = ChoiceField("Stage", choices=[("c", "Counselling")])
    due = DayField("Due")
    late = TickField("Late only")


GOOD = {"names-0-family": "Tesfay", "birth-precision": "unknown", "heard": "y", "request_key": KEY, "version": "3"}


def sent(app: Flask, **typed: str) -> RequestContext:
    return app.test_request_context("/", method="POST", data=GOOD | {n.replace("__", "-"): v for n, v in typed.items()})


def status_of(page: object) -> int:
    assert isinstance(page, Response)
    return page.status_code


@pytest.fixture
def page_app(toolkit: Flask) -> Flask:
    templates = {"form.html": "{{ form.request_key.data }}", "conflict.html": "{{ rows | length }}"}
    toolkit.jinja_env.loader = DictLoader(templates)
    toolkit.config["WTF_CSRF_ENABLED"] = False  # the protection of the whole application asks for the token
    return toolkit


def test_a_fresh_page_is_200_with_a_fresh_key(page_app: Flask) -> None:
    with page_app.test_request_context("/"):
        first, second = Intake(), Intake()
        assert first.request_key.data != second.request_key.data
        assert status_of(first.page("form.html")) == 200


def test_a_page_with_faults_is_422_and_keeps_its_key(page_app: Flask) -> None:
    with sent(page_app, heard=""):
        form = Intake()
        assert not form.validate_on_submit()
        assert status_of(form.page("form.html")) == 422
        assert form.request_key.data == KEY
        assert form.version.data == 3


def test_a_broken_rule_lands_on_its_field_with_409(page_app: Flask) -> None:
    with sent(page_app):
        form = Intake()
        assert form.validate_on_submit(), form.errors
        with form.refusals():
            raise RuleBroken("x.y", N_("Reserved at %(at)s."), field="phone", at="11:02")
        assert form.phone.errors == ["Reserved at 11:02."]
        assert status_of(form.page("form.html")) == 409


def test_a_refusal_without_a_field_stands_above_the_form(page_app: Flask) -> None:
    with sent(page_app):
        form = Intake()
        form.validate_on_submit()
        with form.refusals():
            raise Conflict("x.y", N_("Somebody was faster."))
        assert [problem.message for problem in form.problems()] == ["Somebody was faster."]


def test_other_faults_are_not_swallowed(page_app: Flask) -> None:
    with sent(page_app), pytest.raises(ZeroDivisionError), Intake().refusals():
        raise ZeroDivisionError


def test_the_summary_leads_to_inputs_that_can_take_the_focus(page_app: Flask) -> None:
    with sent(page_app, heard="", names__0__family="", birth__day="31", birth__month="2", birth__precision=""):
        form = Intake()
        form.validate_on_submit()
        anchors = [problem.anchor for problem in form.problems()]
    assert anchors == ["names-0-family", "birth-day", "heard-0"]


def test_another_row_can_be_asked_for_without_script(page_app: Flask) -> None:
    with sent(page_app, **{"add-row": "names"}):
        form = Intake()
        assert not form.validate_on_submit()
        assert [entry.form.family.data for entry in form.names.entries] == ["Tesfay", ""]
        assert status_of(form.page("form.html")) == 200


def test_rows_stop_growing_at_their_limit(page_app: Flask) -> None:
    with sent(page_app, names__1__family="b", names__2__family="c", **{"add-row": "names"}):
        form = Intake()
        assert not form.validate_on_submit()
        assert len(form.names) == 3
        assert not form.names.may_grow


def test_the_blank_row_carries_a_place_for_its_number(page_app: Flask) -> None:
    with page_app.test_request_context("/"):
        blank = Intake().names.blank
    assert blank.form.family.name == "names-__row__-family"


def conflict_between(form: Intake, stored: dict[str, Any]) -> Intake:
    return Intake(formdata=None, data=stored | {"version": 7, "names": [{"family": "Tesfay"}]})


def test_a_conflict_page_offers_both_answers_and_the_newest_version(page_app: Flask) -> None:
    with sent(page_app, phone="+32 1"):
        form = Intake()
        page = form.conflict_page(conflict_between(form, {"phone": "+31 2", "heard": "y"}))
        assert status_of(page) == 409
        assert form.version.data == 7


@pytest.mark.parametrize(("choice", "kept"), [("mine", "+32 1"), ("theirs", "+31 2")])
def test_the_chosen_answer_goes_on_as_if_typed(page_app: Flask, choice: str, kept: str) -> None:
    extra = {"conflict": "phone", "theirs.phone": "+31 2", "keep.phone": choice}
    with sent(page_app, phone="+32 1", **extra):
        form = Intake()
        assert form.validate_on_submit(), form.errors
        assert form.phone.data == kept


def test_an_undecided_conflict_is_asked_again_with_everything_typed(page_app: Flask) -> None:
    with sent(page_app, phone="+32 1", conflict="phone", **{"theirs.phone": "+31 2"}):
        form = Intake()
        assert not form.validate_on_submit()
        assert form.phone.data == "+32 1"
        assert [problem.message for problem in form.problems()] == ["Choose which answer to keep: Phone."]


def test_their_date_replaces_every_part_of_mine(page_app: Flask) -> None:
    theirs = {"theirs.birth-year": "1988", "theirs.birth-precision": "said", "theirs.birth-day": ""}
    typed = {"birth__day": "5", "birth__month": "7", "birth__year": "1990", "birth__precision": "document"}
    with sent(page_app, conflict="birth", **{"keep.birth": "theirs"}, **theirs, **typed):
        form = Intake()
        assert form.validate_on_submit(), form.errors
        assert form.birth.data is not None
        assert form.birth.data.isoformat() == "1988"


def test_filters_become_chips_that_can_be_taken_away(toolkit: Flask) -> None:
    address = "/cases?stage=c&late=y&due-day=1&due-month=3&due-year=2026&page=4&sort=due"
    with toolkit.test_request_context(address):
        form = Filters()
        assert form.validate(), form.errors
        chips = {chip.label: chip.url for chip in form.chips()}
    assert list(chips) == ["Stage: Counselling", "Due: 1 3 2026", "Late only"]
    assert chips["Late only"] == "/cases?stage=c&due-day=1&due-month=3&due-year=2026&sort=due"
    assert chips["Due: 1 3 2026"] == "/cases?stage=c&late=y&sort=due"


def test_an_unreadable_filter_is_no_filter(toolkit: Flask) -> None:
    with toolkit.test_request_context("/cases?due-day=31&due-month=2&due-year=2026&stage=zz"):
        form = Filters()
        assert not form.validate()
        assert form.chips() == []


def test_an_address_changes_one_thing_and_returns_to_the_first_page(toolkit: Flask) -> None:
    with toolkit.test_request_context("/cases?stage=c&page=3"):
        assert address_with(sort="due") == "/cases?stage=c&sort=due"
        assert address_with(stage=None) == "/cases"
