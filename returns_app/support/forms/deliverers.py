"""The form of a second partner."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.cases.rules import PartnerOfferEntry
from returns_app.web.fields import ChoiceField, DayField, LongTextField, TickField, TicksField
from returns_app.web.forms import Form

Choices = Sequence[tuple[str, str]]


class DelivererForm(Form):
    """Who is to deliver which lines."""

    organisation_id = ChoiceField(
        _l("Partner organisation"), coerce=UUID, required=_l("Choose the partner organisation.")
    )
    lines = TicksField(_l("Lines it delivers"), coerce=UUID, required=_l("Tick at least one line of this plan."))
    with_contacts = TickField(_l("With telephone, e-mail and address"))
    until = DayField(_l("Last day of access"), hint=_l("Leave it empty for access until the case has ended."))
    note = LongTextField(
        _l("What the partner should know"),
        max_length=1000,
        rows=3,
        hint=_l("They read it before they answer. No names."),
    )

    def __init__(self, partners: Choices, lines: Choices, **options: Any) -> None:
        """Take what can be chosen."""
        self._partners, self._lines = partners, lines
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """What can be chosen has to be known before what was chosen is read."""
        self.organisation_id.choices, self.lines.choices = self._partners, self._lines
        super().process(*args, **options)

    def entry(self) -> PartnerOfferEntry:
        """What was said."""
        told = (bool(self.with_contacts.data), self.until.data, self.note.data or "", tuple(self.lines.data))
        return PartnerOfferEntry(self.organisation_id.data, *told)
