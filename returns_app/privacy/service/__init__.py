"""Writing data protection: requests, erasures, retention, corrections, breaches, oversight."""

from returns_app.privacy.service.breaches import change_breach, record_breach
from returns_app.privacy.service.emergencies import judge_emergency, note_look, open_emergency
from returns_app.privacy.service.erasing import begin_erasure, cancel_erasure, confirm_erasure
from returns_app.privacy.service.keys import change_keys
from returns_app.privacy.service.notices import record_notice
from returns_app.privacy.service.oversight import review_access
from returns_app.privacy.service.reaching import mark_delivered, refresh_reach
from returns_app.privacy.service.removing import erase_scope
from returns_app.privacy.service.requests import (
    answer_request,
    extend_clock,
    identify,
    make_pack,
    register_request,
)
from returns_app.privacy.service.retention import ask_retention_run
from returns_app.privacy.service.watching import look_at_the_log

__all__ = [
    "answer_request",
    "ask_retention_run",
    "begin_erasure",
    "cancel_erasure",
    "change_breach",
    "change_keys",
    "confirm_erasure",
    "erase_scope",
    "extend_clock",
    "identify",
    "judge_emergency",
    "look_at_the_log",
    "make_pack",
    "mark_delivered",
    "note_look",
    "open_emergency",
    "record_breach",
    "record_notice",
    "refresh_reach",
    "register_request",
    "review_access",
]
