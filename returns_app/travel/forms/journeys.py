"""Forms of the journey: needs and their answers, bookings and their changes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.travel import labels
from returns_app.travel.forms.departing import Names, TravellersForm
from returns_app.travel.rules import (
    AnswerEntry,
    BookingEntry,
    BookingState,
    ChangeReason,
    NeedAnswer,
    NeedEntry,
    NeedKind,
    Visa,
)
from returns_app.web.fields import (
    ChoiceField,
    CountryField,
    DayField,
    LongTextField,
    MoneyField,
    RadioField,
    RowsField,
    TextField,
)
from returns_app.web.forms import Form, RowForm

STANDS = [(code, labels.BOOKING_STATES[code]) for code in (BookingState.CONFIRMED, BookingState.ASKED)]
REASONS = list(labels.CHANGE_REASONS.items())


class NeedForm(Form):
    """What somebody needs on the way."""

    person = ChoiceField(_l("Person"), coerce=UUID, required=_l("Choose the person."))
    kind = RadioField(
        _l("Need"), choices=list(labels.NEED_KINDS.items()), coerce=NeedKind, required=_l("Choose the need.")
    )
    wish = TextField(
        _l("What has to be arranged"), max_length=200, hint=_l("No diagnosis: the travel desk and the carrier read it.")
    )
    detail = LongTextField(
        _l("Medical detail"), rows=3, max_length=2000,
        hint=_l("Kept encrypted and read only by those who read screenings. Every reading is logged."),
    )  # fmt: skip

    def __init__(self, names: Names, *, with_detail: bool, **options: Any) -> None:
        """Those who travel; who may not write screenings is not asked for medical detail."""
        self._names = [(str(person_id), name) for person_id, name in names]
        self.with_detail = with_detail
        super().__init__(**options)
        if not with_detail:
            del self.detail

    def process(self, *args: Any, **options: Any) -> None:
        """Offer the travellers before anything sent is compared with them."""
        self.person.choices = self._names
        super().process(*args, **options)

    def entry(self) -> NeedEntry:
        """What was said."""
        detail = self.detail.data if self.with_detail else ""
        return NeedEntry(self.person.data, self.kind.data, UUID(self.request_key.data), self.wish.data, detail)


class AnswerForm(Form):
    """What came of a need."""

    answer = RadioField(_l("Answer"), coerce=NeedAnswer, required=_l("Choose one of the listed answers."))
    on = DayField(_l("Day"), required=_l("Enter the day."))
    valid_until = DayField(_l("Holds until"), hint=_l("For a doctor's answer."))

    def __init__(self, answers: Sequence[NeedAnswer], **options: Any) -> None:
        """The answers that belong to the need."""
        self._answers = [(answer, labels.NEED_ANSWERS[answer]) for answer in answers]
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """Offer the answers before what was sent is compared with them."""
        self.answer.choices = self._answers
        super().process(*args, **options)

    def entry(self) -> AnswerEntry:
        """What was said."""
        assert self.on.data is not None  # noqa: S101  (required)
        return AnswerEntry(self.answer.data, self.on.data, self.valid_until.data)


class TransitRow(RowForm):
    """A country on the way."""

    country = CountryField(_l("Transit country"))
    visa = ChoiceField(_l("Visa"), choices=list(labels.VISAS.items()), coerce=Visa)


class BookingForm(TravellersForm):
    """One journey."""

    state = RadioField(_l("Booking"), choices=STANDS, coerce=BookingState, required=_l("Choose where it stands."))
    carrier = TextField(_l("Carrier"), max_length=80, required=_l("Enter the carrier."))
    flight = TextField(_l("Flight or line"), max_length=20, hint=_l("Such as KL 587."))
    from_place = TextField(_l("From"), max_length=80, required=_l("Enter where it begins."))
    to_place = TextField(_l("To"), max_length=80, required=_l("Enter where it ends."))
    departs_on = DayField(_l("Departs on"), required=_l("Enter the day of departure."))
    arrives_on = DayField(_l("Arrives on"))
    reference = TextField(_l("Booking reference"), max_length=40, hint=_l("Kept encrypted. A partner does not see it."))
    cost = MoneyField(_l("Cost in euro"))
    transits = RowsField(TransitRow, _l("Transit countries"), least=0, most=4)
    reason = ChoiceField(_l("Why it is changed"), choices=REASONS, coerce=ChangeReason)

    def booking(self) -> BookingEntry:
        """What was said."""
        assert self.departs_on.data is not None  # noqa: S101  (required)
        through = {
            row.form.country.data: row.form.visa.data or Visa.NOT_NEEDED
            for row in self.transits.entries
            if row.form.country.data
        }
        return BookingEntry(
            self.person_ids(), self.carrier.data, self.flight.data, self.from_place.data, self.to_place.data,
            self.departs_on.data, UUID(self.request_key.data), self.arrives_on.data, self.reference.data,
            self.cost.data, through, self.state.data,
        )  # fmt: skip


class ChangeForm(Form):
    """What happened to a booking."""

    state = RadioField(_l("What happened"), coerce=BookingState, required=_l("Choose what happened."))
    reason = ChoiceField(_l("Reason"), choices=REASONS, coerce=ChangeReason, hint=_l("Unless it is confirmed."))

    def __init__(self, changes: Sequence[BookingState], **options: Any) -> None:
        """The changes that may follow."""
        self._changes = [(state, labels.BOOKING_CHANGES[state]) for state in changes if state in labels.BOOKING_CHANGES]
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """Offer the changes before what was sent is compared with them."""
        self.state.choices = self._changes
        super().process(*args, **options)
