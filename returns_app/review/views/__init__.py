"""Pages of reviews."""

from returns_app.review.views import exchange, figures, notices, of_case, pairs
from returns_app.review.views.blueprint import pages

__all__ = ["exchange", "figures", "notices", "of_case", "pages", "pairs"]
