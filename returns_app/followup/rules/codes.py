"""Codes of follow-up."""

from enum import StrEnum

from returns_app.core.permissions import Role
from returns_app.work.rules import TaskKind


class SurveyMoment(StrEnum):
    """When somebody is asked, counted from the arrival; the months stand in config/deadlines.toml."""

    M1 = "m1"
    M6 = "m6"
    M12 = "m12"


class RoundState(StrEnum):
    """Where one person stands at one moment."""

    OPEN = "open"
    ANSWERED = "answered"
    MISSED = "missed"


class Mode(StrEnum):
    """How the questions were asked."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    MESSAGES = "messages"


class Respondent(StrEnum):
    """Who answered."""

    SELF = "self"
    PROXY = "proxy"


class MissReason(StrEnum):
    """Why there is no answer; what a reason means for the response rate stands with the template."""

    NOT_REACHABLE = "not_reachable"
    REFUSED = "refused"
    MOVED = "moved"
    LEFT_COUNTRY = "left_country"
    ILL = "ill"
    UNSAFE = "unsafe"
    DIED = "died"
    NOT_TRIED = "not_tried"


class HelpKind(StrEnum):
    """What help is needed."""

    PSYCHOLOGICAL = "psychological"
    SAFETY = "safety"
    HEALTH = "health"
    DOCUMENTS = "documents"
    HOUSING = "housing"
    FOOD = "food"
    INCOME = "income"
    SCHOOL = "school"
    STAYING = "staying"
    OTHER = "other"


class Whose(StrEnum):
    """Whose task it becomes."""

    PARTNER = "partner"
    COUNSELLOR = "counsellor"


class HelpEnd(StrEnum):
    """What became of it."""

    REFERRED = "referred"
    HELPED = "helped"
    DECLINED = "declined"
    NOT_POSSIBLE = "not_possible"


class Missing(StrEnum):
    """An answer that is none: kept as it was given, never scored."""

    DONT_KNOW = "dont_know"
    NOT_SAID = "not_said"


TASK_OF: dict[SurveyMoment, TaskKind] = {
    SurveyMoment.M1: TaskKind.SURVEY_1,
    SurveyMoment.M6: TaskKind.SURVEY_6,
    SurveyMoment.M12: TaskKind.SURVEY_12,
}
ROLE_OF: dict[Whose, Role] = {Whose.PARTNER: Role.PARTNER, Whose.COUNSELLOR: Role.COUNSELLOR}
ADULT_AGE = 18
