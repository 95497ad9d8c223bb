"""Offering a case to a partner, its answer, and the filter of the timeline."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.cases.forms.offered import OfferedField
from returns_app.cases.labels import EVENT_NAMES
from returns_app.cases.labels.partners import PARTNER_REASONS
from returns_app.cases.rules import EventKind, PartnerOfferEntry, PartnerReason, Refused
from returns_app.web.fields import ChoiceField, DayField, LongTextField, RadioField, TickField
from returns_app.web.forms import FilterForm, Form


class ShareForm(Form):
    """To whom a case is offered, and with what."""

    organisation_id = OfferedField(
        _l("Partner organisation"), coerce=UUID, required=_l("Choose the partner organisation.")
    )
    with_contacts = TickField(_l("With telephone, e-mail and address"))
    until = DayField(_l("Last day of access"), hint=_l("Leave it empty for access until the case has ended."))
    note = LongTextField(
        _l("What the partner should know"),
        max_length=1000,
        rows=3,
        hint=_l("They read it before they answer. No names."),
    )

    def entry(self) -> PartnerOfferEntry:
        """What was said."""
        told = (self.organisation_id.data, bool(self.with_contacts.data), self.until.data, self.note.data or "")
        return PartnerOfferEntry(*told)


class RefusedForm(Form):
    """Why a partner does not take a case."""

    reason = RadioField(
        _l("Why not?"), choices=list(PARTNER_REASONS.items()), coerce=PartnerReason, required=_l("Choose the reason.")
    )
    note = LongTextField(_l("In words"), max_length=1000, rows=2, hint=_l("Needed for another reason. No names."))

    def said(self) -> Refused:
        """What was said."""
        return Refused(self.reason.data, self.note.data or "")


class TimelineForm(FilterForm):
    """Which entries of the timeline to show."""

    kind = ChoiceField(
        _l("Kind of entry"),
        choices=[(kind.value, name) for kind, name in EVENT_NAMES.items()],
        coerce=EventKind,
        placeholder=_l("All entries"),
    )
