"""Forms about the other state and about the person: one field, a message, a notice, a decision."""

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.review import labels
from returns_app.review.rules import (
    Consequence,
    Declined,
    Delivery,
    DisclosedField,
    Handed,
    Message,
    Request,
    Ruling,
    Subject,
)
from returns_app.web.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    MoneyField,
    RadioField,
    VersionField,
    latest_today,
)
from returns_app.web.forms import Form


class AskFieldForm(Form):
    """Ask the other state for one field."""

    field = ChoiceField(
        _l("Field"), choices=list(labels.DISCLOSED.items()), coerce=DisclosedField, required=_l("Choose one field.")
    )
    why_needed = LongTextField(
        _l("Why you need it"), rows=2, max_length=500, required=_l("Say why: a person there decides by it."),
        hint=_l("At least 20 characters. A person there decides; what is granted is shown for 72 hours and every look is logged."),
    )  # fmt: skip

    def request_made(self) -> Request:
        """What was asked."""
        return Request(UUID(self.request_key.data), self.field.data, self.why_needed.data)


class DeclineForm(Form):
    """Do not show a field."""

    why = ChoiceField(_l("Why"), choices=list(labels.DECLINED.items()), coerce=Declined, required=_l("Choose why."))


class MessageForm(Form):
    """Write to the other state."""

    subject = ChoiceField(
        _l("About"), choices=list(labels.SUBJECTS.items()), coerce=Subject, required=_l("Choose what it is about.")
    )
    message_text = LongTextField(
        _l("Message"), rows=3, max_length=2000, required=_l("Write what the other state should know."),
        hint=_l("No names or birth dates. It is sealed to the other state; the registry can't read it."),
    )  # fmt: skip

    def message(self) -> Message:
        """What was written."""
        return Message(UUID(self.request_key.data), self.subject.data, self.message_text.data)


class DeliveredForm(Form):
    """How the notice reached the person."""

    on = DayField(_l("Day"), required=_l("Enter the day."), latest=latest_today)
    handed = RadioField(_l("How"), choices=list(labels.HANDED.items()), coerce=Handed, required=_l("Choose how."))

    def delivery(self) -> Delivery:
        """What was recorded."""
        assert self.on.data is not None  # noqa: S101  (the form requires it)
        return Delivery(self.on.data, self.handed.data)


class NoticeAnswerForm(Form):
    """What the person answered to the notice."""

    heard = LongTextField(
        _l("What the person says"), rows=4, max_length=4000, required=_l("Write down what the person answered.")
    )
    heard_on = DayField(_l("Day"), required=_l("Enter the day of the answer."), latest=latest_today)

    def day(self) -> date:
        """The day of the answer."""
        assert self.heard_on.data is not None  # noqa: S101  (the form requires it)
        return self.heard_on.data


class RulingForm(Form):
    """What follows for the person."""

    version = VersionField()
    consequence = RadioField(
        _l("What follows"), choices=list(labels.CONSEQUENCES.items()), coerce=Consequence,
        required=_l("Choose what follows."),
    )  # fmt: skip
    amount = MoneyField(_l("Amount"), hint=_l("For a reduction or a repayment."))
    ground = LongTextField(
        _l("Reasons"),
        rows=4,
        required=_l("Write the reasons."),
        hint=_l("At least 20 characters, in words the person can be told."),
    )

    def ruling(self) -> Ruling:
        """What was decided."""
        return Ruling(
            UUID(self.request_key.data), self.version.data, self.consequence.data, self.amount.data, self.ground.data
        )
