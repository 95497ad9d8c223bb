"""Forms of what is owed: instalments, payments, and what a second person decides."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.db.unit_of_work import today
from returns_app.recovery.labels import MEANS, STEP_REASONS
from returns_app.recovery.rules import (
    MOST_INSTALMENTS,
    REASONS_OF,
    Instalment,
    Means,
    Payment,
    StepEntry,
    StepKind,
    StepReason,
    divide,
    month_later,
)
from returns_app.web.fields import (
    DayField,
    LongTextField,
    MoneyField,
    RadioField,
    TextField,
    VersionField,
    WholeNumberField,
    latest_today,
)
from returns_app.web.forms import Form


def _tomorrow() -> date:
    return today() + timedelta(days=1)


class InstalmentsForm(Form):
    """Equal sums, month after month; the first ones carry the cents that do not divide."""

    version = VersionField()
    count = WholeNumberField(_l("How many instalments"), least=1, most=MOST_INSTALMENTS, required=_l("Enter how many."))
    first = DayField(_l("First one on"), earliest=today, required=_l("Enter the day of the first one."))

    def plan(self, owed: Decimal) -> list[Instalment]:
        """What was said, to the cent."""
        first = self.first.data
        assert first is not None  # noqa: S101  (required)
        return [Instalment(month_later(first, place), sum_) for place, sum_ in enumerate(divide(owed, self.count.data))]


class PaymentForm(Form):
    """Money came in."""

    amount = MoneyField(_l("Amount"), least=Decimal("0.01"), required=_l("Enter the amount."))
    paid_on = DayField(_l("Came in on"), latest=latest_today, required=_l("Enter the day on which it came in."))
    means = RadioField(
        _l("How"), choices=list(MEANS.items()), coerce=Means, required=_l("Choose how it was paid.")
    )  # fmt: skip
    reference = TextField(
        _l("Bank statement or receipt number"), max_length=80, required=_l("Enter the number that proves it.")
    )

    def payment(self) -> Payment:
        """What was said."""
        assert self.paid_on.data is not None  # noqa: S101  (required)
        key = UUID(self.request_key.data)
        return Payment(key, self.amount.data, self.paid_on.data, self.means.data, self.reference.data)


class StepForm(Form):
    """What every proposal about a running claim says."""

    kind: StepKind

    def entry(self) -> StepEntry:
        """What was said."""
        amount = self["amount"].data if "amount" in self else None
        until = self["until"].data if "until" in self else None
        key, why, words = UUID(self.request_key.data), self["reason"].data, self["explanation"].data
        return StepEntry(key, self.kind, why, words, amount, until)


def _reasons(kind: StepKind) -> RadioField:
    choices = [(code, STEP_REASONS[code]) for code in REASONS_OF[kind]]
    return RadioField(_l("Reason"), choices=choices, coerce=StepReason, required=_l("Choose the reason."))


def _words() -> LongTextField:
    return LongTextField(_l("Explanation"), rows=3, required=_l("Explain it in at least 20 characters."))


class RestForm(StepForm):
    """Let it rest."""

    kind = StepKind.PAUSE
    until = DayField(_l("Until"), earliest=_tomorrow, required=_l("Enter until when it rests."))
    reason = _reasons(StepKind.PAUSE)
    explanation = _words()


class WaiverForm(StepForm):
    """Waive a part."""

    kind = StepKind.WAIVE
    amount = MoneyField(_l("Waived"), least=Decimal("0.01"), required=_l("Enter the amount that is waived."))
    reason = _reasons(StepKind.WAIVE)
    explanation = _words()


class WriteOffForm(StepForm):
    """Give up what is open."""

    kind = StepKind.WRITE_OFF
    reason = _reasons(StepKind.WRITE_OFF)
    explanation = _words()


STEP_FORMS: dict[StepKind, type[StepForm]] = {form.kind: form for form in (RestForm, WaiverForm, WriteOffForm)}
