"""Writing decisions: yes and no to an application, and changes that one proposes and another decides."""

from returns_app.decisions.service import answering
from returns_app.decisions.service.answering import (
    RELEASE,
    approve_case,
    as_stored,
    refuse_case,
    release_key,
    try_draft,
)
from returns_app.decisions.service.changing import decide_change, decline_change, propose_change, take_change_back
from returns_app.decisions.service.denials import denials
from returns_app.decisions.service.following import propose_after_review
from returns_app.decisions.service.keeping import Prepared, keep_decision

__all__ = [
    "RELEASE",
    "Prepared",
    "answering",
    "approve_case",
    "as_stored",
    "decide_change",
    "decline_change",
    "denials",
    "keep_decision",
    "propose_after_review",
    "propose_change",
    "refuse_case",
    "release_key",
    "take_change_back",
    "try_draft",
]
