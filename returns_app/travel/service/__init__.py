"""Recording travel: documents, needs, bookings, preparation, departures and arrivals."""

from returns_app.travel.service.departing import ARRIVING, DEPARTING, confirm_arrival, prove_departure, record_departure
from returns_app.travel.service.documents import WAITING, advance_document, begin_document, going_case, keep_documents
from returns_app.travel.service.journeys import (
    answer_need,
    book,
    change_booking,
    keep_booking,
    obtain_visa,
    rebook,
    record_need,
)
from returns_app.travel.service.preparing import prepare_departure

__all__ = [
    "ARRIVING",
    "DEPARTING",
    "WAITING",
    "advance_document",
    "answer_need",
    "begin_document",
    "book",
    "change_booking",
    "confirm_arrival",
    "going_case",
    "keep_booking",
    "keep_documents",
    "obtain_visa",
    "prepare_departure",
    "prove_departure",
    "rebook",
    "record_departure",
    "record_need",
]
