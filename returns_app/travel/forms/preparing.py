"""One short form for a plain departure: the documents that are missing, and one booking for everybody without one."""

from collections.abc import Sequence
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from flask_babel import lazy_gettext as _l

from returns_app.core.errors import Malformed
from returns_app.core.text import N_
from returns_app.travel import labels
from returns_app.travel.forms.documents import KINDS
from returns_app.travel.rules import (
    BookingEntry,
    DocumentEntry,
    DocumentKind,
    DocumentState,
    Ground,
    Preparation,
)
from returns_app.web.fields import CarriedField, ChoiceField, DayField, RowsField, TextField
from returns_app.web.forms import Form, RowForm

PAPERS = [*KINDS, *((ground, label) for ground, label in labels.GROUNDS.items())]


class PaperRow(RowForm):
    """One member: with which document, or why without."""

    person_id = CarriedField()
    paper = ChoiceField(
        _l("Travels with"), choices=PAPERS, placeholder=_l("Not known yet"), hint=_l("Or why no document is needed.")
    )
    number = TextField(_l("Number"), max_length=40)
    valid_until = DayField(_l("Valid until"))

    def entry(self, person_id: UUID, on: date, key: UUID) -> DocumentEntry | None:
        """What was said of this member; None when it is not known yet."""
        code = self.paper.data
        if not code:
            return None
        own = uuid5(NAMESPACE_OID, f"{key}|{person_id}")  # the same page sent twice names the same document
        if code in set(Ground):
            return DocumentEntry(
                person_id, DocumentKind.NONE, DocumentState.NOT_NEEDED, on, own, ground=Ground(code)
            )  # fmt: skip
        return DocumentEntry(
            person_id, DocumentKind(code), DocumentState.HELD, on, own, number=self.number.data,
            valid_until=self.valid_until.data,
        )  # fmt: skip


class PreparationForm(Form):
    """What a plain departure needs; what is left empty stays open."""

    papers = RowsField(PaperRow, _l("Travel documents"), least=0, most=25)
    carrier = TextField(_l("Carrier"), max_length=80)
    flight = TextField(_l("Flight or line"), max_length=20, hint=_l("Such as KL 587."))
    from_place = TextField(_l("From"), max_length=80)
    to_place = TextField(_l("To"), max_length=80)
    departs_on = DayField(_l("Departs on"))
    arrives_on = DayField(_l("Arrives on"))
    reference = TextField(_l("Booking reference"), max_length=40, hint=_l("Kept encrypted. A partner does not see it."))

    def entry(self, members: Sequence[UUID], unbooked: Sequence[UUID], today: date) -> Preparation:
        """What was said of members of the family; a booking is for those who have none."""
        key, known = UUID(self.request_key.data), {str(person_id): person_id for person_id in members}
        said = [(known.get(str(row.form.person_id.data)), row.form) for row in self.papers.entries]
        rows = (form.entry(person_id, today, key) for person_id, form in said if person_id is not None)
        return Preparation(tuple(one for one in rows if one is not None), self._booking(tuple(unbooked), key))

    def _booking(self, unbooked: tuple[UUID, ...], key: UUID) -> BookingEntry | None:
        said = (self.carrier, self.from_place, self.to_place, self.departs_on)
        if not unbooked or not any(field.data for field in said):
            return None
        for field in said:
            if not field.data:
                sentence = N_("A booking needs its carrier, where it begins and ends, and its day.")
                raise Malformed("travel.half_booked", sentence, field=field.name)
        assert self.departs_on.data is not None  # noqa: S101  (one of the above)
        return BookingEntry(
            unbooked, self.carrier.data, self.flight.data, self.from_place.data, self.to_place.data,
            self.departs_on.data, key, self.arrives_on.data, self.reference.data,
        )  # fmt: skip
