"""When a correction can be undone with one click: as long as nothing was built on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from returns_app.cases.rules.stages import ENDED, EventKind, Stage
from returns_app.core.text import N_, Text

BUILT_ON = frozenset(
    {
        EventKind.SUBMITTED, EventKind.APPROVED, EventKind.REFUSED, EventKind.DEPARTED, EventKind.ARRIVED,
        EventKind.WITHDRAWN, EventKind.CLOSED, EventKind.DECLARED, EventKind.DECIDED, EventKind.NOTIFIED,
        EventKind.TRAVEL, EventKind.DELIVERED,
    }
)  # fmt: skip
"""What stands on the facts of a person: a check of the registry runs again, these do not."""

ENDED_SINCE = N_("This case has ended: its facts are kept as they are.")
NOT_NEWEST = N_("Something was corrected after it. Undo the newest correction first, or correct the facts again.")
BUILT_SINCE = N_("Something was built on this correction since. Correct the facts again instead of undoing it.")
NOT_KEPT = N_("This correction was made before corrections could be undone. Correct the facts again instead.")


@dataclass(frozen=True, slots=True)
class Happened:
    """What an event means to a correction that came before it."""

    kind: EventKind
    person_id: UUID | None


def undo_hindrance(stage: Stage, person_id: UUID | None, later: Iterable[Happened], *, is_kept: bool) -> Text | None:
    """Why a correction of somebody can't be undone, as a sentence; nothing when it is harmless."""
    if stage in ENDED:
        return ENDED_SINCE
    since = tuple(later)
    if any(one.kind is EventKind.CHANGED and one.person_id == person_id for one in since):
        return NOT_NEWEST
    if any(one.kind in BUILT_ON and one.person_id in {None, person_id} for one in since):
        return BUILT_SINCE
    return None if is_kept else NOT_KEPT
