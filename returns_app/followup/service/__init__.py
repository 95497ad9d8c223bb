"""Writing follow-up: who is to be asked, what was answered, what help is needed."""

from returns_app.followup.service.asking import ask_no_more, record_miss, record_survey
from returns_app.followup.service.expecting import EXPECT, expect_answers
from returns_app.followup.service.helping import end_need, note_needs
from returns_app.followup.service.visiting import save_visit

__all__ = [
    "EXPECT",
    "ask_no_more",
    "end_need",
    "expect_answers",
    "note_needs",
    "record_miss",
    "record_survey",
    "save_visit",
]
