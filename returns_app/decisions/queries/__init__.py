"""Reading what decisions stand on, and what a draft of a programme would have meant for earlier cases."""

from returns_app.decisions.queries.changing import (
    Proposed,
    find_open_proposal,
    find_proposal,
    get_proposal,
    hindrance_of,
    list_proposals,
    objections_until,
    possible_changes,
    standing_of,
)
from returns_app.decisions.queries.trying import try_rules
from returns_app.decisions.queries.weighing import (
    Case,
    Proposal,
    facts_of,
    find_decision,
    granted_to,
    holds_promise,
    list_decisions,
    total_of,
    travellers,
    was_tried,
    weigh_case,
)

__all__ = [
    "Case",
    "Proposal",
    "Proposed",
    "facts_of",
    "find_decision",
    "find_open_proposal",
    "find_proposal",
    "get_proposal",
    "granted_to",
    "hindrance_of",
    "holds_promise",
    "list_decisions",
    "list_proposals",
    "objections_until",
    "possible_changes",
    "standing_of",
    "total_of",
    "travellers",
    "try_rules",
    "was_tried",
    "weigh_case",
]
