"""Filters of the audit log."""

from flask_babel import lazy_gettext as _l

from returns_app.audit.queries import LogFilter
from returns_app.core.actions import Action
from returns_app.web.fields import ChoiceField, DayField
from returns_app.web.forms import FilterForm


class LogFilterForm(FilterForm):
    """Which entries to show; never by name."""

    action = ChoiceField(
        _l("Action"),
        choices=[(action.value, action.value) for action in sorted(Action)],
        placeholder=_l("Every action"),
    )
    day = DayField(_l("Day"))

    def wanted(self, **ids: object) -> LogFilter:
        """The filter in force."""
        return LogFilter(action=self.action.data or "", day=self.day.data, **ids)  # type: ignore[arg-type]
