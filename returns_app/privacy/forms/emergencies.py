"""Forms of emergency access."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.privacy.labels import EMERGENCY_GROUNDS, EMERGENCY_VERDICTS
from returns_app.privacy.rules.emergencies import EmergencyEntry, EmergencyGround, EmergencyVerdict
from returns_app.web.fields import LongTextField, RadioField, TextField
from returns_app.web.forms import Form


class EmergencyForm(Form):
    """Which case and why; there is no search."""

    reference = TextField(
        _l("Reference of the case"), max_length=20, required=_l("Enter the reference of the case."),
        hint=_l("As it stands on the person's papers, for example NL-2026-00123. There is no search by name here."),
    )  # fmt: skip
    ground = RadioField(
        _l("What is the emergency?"), choices=list(EMERGENCY_GROUNDS.items()), coerce=EmergencyGround,
        required=_l("Choose what the emergency is."),
    )  # fmt: skip
    words = LongTextField(
        _l("What can't wait?"), rows=3, max_length=2000, required=_l("Say what can't wait."),
        hint=_l("At least 20 characters. The data protection officer of the case reads it today."),
    )  # fmt: skip

    def entry(self) -> EmergencyEntry:
        """What was asked."""
        return EmergencyEntry(UUID(self.request_key.data), self.reference.data, self.ground.data, self.words.data)


class JudgeForm(Form):
    """What the officer says of it."""

    verdict = RadioField(
        _l("Was it justified?"), choices=list(EMERGENCY_VERDICTS.items()), coerce=EmergencyVerdict,
        required=_l("Choose whether it was justified."),
    )  # fmt: skip
    words = LongTextField(_l("In words"), rows=2, max_length=2000, hint=_l("Needed when it was not justified."))
