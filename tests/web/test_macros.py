"""The macros write HTML that names, describes and groups every input, and nothing the policy forbids."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, render_template_string

from returns_app.web.charts import Bar, Caption, Line, bars, time_series
from returns_app.web.fields import (
    CountryField,
    DayField,
    EmailField,
    FileField,
    LongTextField,
    MoneyField,
    PartialDateField,
    RadioField,
    RowsField,
    SecretField,
    TextField,
    TickField,
    TicksField,
    WholeNumberField,
)
from returns_app.web.forms import Form, RowForm

CHOICES = [("a", "Answer A"), ("b", "Answer B")]


class Row(RowForm):
    """One row."""

    word = TextField("Word", required="Enter a word.")


class Everything(Form):
    """Every kind of field, all compulsory, with a hint."""

    text = TextField("Text", required="Enter a text.", hint="A hint")
    story = LongTextField("Story", required="Enter the story.", hint="A hint")
    email = EmailField("E-mail", required="Enter an address.", hint="A hint")
    secret = SecretField("Secret", required="Enter the secret.", hint="A hint")
    count = WholeNumberField("Count", required="Enter a count.", hint="A hint")
    money = MoneyField("Money", required="Enter an amount.", hint="A hint")
    country = CountryField("Country", required="Choose a country.", hint="A hint")
    one = RadioField("One", choices=CHOICES, required="Choose one.", hint="A hint")
    some = TicksField("Some", choices=CHOICES, required="Choose some.", hint="A hint")
    told = TickField("Told", required="Confirm it.", hint="A hint")
    copy = FileField("Copy", required="Choose a file.", hint="A hint")
    day = DayField("Day", required="Enter the day.", hint="A hint")
    birth = PartialDateField("Birth", required="Enter the birth date.", hint="A hint")
    rows = RowsField(Row, "Rows")
    free = TextField("Free")


PAGE = """{% from "_fields.html" import form_open, form_close, field, error_summary, buttons, rows, hidden %}
{{ error_summary(form) }}{{ form_open(form, multipart=True, draft_url="/draft") }}
{% for f in form if f.kind is defined and f.kind not in ("hidden", "rows") %}
{{ field(f, autocomplete="off") }}{% endfor %}
{% call(entry) rows(form.rows, "Add a row") %}{{ field(entry.form.word) }}{% endcall %}
{{ buttons("Save", "Save as draft") }}{{ form_close() }}"""


def parsed(html: str) -> Element:
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree


def by_id(tree: Element) -> dict[str, Element]:
    return {element.attrib["id"]: element for element in tree.iter() if "id" in element.attrib}


@pytest.fixture
def wrong_page(toolkit: Flask) -> Element:
    with toolkit.test_request_context("/", method="POST", data={"text": ""}):
        form = Everything()
        form.validate_on_submit()
        return parsed(render_template_string(PAGE, form=form))


def inputs_of(tree: Element) -> list[Element]:
    found = [element for element in tree.iter() if element.tag in {"input", "select", "textarea"}]
    return [element for element in found if element.attrib.get("type") != "hidden"]


def test_every_input_has_a_label_of_its_own(wrong_page: Element) -> None:
    labelled = {element.attrib["for"] for element in wrong_page.iter("label")}
    assert inputs_of(wrong_page)
    assert all(element.attrib["id"] in labelled for element in inputs_of(wrong_page))


def test_ids_are_unique_and_every_description_exists(wrong_page: Element) -> None:
    ids = [element.attrib["id"] for element in wrong_page.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    for element in wrong_page.iter():
        assert set(element.attrib.get("aria-describedby", "").split()) <= set(ids)


def test_every_wrong_question_says_so_at_its_input(wrong_page: Element) -> None:
    known = by_id(wrong_page)
    for name in ("text", "story", "email", "secret", "count", "money", "country", "told", "copy"):
        assert known[name].attrib["aria-invalid"] == "true"
        assert f"{name}-error" in known[name].attrib["aria-describedby"]
        assert f"{name}-hint" in known[name].attrib["aria-describedby"]
    for name in ("one-0", "some-0", "day-day", "birth-day"):
        assert known[name].attrib["aria-invalid"] == "true"


def test_groups_are_fieldsets_with_a_legend_and_their_notes(wrong_page: Element) -> None:
    groups = [element for element in wrong_page.iter("fieldset") if "question" in element.attrib["class"]]
    assert len(groups) == 4
    for group in groups:
        assert group[0].tag == "legend"
        assert len(group.attrib["aria-describedby"].split()) == 2


def test_the_summary_links_to_inputs_and_is_announced(wrong_page: Element) -> None:
    summary = next(element for element in wrong_page.iter() if element.attrib.get("role") == "alert")
    targets = [link.attrib["href"].removeprefix("#") for link in summary.iter("a")]
    assert summary.attrib["tabindex"] == "-1"
    assert len(targets) == 14
    assert {by_id(wrong_page)[target].tag for target in targets} <= {"input", "select", "textarea"}


def test_only_what_is_not_required_is_marked_optional(wrong_page: Element) -> None:
    marked = [
        "".join(label.itertext()) for label in wrong_page.iter("label") if "optional" in "".join(label.itertext())
    ]
    assert marked == ["Free (optional)"]


def test_the_form_carries_its_key_and_its_token(toolkit: Flask) -> None:
    with toolkit.test_request_context("/"):
        page = parsed(render_template_string(PAGE, form=Everything()))
    hidden = {element.attrib["name"] for element in page.iter("input") if element.attrib.get("type") == "hidden"}
    assert hidden == {"csrf_token", "request_key"}


def test_nothing_typed_can_become_markup(toolkit: Flask) -> None:
    attack = '"><script>alert(1)</script>'
    with toolkit.test_request_context("/", method="POST", data={"text": attack, "story": attack, "birth-day": attack}):
        form = Everything()
        form.validate_on_submit()
        page = parsed(render_template_string(PAGE, form=form))
    assert not list(page.iter("script"))
    assert by_id(page)["text"].attrib["value"] == attack


LISTS = """{% from "_lists.html" import pager, tag, chips, summary_list, money, day, moment, due, ref, empty, sort_th,
data_table, th, td %}{% from "_case.html" import stage_ladder, timeline, money_bar, banner, card %}
{{ pager(page) }}{{ tag("good", "Done") }}{{ chips(chips_in_force, "/all") }}{{ summary_list([("A", "b", "/c")]) }}
{{ money(amount) }}{{ due(day_due, today) }}{{ moment(at) }}{{ ref("NL-2026-1") }}
{{ empty("No cases", "Because", ("New", "/new")) }}
{% call data_table("Cases") %}
<thead><tr role="row">{{ sort_th("Due", "due", sort) }}{{ th("Name") }}</tr></thead>
<tbody role="rowgroup"><tr role="row">{% call td("Due") %}x{% endcall %}{% call td() %}y{% endcall %}</tr></tbody>
{% endcall %}
{{ stage_ladder(steps) }}{{ timeline(entries) }}
{{ money_bar(amount, amount, amount, 0, 0) }}{{ banner("warn", "Careful", "Text") }}"""


@pytest.fixture
def list_page(toolkit: Flask) -> Element:
    at = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
    things: dict[str, Any] = {
        "page": SimpleNamespace(first=1, last=25, total=1248, total_is_floor=True, prev_url=None, next_url="?page=2"),
        "chips_in_force": [SimpleNamespace(label="Late", url="/a"), SimpleNamespace(label="Stage", url="/b")],
        "amount": Decimal("1250.00"),
        "day_due": date(2026, 11, 19),
        "today": date(2026, 11, 21),
        "at": at,
        "sort": SimpleNamespace(key="due", descending=True, url="?sort={}".format),
        "steps": [
            SimpleNamespace(label="Intake", state="done", note=""),
            SimpleNamespace(label="Now", state="current", note="2"),
        ],
        "entries": [SimpleNamespace(at=at, title="Came", text="", by="A", kind="milestone", anchor="e1")],
    }
    with toolkit.test_request_context("/"):
        return parsed(render_template_string(LISTS, **things))


def test_lists_say_what_they_show(list_page: Element) -> None:
    words = re.sub(r"\s+", " ", "".join(list_page.itertext()))
    for expected in ("1–25", "more than", "1,248", "2 days late", "21 Nov 2026, 14:05", "€1,250.00", "Remove filter"):
        assert expected in words
    assert next(list_page.iter("caption")).text == "Cases"
    assert [cell.attrib["role"] for cell in list_page.iter("td")] == ["cell", "cell"]
    assert next(list_page.iter("th")).attrib["aria-sort"] == "descending"
    assert [
        step.attrib.get("aria-current") for step in list_page.iter("li") if "ladder" in step.attrib.get("class", "")
    ] == [
        None,
        "step",
    ]


CHARTS = '{% from "_charts.html" import chart, heat_table %}{% for c in charts %}{{ chart(c) }}{% endfor %}'


@pytest.fixture
def chart_page(toolkit: Flask) -> Element:
    figures = bars(
        Caption("a", "Bars", "Persons", ("Country", "Persons")), [Bar("<b>", 5, "5"), Bar("Iraq", None, "<5")]
    )
    rate = time_series(Caption("b", "Rate", "Share", ("Quarter", "Rate")), ["Q1", "Q2"], [Line("Rate", [1, None])])
    with toolkit.test_request_context("/"):
        return parsed(render_template_string(CHARTS, charts=[figures, rate]))


def test_a_chart_has_a_title_a_description_and_a_table(chart_page: Element) -> None:
    drawings = list(chart_page.iter("{http://www.w3.org/2000/svg}svg")) or list(chart_page.iter("svg"))
    known = by_id(chart_page)
    assert len(drawings) == 2
    for drawing in drawings:
        assert drawing.attrib["role"] == "img"
        assert all(name in known for name in drawing.attrib["aria-labelledby"].split())
    assert [cell.text for cell in chart_page.iter("bdi")] == ["5", "<5", "1", None]


def test_no_page_has_inline_style_or_script(wrong_page: Element, list_page: Element, chart_page: Element) -> None:
    for page in (wrong_page, list_page, chart_page):
        assert not [element for element in page.iter() if element.tag in {"style", "script"}]
        assert not [
            name for element in page.iter() for name in element.attrib if name == "style" or name.startswith("on")
        ]
