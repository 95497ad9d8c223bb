"""Correcting a member, and levelling two versions of the answers so that they can be compared."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from returns_app.people.forms import PersonForm, answers_of
from returns_app.people.rules import PersonEntry
from returns_app.web.fields import RowsField, TextField, VersionField
from returns_app.web.forms import Form


class CorrectionForm(PersonForm):
    """What is known of a member now, and why it is changed."""

    reason = TextField(_l("Why is this corrected?"), max_length=500, required=_l("Say why this is corrected."))
    version = VersionField()


def correction_of(entry: PersonEntry, version: int) -> CorrectionForm:
    """The form as it stands before anybody typed: what is stored, and its version."""
    return CorrectionForm(formdata=None, data=answers_of(entry) | {"version": version})


class SubmitForm(Form):
    """Hands the application to the approver."""

    version = VersionField()


def level(mine: Form, theirs: Form) -> None:
    """Give both forms the same number of rows, so that a row only one of them has is compared too."""
    for left, right in zip(_rows(mine), _rows(theirs), strict=True):
        while len(left.entries) < len(right.entries):
            left.append_entry()
        while len(right.entries) < len(left.entries):
            right.append_entry()


def _rows(form: Iterable[Any]) -> list[RowsField]:
    return [field for field in form if isinstance(field, RowsField)]
