"""What somebody chooses or says on the pages of figures."""

from returns_app.indicators.forms.releases import FreezeForm, SeriesForm, StepForm, TransmissionForm, WithdrawForm
from returns_app.indicators.forms.tables import FigureForm, asked_place

__all__ = [
    "FigureForm",
    "FreezeForm",
    "SeriesForm",
    "StepForm",
    "TransmissionForm",
    "WithdrawForm",
    "asked_place",
]
