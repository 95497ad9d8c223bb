"""Pages of recovery: claims of a case, one claim, and finance's list."""

from returns_app.recovery.views import claiming, collecting, easing, showing
from returns_app.recovery.views.blueprint import pages

__all__ = ["claiming", "collecting", "easing", "pages", "showing"]
