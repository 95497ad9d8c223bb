"""The questions about one person, for intake and correction alike."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

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
