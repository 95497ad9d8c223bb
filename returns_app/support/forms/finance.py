"""Forms of finance: a period, a sample, what a returnee says."""

from flask_babel import lazy_gettext as _l

from returns_app.web.fields import DayField, RadioField, TextField, WholeNumberField
from returns_app.web.forms import FilterForm, Form


class CostFilter(FilterForm):
    """Which days to count."""

    first = DayField(_l("From"))
    last = DayField(_l("Until"))


class SampleFilter(FilterForm):
    """Which deliveries to draw."""

    seed = TextField(_l("Seed"), max_length=40)
    size = WholeNumberField(_l("How many"), least=1, most=500)


class ConfirmationForm(Form):
    """What the returnee says."""

    answer = RadioField(
        _l("What does the returnee say?"),
        choices=[("yes", _l("Received as described")), ("no", _l("Not received"))],
        required=_l("Choose an answer."),
    )
