"""The form that takes a file with cases."""

from flask_babel import lazy_gettext as _l

from returns_app.web.fields import FileField
from returns_app.web.forms import Form


class FileForm(Form):
    """One file."""

    file = FileField(
        _l("File with cases"), extensions=("xlsx", "csv"), required=_l("Choose a file."),
        hint=_l("XLSX or CSV, at most 10,000 rows. Dates are read as year-month-day or day-month-year."),
    )  # fmt: skip
