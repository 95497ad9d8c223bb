"""How long somebody may answer and pay: dated lines of the table of deadlines."""

from datetime import date

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.work.rules import TaskKind, deadline_table, due_day, find_rule


def answer_until(member_state: str, served_on: date) -> date:
    """The last day to answer before support is asked back."""
    return _ends(TaskKind.HEAR_RECOVERY, member_state, served_on)


def pay_until(member_state: str, served_on: date) -> date:
    """The last day to pay where no instalments were agreed on."""
    return _ends(TaskKind.COLLECT, member_state, served_on)


def _ends(kind: TaskKind, member_state: str, since: date) -> date:
    rule = find_rule(deadline_table(), kind, member_state, since)
    if rule is None:
        sentence = N_("The table of deadlines has no term for this on that day. Ask an administrator to add it.")
        raise RuleBroken("recovery.no_term", sentence)
    return due_day(rule, since, member_state)
