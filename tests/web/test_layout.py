"""The frame of every page: language, direction, one title, a way past the header, nothing from elsewhere."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, flash, render_template

from returns_app.core.permissions import Actor, Role

KAREN = Actor(
    uuid4(), uuid4(), "NL", frozenset({Role.COUNSELLOR}), name="Karin Lindqvist", organisation_name="Ter Apel"
)


def page_of(app: Flask, **context: Any) -> Element:
    for endpoint in ("cases.search", "accounts.set_language", "accounts.sign_out"):
        if endpoint not in app.view_functions:
            app.add_url_rule(f"/{endpoint}", endpoint, lambda: "", methods=["POST"])
    around = {
        "actor": None,
        "nav": [],
        "locale": "en",
        "text_direction": "ltr",
        "languages": [("en", "English"), ("ar", "العربية")],
    }
    with app.test_request_context("/"):
        flash("Saved.")
        html = render_template("error.html", **({"title": "Not found", "status": 404} | around | context))
    tree: Element = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True).parse(html)
    return tree


def test_a_page_has_one_title_and_a_way_past_the_header(toolkit: Flask) -> None:
    page = page_of(toolkit)
    assert [heading.text for heading in page.iter("h1")] == ["Not found"]
    assert next(page.iter("title")).text == "Not found – Returns"
    assert next(page.iter("a")).attrib["href"] == "#main"
    assert next(page.iter("main")).attrib == {"id": "main", "tabindex": "-1", "class": "wrap"}
    status = next(element for element in page.iter() if element.attrib.get("role") == "status")
    assert "Saved." in "".join(status.itertext())


@pytest.mark.parametrize(("direction", "sheet"), [("ltr", "bootstrap.min.css"), ("rtl", "bootstrap.rtl.min.css")])
def test_the_direction_chooses_the_stylesheet(toolkit: Flask, direction: str, sheet: str) -> None:
    page = page_of(toolkit, text_direction=direction, locale="ar_EG")
    root = next(page.iter("html"))
    assert (root.attrib["dir"], root.attrib["lang"]) == (direction, "ar-EG")
    assert any(sheet in link.attrib["href"] for link in page.iter("link"))


def test_only_who_is_signed_in_sees_search_name_and_warning(toolkit: Flask) -> None:
    def names(page: Element) -> set[str]:
        return {
            element.attrib["id"] for element in page.iter() if element.attrib.get("id") in {"global-search", "idle"}
        }

    assert names(page_of(toolkit)) == set()
    inside = page_of(toolkit, actor=KAREN, nav=[SimpleNamespace(label="Cases", url="/cases", current=True)])
    assert names(inside) == {"global-search", "idle"}
    assert "Karin Lindqvist" in "".join(inside.itertext())
    assert [link.attrib.get("aria-current") for link in inside.iter("a") if link.text == "Cases"] == ["page"]
    assert all(form.attrib["method"] == "post" for form in inside.iter("form"))


def test_every_address_is_of_this_host(toolkit: Flask) -> None:
    page = page_of(toolkit, actor=KAREN)
    addresses = [
        element.attrib[name] for element in page.iter() for name in ("href", "src", "action") if name in element.attrib
    ]
    assert addresses
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in addresses)
