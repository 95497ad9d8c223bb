"""Routes of travel."""

from returns_app.travel.views import departing, documents, journeys
from returns_app.travel.views.blueprint import pages

__all__ = ["departing", "documents", "journeys", "pages"]
