"""Parts of the pages of My work that queues of cases and of tasks share."""

from dataclasses import dataclass

from returns_app.desk.queries import QueuePage, TaskPage
from returns_app.web.forms import address_with


@dataclass(frozen=True, slots=True)
class QueueTab:
    """One queue with its count."""

    label: str
    url: str
    current: bool
    count: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Where in the queue this page stands, as the macro shows it."""

    first: int
    last: int
    total: int
    total_is_floor: bool
    prev_url: str | None
    next_url: str | None


def pager_of(found: QueuePage | TaskPage | None) -> Pager | None:
    """The links to the pages before and after."""
    if found is None:
        return None
    before = address_with(page=str(found.number - 1)) if found.number > 1 else None
    after = address_with(page=str(found.number + 1)) if found.has_next else None
    return Pager(found.first, found.last, found.total, found.total_is_floor, before, after)
