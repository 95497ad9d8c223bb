"""Reading travel: documents, needs, bookings, what is missing, departures and arrivals."""

from returns_app.travel.queries.departing import (
    Case,
    Journey,
    approved_on,
    arrivals_of,
    departures_of,
    list_journeys,
    still_here,
    under_way,
    who_left,
)
from returns_app.travel.queries.documents import (
    find_sent_document,
    get_document,
    last_happened,
    list_documents,
    steps_of,
)
from returns_app.travel.queries.journeys import (
    booked_journeys,
    find_sent_booking,
    find_sent_need,
    get_booking,
    get_need,
    list_bookings,
    list_needs,
    passengers_of,
    planned_arrivals,
)
from returns_app.travel.queries.preparing import lacked_on, travellers_of, what_they_lack, what_travel_lacks

__all__ = [
    "Case",
    "Journey",
    "approved_on",
    "arrivals_of",
    "booked_journeys",
    "departures_of",
    "find_sent_booking",
    "find_sent_document",
    "find_sent_need",
    "get_booking",
    "get_document",
    "get_need",
    "lacked_on",
    "last_happened",
    "list_bookings",
    "list_documents",
    "list_journeys",
    "list_needs",
    "passengers_of",
    "planned_arrivals",
    "steps_of",
    "still_here",
    "travellers_of",
    "under_way",
    "what_they_lack",
    "what_travel_lacks",
    "who_left",
]
