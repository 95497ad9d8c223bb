"""Reading key moments and the facts they are filled with."""

from returns_app.moments.queries.chain import (
    KeyMomentRow,
    Taken,
    Waiting,
    at_turn,
    count_waiting,
    get_form,
    get_moment,
    list_moments,
    list_steps,
    list_waiting,
    moment_table,
    retroactive,
    who_acted,
)
from returns_app.moments.queries.facts import NOT_SENT, Case, facts_of, partner_of

__all__ = [
    "NOT_SENT", "Case", "KeyMomentRow", "Taken", "Waiting", "at_turn", "count_waiting", "facts_of", "get_form",
    "get_moment", "list_moments", "list_steps", "list_waiting", "moment_table", "partner_of", "retroactive", "who_acted",
]  # fmt: skip
