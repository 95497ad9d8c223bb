"""The form that every export asks for."""

from flask_babel import lazy_gettext as _l

from returns_app.exports.labels import FILE_KINDS, REASONS
from returns_app.exports.rules import ExportAsked, ExportReason, FileKind
from returns_app.web.fields import LongTextField, RadioField, SecretField, TextField
from returns_app.web.forms import Form


class ExportForm(Form):
    """Why, and as what."""

    kind = RadioField(
        _l("Format"), choices=[(kind, label) for kind, label in FILE_KINDS.items()], coerce=FileKind,
        required=_l("Choose a format."),
    )  # fmt: skip
    reason = RadioField(
        _l("What for"), choices=[(reason, label) for reason, label in REASONS.items()], coerce=ExportReason,
        required=_l("Choose what it is for."),
    )  # fmt: skip
    text = LongTextField(
        _l("In words"), rows=2, required=_l("Say what you need the file for."),
        hint=_l("At least 10 characters. It is kept in the register of exports."),
    )  # fmt: skip

    passphrase = SecretField(
        _l("Passphrase"),
        hint=_l("At least 15 characters; a sentence works well. It opens the file and is kept nowhere: write it down, and "
                "tell it to others by another way than the file."),
    )  # fmt: skip
    recipient = TextField(
        _l("Or the recipient's key"), max_length=120,
        hint=_l("Begins with age1. Then only the holder of that key opens the file, and no passphrase is needed."),
    )  # fmt: skip

    def asked(self, what: str, filters: dict[str, str]) -> ExportAsked:
        """What was said."""
        return ExportAsked(
            what,
            filters,
            self.kind.data,
            self.reason.data,
            self.text.data,
            self.passphrase.data or "",
            self.recipient.data,
        )
