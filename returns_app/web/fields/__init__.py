"""The fields of the house; features import them from here and never from WTForms."""

from returns_app.web.fields.base import Answer, ManyInputs
from returns_app.web.fields.choice import ChoiceField, CountryField, Option, RadioField, TickField, TicksField
from returns_app.web.fields.dates import DayField, PartialDateField, latest_today
from returns_app.web.fields.files import FileField
from returns_app.web.fields.hidden import CarriedField, RequestKeyField, VersionField
from returns_app.web.fields.rows import RowsField
from returns_app.web.fields.text import (
    EmailField,
    LongTextField,
    MoneyField,
    SearchField,
    SecretField,
    TextField,
    WholeNumberField,
)

__all__ = [
    "Answer",
    "CarriedField",
    "ChoiceField",
    "CountryField",
    "DayField",
    "EmailField",
    "FileField",
    "LongTextField",
    "ManyInputs",
    "MoneyField",
    "Option",
    "PartialDateField",
    "RadioField",
    "RequestKeyField",
    "RowsField",
    "SearchField",
    "SecretField",
    "TextField",
    "TickField",
    "TicksField",
    "VersionField",
    "WholeNumberField",
    "latest_today",
]
