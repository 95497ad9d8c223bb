"""Sharing a case with a partner."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.cases.forms.offered import OfferedField
from returns_app.cases.labels import EVENT_NAMES
from returns_app.cases.rules import EventKind
from returns_app.web.fields import ChoiceField
from returns_app.web.forms import FilterForm, Form


class ShareForm(Form):
    """With whom to share."""

    organisation_id = OfferedField(
        _l("Partner organisation"), coerce=UUID, required=_l("Choose the partner organisation.")
    )


class TimelineForm(FilterForm):
    """Which entries of the timeline to show."""

    kind = ChoiceField(
        _l("Kind of entry"),
        choices=[(kind.value, name) for kind, name in EVENT_NAMES.items()],
        coerce=EventKind,
        placeholder=_l("All entries"),
    )
