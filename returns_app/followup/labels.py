"""Words of follow-up; the wording of questions and answers belongs to each version of the survey."""

from decimal import Decimal
from fractions import Fraction

from flask_babel import format_decimal, format_percent, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from returns_app.followup.rules import (
    HelpEnd,
    HelpKind,
    Missing,
    MissReason,
    Mode,
    NotHeld,
    Rate,
    Respondent,
    RoundState,
    SurveyMoment,
    VisitPlace,
    VisitState,
    Whose,
)

MOMENTS = {
    SurveyMoment.M1: _l("1 month after the arrival"),
    SurveyMoment.M6: _l("6 months after the arrival"),
    SurveyMoment.M12: _l("12 months after the arrival"),
}
STATES = {
    RoundState.OPEN: ("neutral", _l("Not asked yet")),
    RoundState.ANSWERED: ("good", _l("Answered")),
    RoundState.MISSED: ("warn", _l("No answer")),
}
DIMENSIONS = {
    "economic": _l("Work and income"),
    "social": _l("Home and services"),
    "psychosocial": _l("People and well-being"),
}
MODES = {
    Mode.IN_PERSON: _l("In person"),
    Mode.PHONE: _l("By phone"),
    Mode.VIDEO: _l("By video"),
    Mode.MESSAGES: _l("By messages"),
}
RESPONDENTS = {
    Respondent.SELF: _l("The person"),
    Respondent.PROXY: _l("Somebody else for the person"),
}
MISSING_NAMES = {
    Missing.DONT_KNOW: _l("Doesn't know"),
    Missing.NOT_SAID: _l("Doesn't want to say"),
}
MISS_REASONS = {
    MissReason.NOT_REACHABLE: _l("Not reachable"),
    MissReason.REFUSED: _l("Doesn't want to answer"),
    MissReason.MOVED: _l("Moved, new place not known"),
    MissReason.LEFT_COUNTRY: _l("Left the country again"),
    MissReason.ILL: _l("Too ill to answer"),
    MissReason.UNSAFE: _l("Not safe to go there or to call"),
    MissReason.DIED: _l("Died"),
    MissReason.NOT_TRIED: _l("Nobody tried"),
}
HELP_KINDS = {
    HelpKind.PSYCHOLOGICAL: _l("Psychological help"),
    HelpKind.SAFETY: _l("Safety"),
    HelpKind.HEALTH: _l("Health care"),
    HelpKind.DOCUMENTS: _l("Documents"),
    HelpKind.HOUSING: _l("A home"),
    HelpKind.FOOD: _l("Food"),
    HelpKind.INCOME: _l("Work or income"),
    HelpKind.SCHOOL: _l("School for the children"),
    HelpKind.STAYING: _l("Can't stay in the country"),
    HelpKind.OTHER: _l("Something else"),
}
WHOSE = {
    Whose.PARTNER: _l("The partner in the country"),
    Whose.COUNSELLOR: _l("The counsellor of the case"),
}
HELP_ENDS = {
    HelpEnd.REFERRED: _l("Referred to somebody who can help"),
    HelpEnd.HELPED: _l("Helped"),
    HelpEnd.DECLINED: _l("The person doesn't want it"),
    HelpEnd.NOT_POSSIBLE: _l("Nobody can help with this here"),
}
VISIT_STATES = {
    VisitState.PLANNED: ("info", _l("Planned, to take place")),
    VisitState.HELD: ("good", _l("Held")),
    VisitState.NOT_HELD: ("warn", _l("Not held")),
}
VISIT_STATE_NAMES = {state: name for state, (_tone, name) in VISIT_STATES.items()}
PLACES = {
    VisitPlace.HOME: _l("At home"),
    VisitPlace.BUSINESS: _l("At the business"),
    VisitPlace.SCHOOL: _l("At a school or training place"),
    VisitPlace.OFFICE: _l("At the partner’s office"),
    VisitPlace.PHONE: _l("By phone"),
    VisitPlace.VIDEO: _l("By video"),
    VisitPlace.OTHER: _l("Elsewhere"),
}
NOT_HELD = {
    NotHeld.NOT_THERE: _l("Nobody was there"),
    NotHeld.NOT_REACHABLE: _l("Not reachable"),
    NotHeld.REFUSED: _l("The person didn't want it"),
    NotHeld.MOVED: _l("Moved, new place not known"),
    NotHeld.UNSAFE: _l("Not safe to go there"),
    NotHeld.PARTNER: _l("The partner could not come"),
    NotHeld.NOT_NEEDED: _l("Not needed any more"),
}
BANDS = {
    "intensive": ("bad", _l("Speaks for intensive support")),
    "some": ("warn", _l("Speaks for some support")),
    "light": ("good", _l("Speaks for light support")),
}


def score_words(hundredths: int | None) -> str:
    """A score with two decimals, or that there is none."""
    return _("No score") if hundredths is None else format_decimal(Decimal(hundredths) / 100, format="0.00")


def answered_words(answered: int, asked: int) -> str:
    """How many questions a score rests on."""
    return ngettext(
        "%(answered)s of %(num)s question answered",
        "%(answered)s of %(num)s questions answered",
        asked,
        answered=answered,
    )


def rate_words(rate: Rate) -> str:
    """The response rate in a sentence."""
    if rate.percent is None:
        return _("Response rate: nobody was due yet.")
    return _(
        "Response rate: %(answered)s of %(due)s people who were due answered (%(percent)s).",
        answered=rate.answered, due=rate.due, percent=format_percent(Decimal(rate.percent) / 100),
    )  # fmt: skip


def share_words(share: Fraction) -> str:
    """A share in whole percent."""
    return str(format_percent(float(share)))
