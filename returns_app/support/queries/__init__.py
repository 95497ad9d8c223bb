"""Reading envelopes, plans, orders, deliveries, rates and evidence: always through the case they belong to."""

from returns_app.support.queries.backward import CameBack, Recovered, came_back_of, tells_what_came_back
from returns_app.support.queries.bulk import (
    find_booked_keys,
    find_named_lines,
    find_sender,
    get_upload,
    list_open_lines,
)
from returns_app.support.queries.costs import cost_report, draw_sample
from returns_app.support.queries.deliveries import (
    BookedDelivery,
    arrived_on,
    find_delivery_by_key,
    find_order_by_key,
    find_reversal,
    get_delivery,
    get_order,
    list_deliveries,
    list_orders,
)
from returns_app.support.queries.files import (
    count_findings,
    get_file,
    get_finding,
    kinds_between,
    list_files,
    list_findings,
    owner_of,
    read_content,
    read_small,
    sides_of,
    small_place,
)
from returns_app.support.queries.floors import bound_of_lines, floors_of, has_ended, is_open_order, planned_above
from returns_app.support.queries.plan import (
    Case,
    Line,
    LinePlace,
    Plan,
    Signed,
    find_line_by_key,
    get_line,
    get_line_place,
    get_plan,
    last_plan_number,
    list_lines,
    list_plans,
    list_signatures,
    list_signed,
    money_of,
    money_policy,
    next_position,
    plan_status,
    signers_of,
    steps_of,
)
from returns_app.support.queries.rates import find_rate, known_rates, list_currencies, list_rates

__all__ = [
    "BookedDelivery", "CameBack", "Case", "Line", "LinePlace", "Plan", "Recovered", "Signed", "arrived_on", "bound_of_lines",
    "came_back_of", "cost_report", "count_findings",
    "draw_sample", "find_booked_keys", "find_delivery_by_key", "find_line_by_key",
    "find_named_lines", "find_order_by_key", "find_rate", "find_reversal", "find_sender", "floors_of", "get_delivery",
    "get_file", "get_finding", "get_line", "get_line_place", "get_order", "get_plan", "get_upload", "has_ended",
    "is_open_order", "kinds_between", "known_rates",
    "last_plan_number", "list_currencies", "list_deliveries", "list_files", "list_findings", "list_lines", "list_open_lines",
    "list_orders", "list_plans", "list_rates", "list_signatures", "list_signed", "money_of", "money_policy",
    "next_position", "owner_of", "plan_status", "planned_above", "read_content", "read_small", "sides_of", "signers_of",
    "small_place", "steps_of", "tells_what_came_back",
]  # fmt: skip
