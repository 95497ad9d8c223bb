"""What became of help that was needed."""

from flask_babel import lazy_gettext as _l

from returns_app.followup import labels
from returns_app.followup.rules import HelpAnswer, HelpEnd
from returns_app.web.fields import LongTextField, RadioField, VersionField
from returns_app.web.forms import Form


class HelpAnswerForm(Form):
    """Referred, helped, not wanted or not possible; and what was done."""

    version = VersionField()
    end = RadioField(
        _l("What became of it?"), choices=list(labels.HELP_ENDS.items()), coerce=HelpEnd,
        required=_l("Choose what became of it."),
    )  # fmt: skip
    text = LongTextField(
        _l("What was done, and by whom"), rows=3, max_length=1000, required=_l("Say what was done, and by whom.")
    )

    def answer(self) -> HelpAnswer:
        """What was said."""
        return HelpAnswer(self.version.data, self.end.data, self.text.data)
