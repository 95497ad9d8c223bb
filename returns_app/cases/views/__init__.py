"""Pages of cases: the list, finding first, the intake, and the pages of one case."""

from returns_app.cases.views import (
    accesses,
    circumstances,
    corrections,
    drafts,
    intake,
    listing,
    many,
    partners,
    people,
    process,
    records,
    searching,
)
from returns_app.cases.views.blueprint import pages

__all__ = [
    "accesses",
    "circumstances",
    "corrections",
    "drafts",
    "intake",
    "listing",
    "many",
    "pages",
    "partners",
    "people",
    "process",
    "records",
    "searching",
]
