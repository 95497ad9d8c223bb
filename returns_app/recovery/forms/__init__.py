"""Forms of recovery."""

from returns_app.recovery.forms.claiming import (
    AnswerForm,
    ClaimFilter,
    DecliningForm,
    HearingForm,
    ReplyForm,
    claim_form,
)
from returns_app.recovery.forms.collecting import STEP_FORMS, InstalmentsForm, PaymentForm, StepForm

__all__ = [
    "STEP_FORMS", "AnswerForm", "ClaimFilter", "DecliningForm", "HearingForm", "InstalmentsForm", "PaymentForm",
    "ReplyForm", "StepForm", "claim_form",
]  # fmt: skip
