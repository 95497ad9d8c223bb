"""Pages of families."""

from returns_app.family.views import changing, placing, showing
from returns_app.family.views.blueprint import pages

__all__ = ["changing", "pages", "placing", "showing"]
