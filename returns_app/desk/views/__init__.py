"""Pages of the desk: my work, tasks, and the overview of a case."""

from returns_app.desk.views import calendar_feed, my_work, overview, tasks
from returns_app.desk.views.blueprint import pages

__all__ = ["calendar_feed", "my_work", "overview", "pages", "tasks"]
