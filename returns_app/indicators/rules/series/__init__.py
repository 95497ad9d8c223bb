"""Series from elsewhere: Eurostat's bulk files, SDMX-CSV, JSON-stat and plain CSV, read by header and checked by line."""

from returns_app.indicators.rules.series.choosing import chosen, dimensions_of
from returns_app.indicators.rules.series.model import FLAGS, Observation, Reading, SeriesFault
from returns_app.indicators.rules.series.reading import LAYOUTS, read_series

__all__ = [
    "FLAGS",
    "LAYOUTS",
    "Observation",
    "Reading",
    "SeriesFault",
    "chosen",
    "dimensions_of",
    "read_series",
]
