"""Forms of families: what two people are to each other, a birth, a death, leaving, splitting, a new member."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.cases.labels import MEMBER_ROLES
from returns_app.cases.rules import MemberEntry, MemberRole
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.family.labels import ENDINGS, PROOFS, RELATIONS
from returns_app.family.rules import (
    MOST_PLACES,
    BirthEntry,
    DeathEntry,
    Ending,
    LeavingEntry,
    PlacesEntry,
    Proof,
    RelationEntry,
    RelationKind,
    SplitEntry,
)
from returns_app.people.forms import PersonForm
from returns_app.people.labels import PROTECTIONS, SEXES
from returns_app.people.rules import Protection, Sex
from returns_app.web.fields import (
    ChoiceField,
    CountryField,
    DayField,
    LongTextField,
    RadioField,
    TextField,
    TicksField,
    VersionField,
    WholeNumberField,
    latest_today,
)
from returns_app.web.forms import Form

Names = Sequence[tuple[UUID, str]]


class NamedForm(Form):
    """A form in which members are chosen by name."""

    version = VersionField()
    of_members: ClassVar[tuple[str, ...]] = ()

    def __init__(self, names: Names, **options: Any) -> None:
        """Those to choose from."""
        self._names = [(str(person_id), name) for person_id, name in names]
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """Offer the members before anything sent is compared with them."""
        for name in self.of_members:
            field: Any = self[name]
            field.choices = self._names
        super().process(*args, **options)


class RelationForm(NamedForm):
    """Who is what to whom."""

    of_members = ("person_id", "other_id")
    person_id = ChoiceField(_l("This person"), coerce=UUID, required=_l("Choose the first person."))
    kind = ChoiceField(
        _l("is"), choices=list(RELATIONS.items()), coerce=RelationKind, required=_l("Choose what they are."),
        hint=_l("The first person is this to the second: Nino is the parent of Ana."),
    )  # fmt: skip
    other_id = ChoiceField(_l("of this person"), coerce=UUID, required=_l("Choose the second person."))
    proof = RadioField(
        _l("How well is it established?"), choices=list(PROOFS.items()), coerce=Proof,
        required=_l("Choose how well it is established."),
    )  # fmt: skip

    def entry(self) -> RelationEntry:
        """What was said."""
        return RelationEntry(self.person_id.data, self.kind.data, self.other_id.data, self.proof.data)


class BirthForm(NamedForm):
    """A newborn, in the fewest questions; papers are added later like everybody's."""

    of_members = ("parents",)
    given = TextField(_l("Given names"))
    family = TextField(_l("Family names"))
    born = DayField(_l("Day of birth"), latest=latest_today, required=_l("Enter the day of birth."))
    sex = RadioField(
        _l("Sex"), choices=list(SEXES.items()), coerce=Sex, required=_l("Choose what the papers say, or not known.")
    )
    nationality = CountryField(
        _l("Nationality"), required=_l("Choose the nationality."),
        hint=_l("Kept as claimed until a birth certificate or passport shows it."),
    )  # fmt: skip
    place_of_birth = TextField(_l("Place of birth"))
    parents = TicksField(
        _l("Parents in this family"), coerce=UUID, required=_l("Choose the parent or the parents in this family.")
    )
    protection = RadioField(
        _l("Does this person need protection?"), choices=list(PROTECTIONS.items()), coerce=Protection,
        hint=_l("Place and contacts are then hidden from other organisations. Not known counts as yes."),
        required=_l("Choose yes, no or not known yet."),
    )  # fmt: skip

    def entry(self) -> BirthEntry:
        """What was said."""
        day = _day(self.born)
        born = PartialDate(day.year, day.month, day.day, DatePrecision.SAID)
        return BirthEntry(
            self.given.data, self.family.data, born, self.sex.data, str(self.nationality.data),
            tuple(self.parents.data), self.place_of_birth.data, self.protection.data,
        )  # fmt: skip


