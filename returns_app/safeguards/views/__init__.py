"""Pages of safeguards."""

from returns_app.safeguards.views import recipients
from returns_app.safeguards.views.blueprint import pages

__all__ = ["pages", "recipients"]
