"""Forms of orders, deliveries, receipts and taking a delivery back."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.support.labels import REVERSAL_NAMES, VARIANCE_NAMES
from returns_app.support.rules import (
    DeliveryEntry,
    OrderEntry,
    ReceiptEntry,
    ReversalReason,
    Upload,
    VarianceReason,
)
from returns_app.web.fields import ChoiceField, DayField, FileField, LongTextField, MoneyField, TextField, latest_today
from returns_app.web.forms import Form

LARGEST = Decimal("99999999999.99")
Choices = Sequence[tuple[str, str]]


class ReceiptField(FileField):
    """A photo or scan of a receipt; a phone offers its camera for it."""

    accept = "image/*,application/pdf"  # the phone offers its camera; the content decides

    def upload(self) -> Upload | None:
        """The file that came, if any."""
        return Upload(self.data.filename or "", self.data.stream.read()) if self.data else None


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
    order_id = ChoiceField(_l("Order or voucher"), coerce=UUID, placeholder=_l("None"))
    variance_reason = ChoiceField(
        _l("Why does it cost more than planned?"),
        choices=[(code.value, label) for code, label in VARIANCE_NAMES.items()],
        coerce=VarianceReason,
        hint=_l("Only when the line costs more than its plan."),
    )
    description = LongTextField(_l("Note"), max_length=1000, rows=2)

    def __init__(self, currencies: Choices, orders: Choices, *, most_mib: int, **options: Any) -> None:
        """Take the currencies and open orders to choose from."""
        self._currencies, self._orders = currencies, orders
        super().__init__(most_mib=most_mib, **options)

    def process(self, *args: Any, **options: Any) -> None:
        """What can be chosen has to be known before what was chosen is read."""
        self.currency.choices, self.order_id.choices = self._currencies, self._orders
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
            order_id=self.order_id.data,
        )


class OrderForm(Form):
    """Something ordered, or a voucher issued."""

    supplier = TextField(_l("Supplier"), max_length=200, required=_l("Say with whom it was ordered."))
    number = TextField(_l("Order or voucher number"), max_length=80)
    amount = MoneyField(
        _l("Amount agreed"), currency="", most=LARGEST, required=_l("Enter the amount agreed."),
        hint=_l("In the currency of the offer, like 1860000.00"),
    )  # fmt: skip
    currency = ChoiceField(_l("Currency"), required=_l("Choose the currency of the offer."))
    ordered_on = DayField(_l("Day of the order"), latest=latest_today, required=_l("Enter the day of the order."))

    def __init__(self, currencies: Choices, **options: Any) -> None:
        """Take the currencies to choose from."""
        self._currencies = currencies
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """What can be chosen has to be known before what was chosen is read."""
        self.currency.choices = self._currencies
        super().process(*args, **options)

    def entry(self, line_id: UUID) -> OrderEntry:
        """What the partner said."""
        assert isinstance(self.amount.data, Decimal)  # noqa: S101  (required, like the day)
        assert self.ordered_on.data is not None  # noqa: S101
        return OrderEntry(
            line_id=line_id,
            request_key=UUID(self.request_key.data),
            amount=self.amount.data,
            currency=self.currency.data,
            ordered_on=self.ordered_on.data,
            supplier=self.supplier.data,
            number=self.number.data,
        )


class ReversalForm(Form):
    """Why a delivery is taken back."""

    reason = ChoiceField(
        _l("Why is it taken back?"), choices=[(code.value, label) for code, label in REVERSAL_NAMES.items()],
        coerce=ReversalReason, required=_l("Choose why it is taken back."),
    )  # fmt: skip
