"""Pages of the desk: my work, and the overview of a case."""

from returns_app.desk.views import my_work, overview
from returns_app.desk.views.blueprint import pages

__all__ = ["my_work", "overview", "pages"]
