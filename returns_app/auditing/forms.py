"""Forms of the auditor's desk."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.auditing import labels
from returns_app.auditing.rules import MOST_DRAWN, Draw, FindingEntry, Method, Population
from returns_app.web.fields import ChoiceField, DayField, LongTextField, MoneyField, TextField, WholeNumberField
from returns_app.web.filters import ROLE_NAMES
from returns_app.web.forms import FilterForm, Form


class DrawForm(FilterForm):
    """Which sample: it lives in the address, so that anybody can draw it again."""

    population = ChoiceField(_l("From"), choices=list(labels.POPULATIONS.items()), coerce=Population)
    method = ChoiceField(_l("How"), choices=list(labels.METHODS.items()), coerce=Method)
    seed = TextField(_l("Seed"), max_length=40)
    size = WholeNumberField(_l("How many"), least=1, most=MOST_DRAWN)

    def wanted(self) -> Draw | None:
        """The draw, when everything it depends on was said."""
        if not (self.validate() and self.population.data and self.seed.data and self.size.data):
            return None
        return Draw(self.population.data, self.method.data or Method.RANDOM, self.seed.data, self.size.data)


class FindingForm(Form):
    """What was found, for whom, until when."""

    text = LongTextField(
        _l("What did you find?"),
        rows=4,
        required=_l("Write what you found."),
        hint=_l("At least 20 characters. No names."),
    )
    owner = ChoiceField(
        _l("For"),
        choices=[(role.value, ROLE_NAMES[role]) for role in labels.OWNERS],
        required=_l("Choose who answers."),
    )
    due_on = DayField(_l("Answer due"), required=_l("Enter the day."))

    def entry(self, subject: Population, subject_id: UUID, case_id: UUID) -> FindingEntry:
        """What was written."""
        assert self.due_on.data is not None  # noqa: S101  (the form requires it)
        key = UUID(self.request_key.data)
        return FindingEntry(key, subject, subject_id, case_id, self.text.data, self.owner.data, self.due_on.data)


class FindingAnswerForm(Form):
    """What was done about a finding."""

    text = LongTextField(
        _l("What was done?"), rows=3, required=_l("Write what was done."), hint=_l("At least 20 characters.")
    )


class CostForm(Form):
    """What can't be claimed of a delivery."""

    amount = MoneyField(_l("Amount that can't be claimed"), required=_l("Enter the amount."))
    ground = LongTextField(_l("Why"), rows=2, required=_l("Say why."), hint=_l("At least 20 characters."))
