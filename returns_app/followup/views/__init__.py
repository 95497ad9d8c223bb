"""Pages of follow-up."""

from returns_app.followup.views import asking, exporting, helping, showing, visiting
from returns_app.followup.views.blueprint import pages

__all__ = ["asking", "exporting", "helping", "pages", "showing", "visiting"]
