"""Writing cases: opening, correcting, moving, sharing, and what is typed but not sent."""

from returns_app.cases.service.changes import (
    add_event,
    correct_member,
    move_case,
    note_author,
    submit_case,
)
from returns_app.cases.service.circumstances import record_circumstances
from returns_app.cases.service.dossier import dossier_of, missing_for, tells
from returns_app.cases.service.drafts import drop_draft, save_draft
from returns_app.cases.service.duties import duty_of
from returns_app.cases.service.handover import accept_offer, decline_offer, offer_case, take_back
from returns_app.cases.service.membership import come_back, hold_places, join_case, leave_case, promise_check_of
from returns_app.cases.service.opening import open_case
from returns_app.cases.service.partners import (
    accept_partner_offer,
    decline_partner_offer,
    offer_to_partner,
    take_partner_offer_back,
    tell_of_silence,
)
from returns_app.cases.service.pausing import pause_case, resume_case
from returns_app.cases.service.reassigning import MOST_AT_ONCE, Reassignment, reassign_case, reassign_cases
from returns_app.cases.service.reporting import report_return
from returns_app.cases.service.sharing import end_access
from returns_app.cases.service.splitting import split_case
from returns_app.cases.service.undoing import undo_correction

__all__ = [
    "MOST_AT_ONCE",
    "Reassignment",
    "accept_offer",
    "accept_partner_offer",
    "add_event",
    "come_back",
    "correct_member",
    "decline_offer",
    "decline_partner_offer",
    "dossier_of",
    "drop_draft",
    "duty_of",
    "end_access",
    "hold_places",
    "join_case",
    "leave_case",
    "missing_for",
    "move_case",
    "note_author",
    "offer_case",
    "offer_to_partner",
    "open_case",
    "pause_case",
    "promise_check_of",
    "reassign_case",
    "reassign_cases",
    "record_circumstances",
    "report_return",
    "resume_case",
    "save_draft",
    "split_case",
    "submit_case",
    "take_back",
    "take_partner_offer_back",
    "tell_of_silence",
    "tells",
    "undo_correction",
]
