"""Tables of figures: what the cooperation of a country of return took, spells by columns, series, releases."""

from returns_app.indicators.models.releases import FigureRelease, Publication, ReleaseInput
from returns_app.indicators.models.series import ExternalSeries, ExternalValue
from returns_app.indicators.models.spells import FigureChunk, FigureState, ReturnStep

__all__ = [
    "ExternalSeries",
    "ExternalValue",
    "FigureChunk",
    "FigureRelease",
    "FigureState",
    "Publication",
    "ReleaseInput",
    "ReturnStep",
]
