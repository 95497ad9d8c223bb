"""Filters of the audit log."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.audit.queries import LogFilter
from returns_app.core.actions import Action
from returns_app.web.fields import CarriedField, ChoiceField, DayField
from returns_app.web.forms import FilterForm

SHOWN = 13  # of an id, on a chip


class IdField(CarriedField):
    """An id that a link of the list put into the address; its chip shows the beginning."""

    def shown(self) -> str:
        """As the list shows it."""
        return self._value()[:SHOWN]


class LogFilterForm(FilterForm):
    """Which entries to show, all filters at once; never by name."""

    action = ChoiceField(
        _l("Action"),
        choices=[(action.value, action.value) for action in sorted(Action)],
        placeholder=_l("Every action"),
    )
    since = DayField(_l("From day"))
    until = DayField(_l("To day"))
    case = IdField(_l("Case"))
    account = IdField(_l("Account"))

    def wanted(self, before: int | None) -> LogFilter | None:
        """The filter in force; None when the address names a case that can be none."""
        case = self.case.data or ""
        try:
            case_id = UUID(case) if case else None
        except ValueError:
            return None
        return LogFilter(
            case_id, self.account.data or "", self.action.data or "", self.since.data, self.until.data, before
        )
