"""Forms of the room of programmes: the draft, its publication, a roll-back."""

from flask_babel import lazy_gettext as _l

from returns_app.programmes.rules.drafting import DraftEntry
from returns_app.web.fields import DayField, LongTextField, TextField, TickField, VersionField
from returns_app.web.forms import Form


class DraftForm(Form):
    """The next version of a programme."""

    version = VersionField()
    valid_from = DayField(_l("Valid from"), required=_l("Enter the first day of the version."))
    valid_to = DayField(_l("Valid to"))
    source = TextField(_l("Source"), max_length=400, required=_l("Say where these rules are written down."))
    is_verified = TickField(_l("Somebody compared the rules with the source"))
    text = LongTextField(
        _l("Rules"), max_length=60_000, rows=30, required=_l("Write the rules."),
        hint=_l("Criteria, tariff, top-ups, caps and terms in TOML. Checked when you save; the sentences below are made from it."),
    )  # fmt: skip

    def entry(self) -> DraftEntry:
        """What was written."""
        assert self.valid_from.data is not None  # noqa: S101  (required)
        return DraftEntry(
            self.text.data, self.valid_from.data, self.valid_to.data, self.source.data, self.is_verified.data
        )


class VersionForm(Form):
    """A button about the draft as it was read."""

    version = VersionField()


class RollbackForm(Form):
    """Why the version in force is taken back."""

    reason = TextField(_l("Why is it taken back?"), max_length=500, required=_l("Say why the version is taken back."))
