"""Pages of cases: the list, finding first, the intake, and the pages of one case."""

from returns_app.cases.views import accesses, drafts, intake, listing, people, records, searching
from returns_app.cases.views.blueprint import pages

__all__ = ["accesses", "drafts", "intake", "listing", "pages", "people", "records", "searching"]
