"""Surveys after the return as contacts and scores that figures count, beside contacts recorded by hand."""

from sqlalchemy import Subquery, case, func, select

from returns_app.followup.models import SurveyRound
from returns_app.followup.rules import RoundState, SurveyMoment

REACHED = {"reached6": SurveyMoment.M6, "reached12": SurveyMoment.M12}
SCORED = SurveyMoment.M12  # the main survey; the earlier ones help the person and the partner


def followed(changed: Subquery | None) -> Subquery:
    """By case and person: the days on which they were reached, answering or declining, and the score after a year."""
    keys = (SurveyRound.case_id, SurveyRound.person_id)
    days = [
        func.min(case(((SurveyRound.moment == moment) & SurveyRound.is_reached, SurveyRound.settled_on))).label(name)
        for name, moment in REACHED.items()
    ]
    is_scored = (SurveyRound.moment == SCORED) & (SurveyRound.state == RoundState.ANSWERED)
    found = select(*keys, *days, func.max(case((is_scored, SurveyRound.score))).label("score")).group_by(*keys)
    if changed is not None:
        found = found.where(SurveyRound.case_id.in_(select(changed.c.id)))
    return found.subquery("followed")
