"""Filters of the audit log."""

from operator import itemgetter

from flask import request
from flask_babel import lazy_gettext as _l

from returns_app.audit.queries import LogFilter
from returns_app.core.actions import Action
from returns_app.web.fields import ChoiceField, DayField, TextField
from returns_app.web.forms import FilterForm


class LogFilterForm(FilterForm):
    """Which entries to show, all filters at once; never by name."""

    action = ChoiceField(
        _l("Action"),
        choices=[(action.value, action.value) for action in sorted(Action)],
        placeholder=_l("Every action"),
    )
    since = DayField(_l("From day"))
    until = DayField(_l("To day"))
    case = TextField(_l("Case (reference or id)"), max_length=40)
    account = ChoiceField(_l("Account"), choices=[], placeholder=_l("Everybody"))

    def offer(self, colleagues: dict[str, str]) -> None:
        """Whose entries can be asked for; a part of the house that a link named stays."""
        named = request.args.get("account", "")
        kept = {named: named} if named and named not in colleagues else {}
        self.account.choices = [*sorted(colleagues.items(), key=itemgetter(1)), *kept.items()]
        self.process(request.args)

    def wanted(self, before: int | None) -> LogFilter:
        """The filter in force, as it was typed."""
        return LogFilter(
            self.case.data, self.account.data, self.action.data or "", self.since.data, self.until.data, before
        )
