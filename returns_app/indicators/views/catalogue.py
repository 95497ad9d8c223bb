"""Definitions: every indicator with its law, formula, events, tables, minimum and warnings."""

from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue

from returns_app.core.errors import NotFound
from returns_app.core.permissions import Permission
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.rules.definitions import CATALOGUE, EVENT_NAMES, GROUP_NAMES
from returns_app.indicators.rules.measuring import part_names
from returns_app.indicators.views.blueprint import pages


@pages.get("/indicators/definitions", allow=Permission.FIGURES_READ)
def list_definitions() -> ResponseReturnValue:
    """The whole catalogue."""
    ordered = sorted(CATALOGUE.values(), key=lambda one: (list(GROUP_NAMES).index(one.id[0]), one.id))
    groups = [(GROUP_NAMES[letter], list(found)) for letter, found in groupby(ordered, key=lambda one: one.id[0])]
    return render_template("indicators/definitions.html", groups=groups)


@pages.get("/indicators/definitions/<kind>", allow=Permission.FIGURES_READ)
def show_definition(kind: str) -> ResponseReturnValue:
    """One indicator."""
    found = CATALOGUE.get(kind)
    if found is None:
        raise NotFound
    return render_template(
        "indicators/definition.html", one=found, events=EVENT_NAMES, words=WORDS, parts=part_names(found.id),
        beside={"A3": "A4", "A4": "A3"}.get(found.id),
    )  # fmt: skip
