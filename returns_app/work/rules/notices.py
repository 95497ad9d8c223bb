"""Kinds of notice, how they reach somebody, and when a deadline is worth one."""

from datetime import date
from enum import StrEnum

from returns_app.work.rules.deadlines import DeadlineRule


class NoticeKind(StrEnum):
    """What somebody is told: a code; names and words stay in the house."""

    TASK_GIVEN = "task_given"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    CASE_GIVEN = "case_given"
    PROPOSED = "proposed"
    REGISTRY_ANSWERED = "registry_answered"
    EMERGENCY = "emergency"  # somebody outside opened a case in an emergency
    EMERGENCY_JUDGED = "emergency_judged"
    ALARM = "alarm"  # something stood out in the log of the organisation
    FISHING = "fishing"  # the same for the auditor of a member state
    ACCESS_DOUBTED = "access_doubted"  # an account seems not to be needed any more


class MailMode(StrEnum):
    """How somebody hears of notices by e-mail."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


USUAL = (1, -1)  # a task without a line in the table: the day before, and the day after


def reminders_on(rule: DeadlineRule | None, due_on: date, today: date) -> NoticeKind | None:
    """The reminder that is due today for a task, if any."""
    left = (due_on - today).days
    if left not in (rule.remind if rule else USUAL):
        return None
    return NoticeKind.OVERDUE if left < 0 else NoticeKind.DUE_SOON
