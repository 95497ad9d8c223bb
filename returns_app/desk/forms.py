"""Forms of the desk: a next step, a deadline that moves."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.cases.forms.offered import OfferedField
from returns_app.db.unit_of_work import today
from returns_app.desk.labels import EXTENSION_REASONS
from returns_app.web.fields import DayField, LongTextField, RadioField, VersionField
from returns_app.web.forms import Form
from returns_app.work.rules import BY_THE_HOUSE, Extension, ExtensionReason

BY_HAND = [(code, label) for code, label in EXTENSION_REASONS.items() if code not in BY_THE_HOUSE]


class NextStepForm(Form):
    """Something to do in a case that nothing in the house can ask for by itself."""

    note = LongTextField(
        _l("What is to be done"), rows=3, required=_l("Say what is to be done."),
        hint=_l("One step in a few words. Whoever works on this case can read it."),
    )  # fmt: skip
    due_on = DayField(_l("Until when"), earliest=today)
    owner_id = OfferedField(_l("By whom"), coerce=UUID, placeholder=_l("Myself"))


class ExtensionForm(Form):
    """A deadline moves, with a reason."""

    version = VersionField()
    until = DayField(_l("New deadline"), earliest=today, required=_l("Enter the new deadline."))
    reason = RadioField(
        _l("Why"), choices=BY_HAND, coerce=ExtensionReason,
        required=_l("Choose why the deadline moves."),
    )  # fmt: skip
    text = LongTextField(
        _l("In words"), rows=3, required=_l("Say why in at least 10 characters. It is kept with the deadline."),
        hint=_l("It is kept with the deadline and can be read by whoever works on the case."),
    )  # fmt: skip

    def extension(self) -> Extension:
        """What was said."""
        assert self.until.data is not None  # noqa: S101  (required)
        return Extension(self.version.data, self.until.data, self.reason.data, self.text.data)
