"""Reading follow-up."""

from returns_app.followup.queries.exporting import ExportedRound, list_exported
from returns_app.followup.queries.rounds import (
    Case,
    ListedRound,
    Need,
    Round,
    Sheet,
    arrivals_without_rounds,
    find_sheet,
    get_need,
    get_round,
    list_needs,
    list_rounds,
    list_waiting,
    open_moments,
    rates_in_sight,
    sheets_of,
)
from returns_app.followup.queries.visits import Visit, arrived_on, find_visit, get_visit, list_visits

__all__ = [
    "Case", "ExportedRound", "ListedRound", "Need", "Round", "Sheet", "Visit", "arrivals_without_rounds",
    "arrived_on", "find_sheet", "find_visit", "get_need", "get_round", "get_visit", "list_exported",
    "list_needs", "list_rounds", "list_visits", "list_waiting", "open_moments", "rates_in_sight", "sheets_of",
]  # fmt: skip
