"""Reading cases: everything begins at what the actor may see."""

from returns_app.cases.queries.cases import (
    find_by_reference,
    find_by_request,
    get_case,
    get_named_case,
    get_own_case,
    list_cases_of,
    member_of,
    visible_cases,
)
from returns_app.cases.queries.listing import (
    CaseFilter,
    CasePage,
    CaseSort,
    ListedCase,
    list_cases,
    list_return_countries,
)
from returns_app.cases.queries.many import MOST_EXPORTED, list_many
from returns_app.cases.queries.process import find_open_offer, get_offer, latest_offer, list_offers, list_pauses
from returns_app.cases.queries.records import (
    AccessRow,
    actor_names,
    author_ids,
    circumstances_of,
    find_circumstances,
    find_draft,
    latest_check_key,
    list_access,
    list_drafts,
    list_events,
)

__all__ = [
    "MOST_EXPORTED",
    "AccessRow",
    "CaseFilter",
    "CasePage",
    "CaseSort",
    "ListedCase",
    "actor_names",
    "author_ids",
    "circumstances_of",
    "find_by_reference",
    "find_by_request",
    "find_circumstances",
    "find_draft",
    "find_open_offer",
    "get_case",
    "get_named_case",
    "get_offer",
    "get_own_case",
    "latest_check_key",
    "latest_offer",
    "list_access",
    "list_cases",
    "list_cases_of",
    "list_drafts",
    "list_events",
    "list_many",
    "list_offers",
    "list_pauses",
    "list_return_countries",
    "member_of",
    "visible_cases",
]
