"""Forms of decisions: yes with a reason where one is asked, no with reasons."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.decisions.labels import REFUSAL_REASONS
from returns_app.decisions.rules import Approval, Refusal, RefusalReason
from returns_app.web.fields import LongTextField, TicksField, VersionField
from returns_app.web.forms import Form


class ApprovalForm(Form):
    """Approve and reserve."""

    version = VersionField()
    motivation = LongTextField(
        _l("Your reason"), rows=3, hint=_l("At least 20 characters. It is kept with the decision.")
    )

    def answer(self) -> Approval:
        """What was said."""
        return Approval(UUID(self.request_key.data), self.version.data, self.motivation.data)


class VersionForm(Form):
    """A button about a record as it was read."""

    version = VersionField()


class RefusalForm(Form):
    """Refuse with reasons."""

    version = VersionField()
    reasons = TicksField(
        _l("Reasons"), choices=[(code, label) for code, label in REFUSAL_REASONS.items()], coerce=RefusalReason,
        required=_l("Choose at least one reason."),
    )  # fmt: skip
    explanation = LongTextField(
        _l("Explanation"), rows=4, required=_l("Explain the refusal in at least 20 characters."),
        hint=_l("In words that can be told to the person; at least 20 characters."),
    )  # fmt: skip

    def answer(self) -> Refusal:
        """What was said."""
        return Refusal(UUID(self.request_key.data), self.version.data, tuple(self.reasons.data), self.explanation.data)
