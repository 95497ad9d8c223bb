"""Forms of cases."""

from returns_app.cases.forms.circumstances import CircumstancesForm, circumstances_form
from returns_app.cases.forms.correction import CorrectionForm, SubmitForm, correction_of, level
from returns_app.cases.forms.filters import CaseFilterForm
from returns_app.cases.forms.intake import IntakeForm, languages
from returns_app.cases.forms.process import DeclineForm, OfferForm, PauseForm
from returns_app.cases.forms.search import SearchForm, StartForm, take_apart
from returns_app.cases.forms.sharing import RefusedForm, ShareForm, TimelineForm

__all__ = [
    "CaseFilterForm",
    "CircumstancesForm",
    "CorrectionForm",
    "DeclineForm",
    "IntakeForm",
    "OfferForm",
    "PauseForm",
    "RefusedForm",
    "SearchForm",
    "ShareForm",
    "StartForm",
    "SubmitForm",
    "TimelineForm",
    "circumstances_form",
    "correction_of",
    "languages",
    "level",
    "take_apart",
]
