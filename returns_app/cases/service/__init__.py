"""Writing cases: opening, correcting, moving, sharing, and what is typed but not sent."""

from returns_app.cases.service.changes import (
    add_event,
    correct_member,
    move_case,
    note_author,
    submit_case,
)
from returns_app.cases.service.drafts import drop_draft, save_draft
from returns_app.cases.service.opening import open_case
from returns_app.cases.service.sharing import end_access, share_case

__all__ = [
    "add_event",
    "correct_member",
    "drop_draft",
    "end_access",
    "move_case",
    "note_author",
    "open_case",
    "save_draft",
    "share_case",
    "submit_case",
]
