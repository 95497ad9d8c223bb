"""Forms of follow-up."""

from returns_app.followup.forms.help import HelpAnswerForm
from returns_app.followup.forms.listing import RoundFilter, SurveyExportForm
from returns_app.followup.forms.survey import MissForm, SurveyForm, survey_form
from returns_app.followup.forms.visits import VisitForm

__all__ = ["HelpAnswerForm", "MissForm", "RoundFilter", "SurveyExportForm", "SurveyForm", "VisitForm", "survey_form"]
