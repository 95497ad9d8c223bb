"""Forms that end a case."""

from flask_babel import lazy_gettext as _l

from returns_app.closure.labels import CLOSURE_REASONS, WITHDRAWAL_REASONS
from returns_app.closure.rules import Closing, ClosureReason, Reopening, Withdrawal, WithdrawalReason
from returns_app.web.fields import LongTextField, RadioField
from returns_app.web.forms import Form

# A death is recorded with the family: the case ends with it.
CHOSEN = [(code, label) for code, label in WITHDRAWAL_REASONS.items() if code is not WithdrawalReason.DIED]


class WithdrawalForm(Form):
    """One question: why."""

    reason = RadioField(
        _l("Reason"), choices=CHOSEN, coerce=WithdrawalReason,
        required=_l("Choose the reason. “No reason given” is an answer too."),
    )  # fmt: skip

    def withdrawal(self) -> Withdrawal:
        """What was said."""
        return Withdrawal(self.reason.data)


class ClosingForm(Form):
    """One question: how support ended."""

    reason = RadioField(
        _l("How did it end?"), choices=[(code, label) for code, label in CLOSURE_REASONS.items()], coerce=ClosureReason,
        required=_l("Choose how it ended."),
    )  # fmt: skip

    def closing(self) -> Closing:
        """What was said."""
        return Closing(self.reason.data)


class ReopeningForm(Form):
    """One question: why."""

    reason = LongTextField(
        _l("Why is the case opened again?"), rows=3, max_length=1000, required=_l("Say why the case is opened again.")
    )

    def reopening(self) -> Reopening:
        """What was said."""
        return Reopening(self.reason.data)
