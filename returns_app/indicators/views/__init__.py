"""Pages of figures: the front page, tables, definitions, series, registers, releases, steps of a case."""

from returns_app.indicators.views import (
    catalogue,
    front,
    imported,
    registers,
    releases,
    scale,
    series,
    steps,
    tables,
    transmissions,
)
from returns_app.indicators.views.blueprint import pages

__all__ = [
    "catalogue",
    "front",
    "imported",
    "pages",
    "registers",
    "releases",
    "scale",
    "series",
    "steps",
    "tables",
    "transmissions",
]
