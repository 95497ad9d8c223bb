"""The form of finance: a period."""

from flask_babel import lazy_gettext as _l

from returns_app.web.fields import DayField
from returns_app.web.forms import FilterForm


class CostFilter(FilterForm):
    """Which days to count."""

    first = DayField(_l("From"))
    last = DayField(_l("Until"))
