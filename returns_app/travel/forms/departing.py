"""Forms of departures and arrivals."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.travel.labels import ARRIVAL_PROOFS, DELAY_REASONS, DEPARTURE_PROOFS
from returns_app.travel.rules import (
    ArrivalEntry,
    ArrivalProof,
    DelayReason,
    DepartureEntry,
    DepartureProof,
    ProofEntry,
)
from returns_app.web.fields import ChoiceField, DayField, LongTextField, RadioField, TextField, TicksField
from returns_app.web.forms import Form

Names = Sequence[tuple[UUID, str]]


class TravellersForm(Form):
    """A form about some members of one family; those it is still to be said about are ticked."""

    members = TicksField(_l("Who"), required=_l("Choose at least one person."))

    def __init__(self, names: Names, ticked: Names, **options: Any) -> None:
        """The members to choose from and those ticked on a fresh page, by id and name."""
        self._names = [(str(person_id), name) for person_id, name in names]
        begun = {"members": [str(person_id) for person_id, _name in ticked]} | options.pop("data", {})
        super().__init__(data=begun, **options)

    def process(self, *args: Any, **options: Any) -> None:
        """Offer the members before anything sent is compared with them."""
        self.members.choices = self._names
        super().process(*args, **options)

    def person_ids(self) -> tuple[UUID, ...]:
        """Who was ticked."""
        return tuple(UUID(code) for code in self.members.data)


class DepartureForm(TravellersForm):
    """Who left, when, from where, shown by what."""

    departed_on = DayField(_l("Day of departure"), required=_l("Enter the day of departure."))
    border_point = TextField(
        _l("Border point"), max_length=120, required=_l("Enter the airport, port or border crossing."),
        hint=_l("Airport, port or border crossing, such as Schiphol."),
    )  # fmt: skip
    proof = RadioField(
        _l("Proof"), choices=[(code, label) for code, label in DEPARTURE_PROOFS.items()],
        coerce=DepartureProof, required=_l("Choose what shows that they left."),
    )  # fmt: skip
    reference = TextField(
        _l("Number of the proof"), max_length=80, hint=_l("Flight, stamp or message number. No names.")
    )
    all_the_same = LongTextField(
        _l("Why they left all the same"), rows=2, max_length=1000,
        hint=_l("Only when they have left although something was missing. It is kept in the timeline."),
    )  # fmt: skip

    def entry(self) -> DepartureEntry:
        """What was said."""
        assert self.departed_on.data is not None  # noqa: S101  (required)
        return DepartureEntry(
            self.person_ids(), self.departed_on.data, self.border_point.data, self.proof.data, self.reference.data,
            self.all_the_same.data,
        )  # fmt: skip


class ProofForm(TravellersForm):
    """A better proof of a departure that is on record."""

    proof = RadioField(
        _l("Proof"), choices=[(code, label) for code, label in DEPARTURE_PROOFS.items()],
        coerce=DepartureProof, required=_l("Choose what shows that they left."),
    )  # fmt: skip
    reference = TextField(
        _l("Number of the proof"), max_length=80, hint=_l("Flight, stamp or message number. No names.")
    )

    def entry(self) -> ProofEntry:
        """What was said."""
        return ProofEntry(self.person_ids(), self.proof.data, self.reference.data)


class ArrivalForm(TravellersForm):
    """Who arrived, when, and how it is known."""

    arrived_on = DayField(_l("Day of arrival"), required=_l("Enter the day of arrival."))
    proof = RadioField(
        _l("How do you know?"), choices=[(code, label) for code, label in ARRIVAL_PROOFS.items()],
        coerce=ArrivalProof, required=_l("Choose how you know that they arrived."),
    )  # fmt: skip
    delay_reason = ChoiceField(
        _l("Why later than usual?"), choices=[(code, label) for code, label in DELAY_REASONS.items()],
        coerce=DelayReason, hint=_l("Only when it is more than 48 hours from what was booked, or from the departure."),
    )  # fmt: skip

    def entry(self) -> ArrivalEntry:
        """What was said."""
        assert self.arrived_on.data is not None  # noqa: S101  (required)
        return ArrivalEntry(self.person_ids(), self.arrived_on.data, self.proof.data, self.delay_reason.data)