class GoingForm(NamedForm):
    """Somebody is no longer part of the return; where it is the main applicant, another takes the place."""

    of_members = ("heir",)
    on = DayField(_l("Since which day?"), latest=latest_today, required=_l("Enter the day."))
    reason = LongTextField(
        _l("What happened?"), rows=3, max_length=1000, required=_l("Say what happened."),
        hint=_l("Kept in the history of the family, encrypted."),
    )  # fmt: skip
    heir = ChoiceField(
        _l("Who is the main applicant from now on?"), coerce=UUID,
        hint=_l("Letters, the header and the rules of the programme follow this person."),
    )  # fmt: skip


class LeavingForm(GoingForm):
    """A member withdraws alone or leaves the family."""

    ending = RadioField(
        _l("What is it?"), choices=list(ENDINGS.items()), coerce=Ending, required=_l("Choose what it is.")
    )

    def entry(self) -> LeavingEntry:
        """What was said."""
        return LeavingEntry(self.ending.data, _day(self.on), self.reason.data, self.heir.data)


class DeathForm(GoingForm):
    """A member died."""

    on = DayField(_l("Day of death"), latest=latest_today, required=_l("Enter the day of death."))
    reason = LongTextField(
        _l("How is it known?"), rows=3, max_length=1000, required=_l("Say how it is known."),
        hint=_l("For example: death certificate of the municipality, or told by the spouse. Kept encrypted."),
    )  # fmt: skip

    def entry(self) -> DeathEntry:
        """What was said."""
        return DeathEntry(_day(self.on), self.reason.data, self.heir.data)


class BackForm(Form):
    """Somebody is part of the return again."""

    version = VersionField()
    reason = LongTextField(_l("Why?"), rows=3, max_length=1000, required=_l("Say why."))


class SplitForm(NamedForm):
    """Who goes on in a case of their own."""

    of_members = ("people", "principal", "heir")
    people = TicksField(
        _l("Who goes on in a case of their own?"), coerce=UUID, required=_l("Choose who goes on in a case of their own."),
        hint=_l("A child without an adult then counts as a minor who travels alone: the safeguards apply."),
    )  # fmt: skip
    principal = ChoiceField(
        _l("Main applicant of the new case"), coerce=UUID, required=_l("Choose the main applicant of the new case.")
    )
    heir = ChoiceField(
        _l("Main applicant of those who stay"), coerce=UUID,
        hint=_l("Only needed when the main applicant of this case goes."),
    )  # fmt: skip
    reason = LongTextField(
        _l("Why does the family split?"), rows=3, max_length=1000, required=_l("Say why the family splits."),
        hint=_l("Kept in the history of the family, encrypted."),
    )  # fmt: skip

    def entry(self) -> SplitEntry:
        """What was said."""
        key = UUID(self.request_key.data)
        return SplitEntry(tuple(self.people.data), self.principal.data, self.reason.data, key, self.heir.data)


class PlacesForm(Form):
    """How many are expected who are not known yet."""

    version = VersionField()
    adults = WholeNumberField(_l("Adults"), least=0, most=MOST_PLACES)
    children = WholeNumberField(_l("Children"), least=0, most=MOST_PLACES)

    def entry(self) -> PlacesEntry:
        """What was said."""
        return PlacesEntry(self.adults.data or 0, self.children.data or 0)


class JoinForm(PersonForm):
    """Somebody who was not there from the beginning."""

    version = VersionField()
    role = ChoiceField(
        _l("Role in the family"),
        choices=[(role.value, name) for role, name in MEMBER_ROLES.items() if role is not MemberRole.PRINCIPAL],
        coerce=MemberRole,
        required=_l("Choose what this person is in the family."),
    )

    def member(self) -> MemberEntry:
        """The member."""
        return MemberEntry(self.entry(), self.role.data)


def _day(field: DayField) -> date:
    assert field.data is not None  # noqa: S101  (required)
    return field.data
