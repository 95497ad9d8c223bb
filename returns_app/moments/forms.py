"""Forms of key moments: what is written, what is done with it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from returns_app.moments.labels import FIELD_NAMES, REASON_NAMES, STEP_NAMES
from returns_app.moments.rules import LONGEST_COMMENT, Decision, FormField, RejectReason, Step
from returns_app.web.fields import ChoiceField, LongTextField, RadioField
from returns_app.web.forms import Form


class StepForm(Form):
    """What somebody does with a key moment."""

    step = RadioField(_l("What do you do?"), coerce=Step, required=_l("Choose what you do."))
    reason = ChoiceField(
        _l("Reason"), choices=[(code.value, label) for code, label in REASON_NAMES.items()], coerce=RejectReason,
        hint=_l("When you send it back or open an accepted one again."),
    )  # fmt: skip
    comment = LongTextField(_l("Comment"), max_length=LONGEST_COMMENT, rows=3)

    def __init__(self, steps: Sequence[Step], **options: Any) -> None:
        """Offer what the actor may do now."""
        self._steps = [(step.value, STEP_NAMES[step]) for step in steps]
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """What can be chosen has to be known before what was chosen is read."""
        self.step.choices = self._steps
        super().process(*args, **options)

    def decision(self) -> Decision:
        """What was said."""
        return Decision(self.step.data, self.reason.data, self.comment.data)


def answer_form(fields: Sequence[FormField], said: dict[str, str]) -> Form:
    """A form with the texts of one key moment."""
    texts = {one.name: LongTextField(FIELD_NAMES[one.name], max_length=2000, rows=3, hint=one.label) for one in fields}
    return type("AnswerForm", (Form,), texts)(data=said)  # type: ignore[no-any-return]
