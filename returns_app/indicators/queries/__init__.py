"""Reading figures: tables in protected and in exact form, and the cases behind an exact number."""

from returns_app.indicators.queries.facts import list_categories, programme_names
from returns_app.indicators.queries.tables import CaseBehind, get_protected, get_restricted, headline, list_cases_behind

__all__ = [
    "CaseBehind",
    "get_protected",
    "get_restricted",
    "headline",
    "list_cases_behind",
    "list_categories",
    "programme_names",
]
