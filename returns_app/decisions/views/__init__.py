"""Pages of decisions: what stands for and against, yes and no, and changes that one proposes and another decides."""

from returns_app.decisions.views import answering, changing, showing
from returns_app.decisions.views.blueprint import pages

__all__ = ["answering", "changing", "pages", "showing"]
