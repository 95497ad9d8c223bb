"""Filters of the list, and taking it out as a file."""

from flask_babel import lazy_gettext as _l

from returns_app.exports.forms import ExportForm
from returns_app.followup import labels
from returns_app.followup.rules import SurveyMoment
from returns_app.web.fields import ChoiceField
from returns_app.web.forms import FilterForm


class RoundFilter(FilterForm):
    """Which moment."""

    moment = ChoiceField(
        _l("Moment"), choices=list(labels.MOMENTS.items()), coerce=SurveyMoment, placeholder=_l("All moments")
    )


class SurveyExportForm(ExportForm):
    """Survey results as a file."""
