"""Handing a letter over: the day from which the period for objections runs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.work.rules import OBJECTION, deadline_table, due_day, find_rule


class Way(StrEnum):
    """How a letter came to the person."""

    IN_PERSON = "in_person"
    POST = "post"
    LAWYER = "lawyer"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Serving:
    """A letter was handed over: when, how, in which language."""

    request_key: UUID
    served_on: date
    way: Way
    language: str


def objection_until(member_state: str, served_on: date) -> date:
    """The last day on which an objection may arrive, by the table of deadlines."""
    rule = find_rule(deadline_table(), OBJECTION, member_state, served_on)
    if rule is None:
        sentence = N_(
            "The table of deadlines has no period for objections on that day. Ask an administrator to add it."
        )
        raise RuleBroken("letters.no_period", sentence)
    return due_day(rule, served_on, member_state)


def check_serving(serving: Serving, *, decided_on: date, today: date) -> None:
    """A letter is handed over after the decision and not in the future."""
    if not decided_on <= serving.served_on <= today:
        sentence = N_("The letter is handed over between the day of the decision and today. Check the day.")
        raise RuleBroken("letters.served_on", sentence, field="served_on")
