"""Forms of samples: which deliveries, and what a returnee said."""

from flask_babel import lazy_gettext as _l

from returns_app.support.labels import ANSWER_NAMES, CHANNEL_NAMES
from returns_app.support.rules import MOST_ASKED, Answer, Channel, SaidEntry
from returns_app.web.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    RadioField,
    TextField,
    WholeNumberField,
    latest_today,
)
from returns_app.web.forms import FilterForm, Form


class SampleFilter(FilterForm):
    """Which deliveries to draw."""

    seed = TextField(_l("Seed"), max_length=40)
    size = WholeNumberField(_l("How many"), least=1, most=MOST_ASKED)


class AskForm(Form):
    """The sample that is to be asked about."""

    seed = TextField(_l("Seed"), max_length=40, required=_l("Enter the seed of the sample."))
    size = WholeNumberField(_l("How many"), least=1, most=MOST_ASKED)


class SaidForm(Form):
    """What the returnee says, how and when."""

    answer = RadioField(
        _l("What does the returnee say?"), choices=[(code.value, name) for code, name in ANSWER_NAMES.items()],
        required=_l("Choose an answer."),
    )  # fmt: skip
    channel = ChoiceField(
        _l("How was the returnee asked?"), choices=[(code.value, name) for code, name in CHANNEL_NAMES.items()],
        coerce=Channel, required=_l("Choose how the returnee was asked."),
    )  # fmt: skip
    on = DayField(_l("Day"), latest=latest_today, required=_l("Enter the day."))
    note = LongTextField(
        _l("In the returnee's words"), max_length=1000, rows=3,
        hint=_l("Needed when something is missing. Finance reads it."),
    )  # fmt: skip

    def entry(self) -> SaidEntry:
        """What was said."""
        assert self.on.data is not None  # noqa: S101  (required)
        return SaidEntry(Answer(self.answer.data), self.channel.data, self.on.data, self.note.data or "")
