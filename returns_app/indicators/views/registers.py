"""Registers: agreements and arrangements, measures and fees, breaks of series, each with its source."""

from flask import render_template
from flask.typing import ResponseReturnValue

from returns_app.core.permissions import Permission
from returns_app.db.unit_of_work import today
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.rules.comparing import comparisons
from returns_app.indicators.rules.frameworks import KIND_NAMES, registers
from returns_app.indicators.views.blueprint import pages


@pages.get("/indicators/frameworks", allow=Permission.FIGURES_READ)
def list_frameworks() -> ResponseReturnValue:
    """Readmission agreements and arrangements."""
    found = sorted(registers().frameworks, key=lambda one: (one.country, one.kind))
    return render_template("indicators/frameworks.html", frameworks=found, kinds=KIND_NAMES)


@pages.get("/indicators/measures", allow=Permission.FIGURES_READ)
def list_measures() -> ResponseReturnValue:
    """Measures under article 25a, visa fees, breaks of series, and years that two systems tell differently."""
    found = registers()
    return render_template(
        "indicators/measures.html", measures=found.measures, fees=found.fees, breaks=found.breaks,
        compared=list(comparisons(found.compared, found.breaks, today())), words=WORDS,
    )  # fmt: skip
