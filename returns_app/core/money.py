"""Money: decimal euro amounts to the cent and frozen exchange rates."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def to_cent(amount: Decimal) -> Decimal:
    """The amount rounded half-even to the cent."""
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units of `currency` one euro bought on a day, and who says so."""

    currency: str
    per_euro: Decimal
    on: date
    source: str

    def to_euro(self, amount: Decimal) -> Decimal:
        """The amount in euro, to the cent."""
        return to_cent(amount / self.per_euro)


EURO = "EUR"


def euro_rate(on: date) -> Rate:
    """The rate of the euro to itself."""
    return Rate(EURO, Decimal(1), on, "EUR")
