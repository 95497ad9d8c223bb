"""Rules of follow-up: the survey as data, its score, response rates, what may be recorded."""

from returns_app.followup.rules.codes import (
    ADULT_AGE,
    ROLE_OF,
    TASK_OF,
    HelpEnd,
    HelpKind,
    Missing,
    MissReason,
    Mode,
    Respondent,
    RoundState,
    SurveyMoment,
    Whose,
)
from returns_app.followup.rules.entries import (
    HelpAnswer,
    HelpEntry,
    MissEntry,
    SurveyEntry,
    check_answers,
    check_day,
    check_help,
    check_words,
)
from returns_app.followup.rules.rates import Counted, Rate, is_due, rates_of
from returns_app.followup.rules.scoring import (
    MISSING,
    Answers,
    Needed,
    Part,
    Score,
    band_of,
    hundredths,
    needs_in,
    score_of,
)
from returns_app.followup.rules.templates import (
    BadTemplate,
    Question,
    Template,
    read_template,
    template_of,
    template_on,
    templates,
)
from returns_app.followup.rules.visits import (
    NotHeld,
    VisitEntry,
    VisitPlace,
    VisitState,
    check_change,
    check_visit,
)

__all__ = [
    "ADULT_AGE", "MISSING", "ROLE_OF", "TASK_OF", "Answers", "BadTemplate", "Counted", "HelpAnswer", "HelpEnd",
    "HelpEntry", "HelpKind", "MissEntry", "MissReason", "Missing", "Mode", "Needed", "NotHeld", "Part", "Question",
    "Rate", "Respondent", "RoundState", "Score", "SurveyEntry", "SurveyMoment", "Template", "VisitEntry",
    "VisitPlace", "VisitState", "Whose", "band_of", "check_answers", "check_change", "check_day", "check_help",
    "check_visit", "check_words", "hundredths", "is_due", "needs_in", "rates_of", "read_template", "score_of",
    "template_of", "template_on", "templates",
]  # fmt: skip
