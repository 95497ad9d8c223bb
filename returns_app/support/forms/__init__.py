"""Forms of support, one file per subject."""

from returns_app.support.forms.bulk import UploadForm
from returns_app.support.forms.deliverers import DelivererForm
from returns_app.support.forms.deliveries import DeliveryForm, OrderForm, ReceiptForm, ReversalForm
from returns_app.support.forms.finance import CostFilter
from returns_app.support.forms.plan import ChangeLineForm, FindingForm, PlanLineForm, SignatureForm
from returns_app.support.forms.questions import AskForm, SaidForm, SampleFilter
from returns_app.support.forms.rates import RateFileForm, RateForm

__all__ = [
    "AskForm", "ChangeLineForm", "CostFilter", "DelivererForm", "DeliveryForm", "FindingForm", "OrderForm", "PlanLineForm",
    "RateFileForm", "RateForm", "ReceiptForm", "ReversalForm", "SaidForm", "SampleFilter", "SignatureForm", "UploadForm",
]  # fmt: skip
