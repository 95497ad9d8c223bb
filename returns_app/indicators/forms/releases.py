"""Forms of releases, series, transmissions and steps."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.indicators.rules.dictionary import SYSTEM_NAMES, System
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.steps import ANSWER_NAMES, STEP_NAMES, Answer, StepEntry, StepKind
from returns_app.indicators.service import Freezing, SeriesEntry
from returns_app.web.fields import ChoiceField, DayField, FileField, LongTextField, RadioField, TextField
from returns_app.web.forms import FilterForm, Form
from returns_app.web.i18n import say

QUARTERS_BACK = 12


def recent_quarters(today: date) -> list[tuple[str, str]]:
    """The last quarters that are over, the newest first."""
    place = today.year * 4 + (today.month - 1) // 3
    names = (f"{at // 4}-Q{at % 4 + 1}" for at in range(place - 1, place - 1 - QUARTERS_BACK, -1))
    return [(name, name) for name in names]


class FreezeForm(Form):
    """Which quarter, for whom, and the countries approved for open tables."""

    period = ChoiceField(_l("Quarter"), required=_l("Choose a quarter."))
    audience = RadioField(_l("For whom"), coerce=Audience, required=_l("Choose for whom."))
    approved = TextField(
        _l("Countries approved for open tables"), max_length=200,
        hint=_l("Two-letter codes with spaces between; leave it empty to show world regions only."),
    )  # fmt: skip

    def __init__(self, *, may_restrict: bool, today: date, **options: Any) -> None:
        """Offer the quarters that are over, and restricted releases to those who may read them."""
        self._quarters, self._may_restrict = recent_quarters(today), may_restrict
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """Offer the choices before anything sent is compared with them."""
        self.period.choices = self._quarters
        audiences = [(Audience.PUBLIC.value, _l("Public: world regions and approved countries"))]
        if self._may_restrict:
            audiences.append((Audience.RESTRICTED.value, _l("Restricted: every country, for readers inside")))
        self.audience.choices = audiences
        super().process(*args, **options)

    def freezing(self) -> Freezing:
        """What was said."""
        return Freezing(self.period.data, self.audience.data, tuple(self.approved.data.upper().split()))


class WithdrawForm(Form):
    """Why a release is taken back."""

    notice = LongTextField(
        _l("Notice"), max_length=500, required=_l("Write the notice that readers find in its place."),
        hint=_l("What was wrong and what to use instead. Everybody can read it."),
    )  # fmt: skip


class SeriesForm(Form):
    """A file and where it is from."""

    file = FileField(_l("File"), extensions=("tsv", "csv", "json", "gz"), most_mib=10, required=_l("Choose a file."))
    dataset = TextField(
        _l("Table"),
        max_length=60,
        required=_l("Enter the code of the table."),
        hint=_l("Such as migr_eiord or migr_eirtn1."),
    )
    title = TextField(_l("Title"), max_length=200, required=_l("Enter a title."))
    source = TextField(_l("Source"), max_length=300, required=_l("Enter where the file is from."))
    licence = TextField(_l("Licence"), max_length=120, required=_l("Enter the licence."))

    def __init__(self, *, most_mib: int, **options: Any) -> None:
        """Take files up to the house's limit."""
        super().__init__(**options)
        self.file.most_mib = most_mib

    def entry(self) -> SeriesEntry:
        """What was said, with the file."""
        assert self.file.data is not None  # noqa: S101  (required)
        return SeriesEntry(
            self.dataset.data, self.title.data, self.source.data, self.licence.data, self.file.data.stream.read()
        )  # fmt: skip


class TransmissionForm(FilterForm):
    """For whom and for which quarter; what is left open falls back to the newest quarter that is over."""

    system = ChoiceField(
        _l("Table for"), choices=lambda: [(one.value, say(text)) for one, text in SYSTEM_NAMES.items()], coerce=System
    )
    period = ChoiceField(_l("Quarter"))

    def __init__(self, *, today: date, **options: Any) -> None:
        """Offer the quarters that are over."""
        self._quarters = recent_quarters(today)
        super().__init__(**options)
        is_on_list = self.validate()
        self.system.data = self.system.data if is_on_list and self.system.data else System.EIL_RETURNS
        self.period.data = self.period.data if is_on_list and self.period.data else self._quarters[0][0]

    def process(self, *args: Any, **options: Any) -> None:
        """Offer the choices before anything sent is compared with them."""
        self.period.choices = self._quarters
        super().process(*args, **options)


class StepForm(Form):
    """A step with an authority: what, when, for whom, and what was answered."""

    kind = ChoiceField(
        _l("What happened"), choices=lambda: [(one.value, say(text)) for one, text in STEP_NAMES.items()], coerce=StepKind,
        required=_l("Choose what happened."),
    )  # fmt: skip
    happened_on = DayField(_l("Day"), required=_l("Enter the day."))
    answer = ChoiceField(
        _l("Answer"), choices=lambda: [(one.value, say(text)) for one, text in ANSWER_NAMES.items()], coerce=Answer,
        hint=_l("For answers only."),
    )  # fmt: skip
    person = ChoiceField(_l("Who"), placeholder=_l("The whole family"))
    ends_on = DayField(_l("Until"), hint=_l("For a suspension that is over."))

    def __init__(self, names: Sequence[tuple[str, str]], **options: Any) -> None:
        """The members to choose from, by id and name."""
        self._names = names
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """Offer the members before anything sent is compared with them."""
        self.person.choices = self._names
        super().process(*args, **options)

    def entry(self) -> StepEntry:
        """What was said."""
        assert self.happened_on.data is not None  # noqa: S101  (required)
        return StepEntry(
            self.kind.data, self.happened_on.data, UUID(self.request_key.data),
            UUID(self.person.data) if self.person.data else None, self.ends_on.data, self.answer.data,
        )  # fmt: skip
