"""Forms of plan lines, deliveries, receipts and exchange rates."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from returns_app.support.labels import CATEGORY_NAMES, VARIANCE_NAMES
from returns_app.support.rules import (
    DeliveryEntry,
    PlanLineEntry,
    RateEntry,
    ReceiptEntry,
    SupportCategory,
    Upload,
    VarianceReason,
)
from returns_app.web.fields import ChoiceField, DayField, FileField, LongTextField, MoneyField, TextField, latest_today
from returns_app.web.fields.text import TypedFigure
from returns_app.web.forms import Form
from returns_app.web.reading import plain_digits

LARGEST = Decimal("99999999999.99")
Choices = Sequence[tuple[str, str]]


class ReceiptField(FileField):
    """A photo or scan of a receipt; a phone offers its camera for it."""

    accept = "image/*,application/pdf"  # the phone offers its camera; the content decides

    def upload(self) -> Upload | None:
        """The file that came, if any."""
        return Upload(self.data.filename or "", self.data.stream.read()) if self.data else None


class RateField(TypedFigure):
    """Units of a currency per euro, with up to eight decimals."""

    kind: ClassVar[str] = "text"
    READABLE = re.compile(r"\d{1,12}(?:[.,]\d{1,8})?")
    GROUPED = re.compile(r"(\d{1,3}(?:,\d{3})+)\.(\d{1,8})|(\d{1,3}(?:\.\d{3})+),(\d{1,8})")
    TWO_READINGS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")

    def read(self) -> Decimal:
        """The rate, or the sentence that says how to write it; two readings are never chosen between."""
        figures = re.sub(r"[\s'’٬]", "", plain_digits(self.typed)).replace("٫", ",")
        grouped = self.GROUPED.fullmatch(figures)
        if grouped:
            whole, part = grouped[1] or grouped[3], grouped[2] or grouped[4]
            return Decimal(f"{re.sub('[.,]', '', whole)}.{part}")
        if self.TWO_READINGS.fullmatch(figures) and not figures.startswith("0"):
            raise ValueError(_("%(text)s can be read in two ways. Write four decimals: 1562.5000.", text=self.typed))
        if self.READABLE.fullmatch(figures):
            return Decimal(figures.replace(",", "."))
        raise ValueError(_("Enter the rate in figures, like 1562.50."))

    def check(self) -> None:
        """Zero is no rate."""
        if self.data <= 0:
            raise ValidationError(_("Enter a rate above zero."))


class PlanLineForm(Form):
    """One thing to be done or bought."""

    category = ChoiceField(
        _l("What for"),
        choices=[(code.value, label) for code, label in CATEGORY_NAMES.items()],
        coerce=SupportCategory,
        required=_l("Choose what it is for."),
    )
    item = TextField(_l("Item or service"), required=_l("Say what is to be done or bought."), max_length=200)
    planned = MoneyField(
        _l("Planned amount"), required=_l("Enter the planned amount."), hint=_l("In euro, like 1180.00")
    )
    person_id = ChoiceField(_l("For whom"), coerce=UUID, placeholder=_l("The whole family"))

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
        key, category, item = UUID(self.request_key.data), self.category.data, self.item.data
        assert isinstance(self.planned.data, Decimal)  # noqa: S101  (required)
        return PlanLineEntry(case_id, key, category, item, self.planned.data, self.person_id.data)


class ReceiptForm(Form):
    """The proof of something handed over."""

    receipt_number = TextField(_l("Receipt or invoice number"), max_length=80)
    receipt = ReceiptField(
        _l("Photo or scan of the receipt"),
        hint=_l("PDF, JPEG or PNG. Without a number or a photo the delivery counts as unproven."),
    )

    def __init__(self, *, most_mib: int, **options: Any) -> None:
        """Take the size a file may have."""
        self._most_mib = most_mib
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """Set what depends on this house before the answers are read."""
        self.receipt.most_mib = self._most_mib
        super().process(*args, **options)

    def proof(self) -> ReceiptEntry:
        """What was sent as proof."""
        return ReceiptEntry(self.receipt_number.data, self.receipt.upload())


class DeliveryForm(ReceiptForm):
    """Something handed over."""

    amount = MoneyField(
        _l("Amount paid"), currency="", most=LARGEST, required=_l("Enter the amount on the receipt."),
        hint=_l("In the currency of the receipt, like 1860000.00"),
    )  # fmt: skip
    currency = ChoiceField(_l("Currency"), required=_l("Choose the currency of the receipt."))
    delivered_on = DayField(
        _l("Day of delivery"), latest=latest_today, required=_l("Enter the day it was handed over.")
    )
    supplier = TextField(_l("Supplier"), max_length=200)
    variance_reason = ChoiceField(
        _l("Why does it cost more than planned?"),
        choices=[(code.value, label) for code, label in VARIANCE_NAMES.items()],
        coerce=VarianceReason,
        hint=_l("Only when the line costs more than its plan."),
    )
    description = LongTextField(_l("Note"), max_length=1000, rows=2)

    def __init__(self, currencies: Choices, *, most_mib: int, **options: Any) -> None:
        """Take the currencies to choose from."""
        self._currencies = currencies
        super().__init__(most_mib=most_mib, **options)

    def process(self, *args: Any, **options: Any) -> None:
        """What can be chosen has to be known before what was chosen is read."""
        self.currency.choices = self._currencies
        super().process(*args, **options)

    def entry(self, line_id: UUID) -> DeliveryEntry:
        """What the partner said."""
        proof = self.proof()
        assert isinstance(self.amount.data, Decimal)  # noqa: S101  (required, like the day)
        assert self.delivered_on.data is not None  # noqa: S101
        return DeliveryEntry(
            line_id=line_id,
            request_key=UUID(self.request_key.data),
            amount=self.amount.data,
            currency=self.currency.data,
            delivered_on=self.delivered_on.data,
            receipt_number=proof.receipt_number,
            supplier=self.supplier.data,
            description=self.description.data,
            variance_reason=self.variance_reason.data,
            upload=proof.upload,
        )


class RateForm(Form):
    """The rate of a day."""

    currency = TextField(
        _l("Currency"), max_length=3, required=_l("Enter the code of the currency."), hint=_l("Three letters, like NGN")
    )
    on = DayField(_l("Day"), latest=latest_today, required=_l("Enter the day of the rate."))
    per_euro = RateField(
        _l("Units per euro"), required=_l("Enter the rate."), hint=_l("What one euro buys, like 1562.50")
    )
    source = TextField(
        _l("Source"), max_length=80, required=_l("Say where the rate comes from."), hint=_l("For example InforEuro")
    )

    def entry(self) -> RateEntry:
        """What finance says."""
        assert self.on.data is not None  # noqa: S101  (required)
        return RateEntry(self.currency.data.upper(), self.on.data, self.per_euro.data, self.source.data)
