"""Rules of the work: kinds of task, the dated table of deadlines, working days."""

from returns_app.work.rules.deadlines import (
    OBJECTION,
    BadDeadline,
    DeadlineRule,
    Unit,
    deadline_table,
    due_after_pause,
    due_day,
    find_rule,
    read_table,
)
from returns_app.work.rules.ical import CalendarEntry, calendar_text
from returns_app.work.rules.notices import MailMode, NoticeKind, reminders_on
from returns_app.work.rules.tasks import (
    BY_DECISION,
    BY_THE_HOUSE,
    SIMPLE,
    Duty,
    Extension,
    ExtensionReason,
    TaskEnd,
    TaskKind,
    check_extension,
)
from returns_app.work.rules.working_days import (
    is_working_day,
    later_by_working_days,
    next_working_day,
    working_days_between,
)

__all__ = [
    "BY_DECISION",
    "BY_THE_HOUSE",
    "OBJECTION",
    "SIMPLE",
    "BadDeadline",
    "CalendarEntry",
    "DeadlineRule",
    "Duty",
    "Extension",
    "ExtensionReason",
    "MailMode",
    "NoticeKind",
    "TaskEnd",
    "TaskKind",
    "Unit",
    "calendar_text",
    "check_extension",
    "deadline_table",
    "due_after_pause",
    "due_day",
    "find_rule",
    "is_working_day",
    "later_by_working_days",
    "next_working_day",
    "read_table",
    "reminders_on",
    "working_days_between",
]
