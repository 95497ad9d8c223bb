"""Reading figures: tables in protected and in exact form, and the cases behind an exact number."""

from returns_app.indicators.queries.facts import list_categories, programme_names
from returns_app.indicators.queries.kept import get_released, headline, list_sources
from returns_app.indicators.queries.tables import CaseBehind, get_restricted, list_cases_behind

__all__ = [
    "CaseBehind",
    "get_released",
    "get_restricted",
    "headline",
    "list_cases_behind",
    "list_categories",
    "list_sources",
    "programme_names",
]
