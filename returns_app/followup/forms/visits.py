"""One form for a visit: to plan it, and to say how it went."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.followup import labels
from returns_app.followup.rules import HelpEntry, HelpKind, NotHeld, VisitEntry, VisitPlace, VisitState, Whose
from returns_app.web.fields import ChoiceField, DayField, LongTextField, RadioField, TextField, TicksField, VersionField
from returns_app.web.forms import Form


class VisitForm(Form):
    """Planned, held or not held; when, where, by whom; what was found."""

    version = VersionField()
    state = RadioField(
        _l("The visit is"), choices=list(labels.VISIT_STATE_NAMES.items()), coerce=VisitState,
        required=_l("Choose whether it is planned, was held or was not held."),
    )  # fmt: skip
    on = DayField(_l("Day of the visit"), required=_l("Enter the day of the visit."))
    place = RadioField(
        _l("Where?"), choices=list(labels.PLACES.items()), coerce=VisitPlace, required=_l("Choose where.")
    )
    place_text = TextField(_l("Place in words"), max_length=200)
    visitor = TextField(_l("Who of the partner?"), max_length=120, hint=_l("Needed when it was held."))
    person_id = ChoiceField(_l("Whom?"), coerce=UUID, placeholder=_l("The whole family"))
    reason = ChoiceField(
        _l("Why was it not held?"), choices=list(labels.NOT_HELD.items()), coerce=NotHeld,
        hint=_l("Only when it was not held."),
    )  # fmt: skip
    findings = LongTextField(
        _l("What was found"), rows=5, max_length=4000,
        hint=_l("Needed when it was held. Kept encrypted; read by the partner and the counsellor of the case."),
    )  # fmt: skip
    help_kinds = TicksField(_l("Is help needed?"), choices=list(labels.HELP_KINDS.items()), coerce=HelpKind)
    whose = RadioField(_l("Who sees to it?"), choices=list(labels.WHOSE.items()), coerce=Whose)
    help_text = LongTextField(_l("What is needed, in words"), rows=2, max_length=1000)

    def __init__(self, members: Sequence[tuple[str, str]], **options: Any) -> None:
        """Take the members of the family to choose from."""
        self._members = members
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """What can be chosen has to be known before what was chosen is read."""
        self.person_id.choices = self._members
        super().process(*args, **options)

    def entry(self) -> VisitEntry:
        """What was said."""
        assert self.on.data is not None  # noqa: S101  (required)
        return VisitEntry(
            UUID(self.request_key.data), self.version.data, self.state.data, self.on.data, self.place.data,
            self.place_text.data, self.visitor.data, self.person_id.data, self.reason.data, self.findings.data,
            HelpEntry(tuple(self.help_kinds.data), self.whose.data, self.help_text.data),
        )  # fmt: skip
