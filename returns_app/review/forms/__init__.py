"""Forms of reviews: pairs and verdicts, the other state, the person."""

from returns_app.review.forms.exchange import (
    AskFieldForm,
    DeclineForm,
    DeliveredForm,
    MessageForm,
    NoticeAnswerForm,
    RulingForm,
)
from returns_app.review.forms.pairs import AnswerForm, PairFilterForm, StandAsideForm, UnlinkForm, VerdictForm

__all__ = [
    "AnswerForm",
    "AskFieldForm",
    "DeclineForm",
    "DeliveredForm",
    "MessageForm",
    "NoticeAnswerForm",
    "PairFilterForm",
    "RulingForm",
    "StandAsideForm",
    "UnlinkForm",
    "VerdictForm",
]
