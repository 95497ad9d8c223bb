"""Forms of travel."""

from returns_app.travel.forms.departing import ArrivalForm, DepartureForm, Names, ProofForm
from returns_app.travel.forms.documents import DocumentForm, DocumentStepForm
from returns_app.travel.forms.journeys import AnswerForm, BookingForm, ChangeForm, NeedForm
from returns_app.travel.forms.preparing import PreparationForm

__all__ = [
    "AnswerForm", "ArrivalForm", "BookingForm", "ChangeForm", "DepartureForm", "DocumentForm", "DocumentStepForm",
    "Names", "NeedForm", "PreparationForm", "ProofForm",
]  # fmt: skip
