"""Writing the work: tasks open and close with what happens; the clock stops and goes on; deadlines are moved with a reason."""

from returns_app.work.service.feeds import close_feed, open_feed
from returns_app.work.service.notices import (
    MAIL,
    choose_mail,
    note_mailed,
    plan_reminders,
    quietly,
    read_notices,
    tell,
)
from returns_app.work.service.tasks import (
    close_tasks,
    complete_task,
    extend_task,
    hand_over_tasks,
    latest_day,
    move_deadlines,
    open_task,
    pause_tasks,
    reopen_task,
    resume_tasks,
)

__all__ = [
    "MAIL",
    "choose_mail",
    "close_feed",
    "close_tasks",
    "complete_task",
    "extend_task",
    "hand_over_tasks",
    "latest_day",
    "move_deadlines",
    "note_mailed",
    "open_feed",
    "open_task",
    "pause_tasks",
    "plan_reminders",
    "quietly",
    "read_notices",
    "reopen_task",
    "resume_tasks",
    "tell",
]
