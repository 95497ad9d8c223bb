"""Response rates: how many of those due answered; shown wherever a score is shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from returns_app.followup.rules.codes import MissReason, RoundState, SurveyMoment
from returns_app.followup.rules.templates import Template


@dataclass(frozen=True, slots=True)
class Counted:
    """How many persons stand at one moment in one state."""

    moment: SurveyMoment
    state: RoundState
    reason: MissReason | None
    is_due: bool
    persons: int


@dataclass(slots=True)
class Rate:
    """Who was due at a moment and who answered; `waiting`: nothing recorded though the day has passed."""

    moment: SurveyMoment
    due: int = 0
    answered: int = 0
    waiting: int = 0
    not_counted: int = 0
    reasons: dict[MissReason, int] = field(default_factory=dict)

    @property
    def percent(self) -> int | None:
        """Whole percent, halves up; None where nobody was due."""
        return (200 * self.answered + self.due) // (2 * self.due) if self.due else None


def rates_of(template: Template, counted: Iterable[Counted]) -> dict[SurveyMoment, Rate]:
    """One rate a moment. Who answered counts as due, early or not; who can't answer any more does not."""
    rates = {moment: Rate(moment) for moment in SurveyMoment}
    for one in counted:
        rate = rates[one.moment]
        if one.reason is not None:
            rate.reasons[one.reason] = rate.reasons.get(one.reason, 0) + one.persons
        if one.reason is not None and not template.reasons[one.reason].due:
            rate.not_counted += one.persons
            continue
        settled = one.state is not RoundState.OPEN
        if not settled and not one.is_due:
            continue
        rate.due += one.persons
        rate.answered += one.persons if one.state is RoundState.ANSWERED else 0
        rate.waiting += 0 if settled else one.persons
    return rates


def is_due(due_on: date, today: date) -> bool:
    """True from the day on which somebody is to be asked."""
    return due_on <= today
