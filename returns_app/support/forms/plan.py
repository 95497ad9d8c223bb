"""Forms of plan lines, their changes, and signatures."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.support.labels import CATEGORY_NAMES, FUNDING_NAMES, KIND_NAMES, REJECT_NAMES
from returns_app.support.rules import (
    FundingSource,
    PlanLineEntry,
    RejectReason,
    SupplyKind,
    SupportCategory,
    Verdict,
)
from returns_app.web.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    MoneyField,
    RadioField,
    TextField,
    WholeNumberField,
)
from returns_app.web.forms import Form

Choices = Sequence[tuple[str, str]]


class PlanLineForm(Form):
    """One thing to be done or bought."""

    category = ChoiceField(
        _l("What for"),
        choices=[(code.value, label) for code, label in CATEGORY_NAMES.items()],
        coerce=SupportCategory,
        required=_l("Choose what it is for."),
    )
    item = TextField(_l("Item or service"), required=_l("Say what is to be done or bought."), max_length=200)
    kind = ChoiceField(
        _l("In what form"), choices=[(code.value, label) for code, label in KIND_NAMES.items()], coerce=SupplyKind,
        placeholder=_l("Goods"),
    )  # fmt: skip
    goal = TextField(_l("Goal"), max_length=200, hint=_l("What it is to bring about, like an income from welding"))
    supplier = TextField(_l("Supplier"), max_length=200)
    planned = MoneyField(
        _l("Planned amount"), required=_l("Enter the planned amount."), hint=_l("In euro, like 1180.00")
    )
    person_id = ChoiceField(_l("For whom"), coerce=UUID, placeholder=_l("The whole family"))
    instalments = WholeNumberField(
        _l("In how many instalments"), least=1, most=36, hint=_l("1 when it is paid at once")
    )
    starts_on = DayField(_l("From"))
    ends_on = DayField(_l("Until"))
    funding_source = ChoiceField(
        _l("Who pays"), choices=[(code.value, label) for code, label in FUNDING_NAMES.items()], coerce=FundingSource,
        placeholder=_l("The programme's own fund"),
    )  # fmt: skip

    def __init__(self, members: Choices, **options: Any) -> None:
        """Take the members of the family to choose from."""
        self._members = members
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """What can be chosen has to be known before what was chosen is read."""
        self.person_id.choices = self._members
        super().process(*args, **options)

    def entry(self, case_id: UUID) -> PlanLineEntry:
        """What was said."""
        assert isinstance(self.planned.data, Decimal)  # noqa: S101  (required)
        return PlanLineEntry(
            case_id=case_id,
            request_key=UUID(self.request_key.data),
            category=self.category.data,
            item=self.item.data,
            planned=self.planned.data,
            person_id=self.person_id.data,
            kind=self.kind.data,
            goal=self.goal.data,
            supplier=self.supplier.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            instalments=self.instalments.data or 1,
            funding_source=self.funding_source.data,
        )


class ChangeLineForm(Form):
    """Another amount for a line."""

    planned = MoneyField(
        _l("New amount"), required=_l("Enter the new amount, or 0.00 to drop the line."),
        hint=_l("In euro. 0.00 drops the line, as long as nothing was delivered for it."),
    )  # fmt: skip

    def amount(self) -> Decimal:
        """What the line is to cost."""
        assert isinstance(self.planned.data, Decimal)  # noqa: S101  (required)
        return self.planned.data


class SignatureForm(Form):
    """Yes, or no with a reason and a comment."""

    answer = RadioField(
        _l("Your answer"), choices=[("yes", _l("I approve this plan")), ("no", _l("Send it back"))],
        required=_l("Choose an answer."),
    )  # fmt: skip
    reason = ChoiceField(
        _l("Reason"), choices=[(code.value, label) for code, label in REJECT_NAMES.items()], coerce=RejectReason,
        hint=_l("Only when you send it back."),
    )  # fmt: skip
    comment = LongTextField(_l("What has to change"), max_length=1000, rows=3)

    def verdict(self) -> Verdict:
        """What was said."""
        return Verdict(self.answer.data == "yes", self.reason.data, self.comment.data or "")


class FindingForm(Form):
    """What finance found out."""

    answer = RadioField(
        _l("Your answer"),
        choices=[("explained", _l("There is a good explanation")), ("confirmed", _l("It is as it seems"))],
        required=_l("Choose an answer."),
    )
    note = LongTextField(_l("What you looked at"), max_length=1000, rows=3, required=_l("Write what you looked at."))
