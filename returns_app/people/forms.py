"""The questions about one person, for intake and correction alike."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from returns_app.core.partial_date import PartialDate
from returns_app.people import labels, normal_forms
from returns_app.people.rules import (
    ContactEntry,
    ContactKind,
    IdentifierEntry,
    IdentifierKind,
    NameEntry,
    NameKind,
    NationalityEntry,
    NationalityStatus,
    PersonEntry,
    Protection,
    Sex,
)
from returns_app.web.fields import ChoiceField, CountryField, PartialDateField, RadioField, RowsField, TextField
from returns_app.web.forms import Form, RowForm
from returns_app.web.routing import current_actor

_SHORTEST_NUMBER = 3


class NameRow(RowForm):
    """One spelling of the name."""

    given = TextField(_l("Given names"))
    family = TextField(_l("Family names"))
    kind = ChoiceField(_l("Kind of name"), choices=list(labels.NAME_KINDS.items()), coerce=NameKind)

    @property
    def is_blank(self) -> bool:
        """True when the row holds no name."""
        return not (self.given.data or self.family.data)

    def entry(self) -> NameEntry:
        """The spelling; the kind is the name in use when none was chosen."""
        return NameEntry(self.given.data, self.family.data, self.kind.data or NameKind.PRIMARY)


class NationalityRow(RowForm):
    """One nationality."""

    country = CountryField(_l("Nationality"))
    status = ChoiceField(
        _l("How well established"), choices=list(labels.NATIONALITY_STATUSES.items()), coerce=NationalityStatus
    )

    @property
    def is_blank(self) -> bool:
        """True when no country was chosen."""
        return not self.country.data

    def entry(self) -> NationalityEntry:
        """The nationality; claimed when nothing else was chosen."""
        return NationalityEntry(str(self.country.data), self.status.data or NationalityStatus.CLAIMED)


class IdentifierRow(RowForm):
    """One document or number."""

    kind = ChoiceField(
        _l("Kind of document or number"), choices=list(labels.IDENTIFIER_KINDS.items()), coerce=IdentifierKind
    )
    issuer = CountryField(_l("Issued by"))
    number = TextField(_l("Number"), max_length=60)

    @property
    def is_blank(self) -> bool:
        """True when no number was entered."""
        return not self.number.data

    def validate_number(self, field: TextField) -> None:
        """A number says what it is and has something to compare."""
        if self.is_blank:
            return
        if self.kind.data is None:
            raise ValidationError(_("Choose what kind of number this is."))
        if len(normal_forms.identifier(field.data)) < _SHORTEST_NUMBER:
            raise ValidationError(_("Enter the whole number: letters and figures, at least three."))

    def entry(self) -> IdentifierEntry:
        """The document."""
        return IdentifierEntry(self.kind.data, self.issuer.data or "", self.number.data)


class ContactRow(RowForm):
    """One way to reach the person."""

    kind = ChoiceField(_l("Kind of contact"), choices=list(labels.CONTACT_KINDS.items()), coerce=ContactKind)
    value = TextField(_l("Number or address"), max_length=300)

    @property
    def is_blank(self) -> bool:
        """True when nothing was entered."""
        return not self.value.data

    def validate_value(self, field: TextField) -> None:
        """A phone number can be dialled and an e-mail address has its parts."""
        if self.is_blank:
            return
        if self.kind.data is None:
            raise ValidationError(_("Choose whether this is a phone number, an e-mail address or an address."))
        if self.kind.data is ContactKind.PHONE and not normal_forms.phone(field.data, current_actor().member_state):
            raise ValidationError(_("Enter the phone number with its country code, like +31 6 12345678."))
        if self.kind.data is ContactKind.EMAIL and not normal_forms.email(field.data):
            raise ValidationError(_("Enter an e-mail address in full, like name@example.org."))

    def entry(self) -> ContactEntry:
        """The contact."""
        return ContactEntry(self.kind.data, self.value.data)


class PersonQuestions(RowForm):
    """Everything asked about one person; stands alone as PersonForm or as a row of a family."""

    names = RowsField(NameRow, _l("Names"))
    born = PartialDateField(
        _l("Birth date"), required=_l("Enter the birth date as far as it is known, or choose unknown.")
    )
    sex = RadioField(
        _l("Sex"),
        choices=list(labels.SEXES.items()),
        coerce=Sex,
        required=_l("Choose what the documents say, or not known."),
    )
    nationalities = RowsField(NationalityRow, _l("Nationalities"), most=6)
    place_of_birth = TextField(_l("Place of birth"))
    country_of_birth = CountryField(_l("Country of birth"))
    identifiers = RowsField(IdentifierRow, _l("Documents and numbers"))
    contacts = RowsField(ContactRow, _l("Contacts"))
    protection = RadioField(
        _l("Does this person need protection?"),
        choices=list(labels.PROTECTIONS.items()),
        coerce=Protection,
        hint=_l("Place and contacts are then hidden from other organisations. Not known counts as yes."),
        required=_l("Choose yes, no or not known yet."),
    )

    def validate_names(self, field: RowsField) -> None:
        """Somebody has a name: the sentence stands at the first row, where it is to be typed."""
        if all(row.form.is_blank for row in field.entries):
            _blame(field, "given", _("Enter at least one name. One word is enough."))

    def validate_nationalities(self, field: RowsField) -> None:
        """At least one; a stateless person has the country of former residence."""
        if all(row.form.is_blank for row in field.entries):
            _blame(field, "country", _("Choose the nationality, or the country of former residence."))

    def entry(self) -> PersonEntry:
        """What somebody told us; rows left empty are no rows."""
        return PersonEntry(
            names=_entries(self.names),
            born=self.born.data or PartialDate(),
            sex=self.sex.data or Sex.UNKNOWN,
            nationalities=_entries(self.nationalities),
            place_of_birth=self.place_of_birth.data,
            country_of_birth=self.country_of_birth.data or "",
            identifiers=_entries(self.identifiers),
            contacts=_entries(self.contacts),
            protection=self.protection.data or Protection.UNKNOWN,
        )


class PersonForm(Form, PersonQuestions):
    """One person on a page of their own; `PersonForm(data=answers_of(entry))` shows what is known."""


def answers_of(entry: PersonEntry) -> dict[str, Any]:
    """An entry as the `data` of a PersonForm or of one PersonQuestions row."""
    return {
        "names": [{"given": one.given, "family": one.family, "kind": one.kind} for one in entry.names],
        "born": entry.born,
        "sex": entry.sex,
        "nationalities": [{"country": one.country, "status": one.status} for one in entry.nationalities],
        "place_of_birth": entry.place_of_birth,
        "country_of_birth": entry.country_of_birth,
        "identifiers": [{"kind": one.kind, "issuer": one.issuer, "number": one.number} for one in entry.identifiers],
        "contacts": [{"kind": one.kind, "value": one.value} for one in entry.contacts],
        "protection": entry.protection,
    }


def _entries(rows: RowsField) -> tuple[Any, ...]:
    return tuple(row.form.entry() for row in rows.entries if not row.form.is_blank)


def _blame(rows: RowsField, part: str, message: str) -> None:
    """Put the message on an input of the first row; raising also keeps the form from passing."""
    rows.entries[0].form[part].errors = [message]
    raise ValidationError(message)
