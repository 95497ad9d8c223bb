"""Forms of data protection."""

from returns_app.privacy.forms.breaches import BreachForm, BreachNewsForm
from returns_app.privacy.forms.emergencies import EmergencyForm, JudgeForm
from returns_app.privacy.forms.inventory import InventoryFilterForm
from returns_app.privacy.forms.marks import EndHoldForm, MarkForm
from returns_app.privacy.forms.requests import AnswerForm, ExtensionForm, IdentityForm, RequestForm

__all__ = [
    "AnswerForm",
    "BreachForm",
    "BreachNewsForm",
    "EmergencyForm",
    "EndHoldForm",
    "ExtensionForm",
    "IdentityForm",
    "InventoryFilterForm",
    "JudgeForm",
    "MarkForm",
    "RequestForm",
]
