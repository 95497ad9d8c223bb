"""Marks: disputes, legal holds, restrictions that no request asked for."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.people.labels import FACTS
from returns_app.safeguards.labels import MARK_NAMES
from returns_app.safeguards.rules import MarkEntry, MarkKind
from returns_app.web.fields import DayField, LongTextField, RadioField, TextField, TicksField
from returns_app.web.forms import Form


class MarkForm(Form):
    """One mark on the data of a person."""

    kind = RadioField(_l("Mark"), choices=list(MARK_NAMES.items()), coerce=MarkKind, required=_l("Choose the mark."))
    facts = TicksField(_l("What is disputed?"), choices=list(FACTS.items()))
    note = LongTextField(_l("Why?"), max_length=2000, required=_l("Say why. The reason is kept encrypted."))
    review_on = DayField(_l("Look again on"), latest=None)

    def entry(self, case_id: UUID, person_id: UUID) -> MarkEntry:
        """What was said; a hold is about the whole case."""
        kind = self.kind.data
        whose = None if kind is MarkKind.HOLD else person_id
        return MarkEntry(kind, case_id, whose, tuple(self.facts.data or ()), self.note.data or "", self.review_on.data)


class EndHoldForm(Form):
    """Why a legal hold should end."""

    reason = TextField(_l("Why the hold should end"), max_length=500)
