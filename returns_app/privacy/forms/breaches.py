"""Forms of the register of breaches."""

from datetime import datetime, time

from flask_babel import get_timezone
from flask_babel import lazy_gettext as _l

from returns_app.privacy.labels import NATURE_NAMES, RISK_NAMES
from returns_app.privacy.rules.breaches import BreachEntry, BreachNature, BreachNews, BreachRisk
from returns_app.web.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    RadioField,
    TickField,
    WholeNumberField,
    latest_today,
)
from returns_app.web.forms import Form

RISKS = list(RISK_NAMES.items())


class BreachForm(Form):
    """What happened."""

    known_on = DayField(_l("Became known on"), latest=latest_today, required=_l("Enter the day: 72 hours run from it."))
    known_hour = WholeNumberField(
        _l("At what hour?"), most=23, hint=_l("Full hours; without one the day counts from midnight.")
    )
    nature = RadioField(
        _l("What was lost?"),
        choices=list(NATURE_NAMES.items()),
        coerce=BreachNature,
        required=_l("Choose what was lost."),
    )
    risk = RadioField(_l("How may it harm people?"), choices=RISKS, coerce=BreachRisk, required=_l("Choose the risk."))
    people = WholeNumberField(
        _l("How many people, about?"), most=10_000_000, required=_l("Enter a number, 0 when unknown.")
    )
    words = LongTextField(_l("What happened?"), max_length=4000, required=_l("Say what happened."))
    measures = LongTextField(_l("What was done about it?"), max_length=4000)

    def entry(self) -> BreachEntry:
        """What was recorded."""
        day = self.known_on.data
        assert day is not None  # noqa: S101  (the form asks for it)
        known_at = datetime.combine(day, time(self.known_hour.data or 0), get_timezone())
        return BreachEntry(
            known_at, self.nature.data, self.risk.data, self.people.data or 0, self.words.data or "",
            self.measures.data or "",
        )  # fmt: skip


class BreachNewsForm(Form):
    """What happened since."""

    risk = ChoiceField(_l("How may it harm people?"), choices=RISKS, coerce=BreachRisk, required=_l("Choose the risk."))
    authority_told = TickField(_l("The supervisory authority was told"))
    people_told = TickField(_l("The people concerned were told"))
    late_reason = LongTextField(_l("Why does the notice come late?"), max_length=2000)
    measures = LongTextField(_l("What was done about it?"), max_length=4000)
    is_closed = TickField(_l("Nothing more has to be done"))

    def news(self) -> BreachNews:
        """What was said."""
        return BreachNews(
            self.risk.data, bool(self.authority_told.data), bool(self.people_told.data), self.late_reason.data or "",
            self.measures.data or "", bool(self.is_closed.data),
        )  # fmt: skip
