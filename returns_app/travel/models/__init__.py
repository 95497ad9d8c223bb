"""Tables of travel."""

from returns_app.travel.models.departing import Arrival, Departure
from returns_app.travel.models.documents import TravelDocument, TravelDocumentStep
from returns_app.travel.models.journeys import TravelBooking, TravelNeed, TravelPassenger

__all__ = [
    "Arrival", "Departure", "TravelBooking", "TravelDocument", "TravelDocumentStep", "TravelNeed", "TravelPassenger",
]  # fmt: skip
