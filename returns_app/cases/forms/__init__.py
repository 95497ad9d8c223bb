"""Forms of cases."""

from returns_app.cases.forms.correction import CorrectionForm, SubmitForm, correction_of, level
from returns_app.cases.forms.filters import CaseFilterForm
from returns_app.cases.forms.intake import IntakeForm
from returns_app.cases.forms.search import SearchForm, StartForm, take_apart
from returns_app.cases.forms.sharing import ShareForm, TimelineForm

__all__ = [
    "CaseFilterForm",
    "CorrectionForm",
    "IntakeForm",
    "SearchForm",
    "ShareForm",
    "StartForm",
    "SubmitForm",
    "TimelineForm",
    "correction_of",
    "level",
    "take_apart",
]
