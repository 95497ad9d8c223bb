"""What returnees are supported with, what it costs, who sells it, and what a euro buys where."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from returns_app.core.money import to_cent
from returns_app.support.rules import Component, SupportCategory

_C = SupportCategory
WANTED: dict[Component, tuple[tuple[SupportCategory, str], ...]] = {
    Component.POST_ARRIVAL: (
        (_C.TEMPORARY_ACCOMMODATION, "Guest house, first two weeks"),
        (_C.ONWARD_TRANSPORT, "Bus to the home town"),
        (_C.CASH_INSTEAD, "Cash for the first weeks"),
    ),
    Component.POST_RETURN: (
        (_C.TOOLS, "Welding set"), (_C.TOOLS, "Tool box for a car mechanic"), (_C.TOOLS, "Second-hand delivery tricycle"),
        (_C.TOOLS, "Sewing machine and overlock"), (_C.LIVESTOCK, "Six sheep and feed"), (_C.LIVESTOCK, "Beehives"),
        (_C.BUSINESS_SETUP, "Stock for a grocery kiosk"), (_C.BUSINESS_SETUP, "Refrigerator and counter"),
        (_C.VOCATIONAL_TRAINING, "Course for electricians"), (_C.VOCATIONAL_TRAINING, "Hairdressing course"),
        (_C.RENT, "Workshop rent, three months"), (_C.RENT, "Rent of a flat, three months"),
        (_C.HOUSEHOLD_GOODS, "Stove, beds and bedding"), (_C.MEDICAL, "Medicines and check-ups"),
        (_C.EDUCATION, "School fees and books"),
    ),
}  # fmt: skip
SUPPLIERS = ("Example Trading", "Sample & Daughters", "Fictive Tools", "Nowhere Market", "Demo Supplies")

# A euro in local money when the demo begins; by how much it moves in a month is drawn.
CURRENCIES: dict[str, tuple[str, Decimal]] = {
    "NG": ("NGN", Decimal("1562.50")), "IQ": ("IQD", Decimal("1421.40")), "GE": ("GEL", Decimal("3.0525")),
    "GM": ("GMD", Decimal("78.9500")), "AM": ("AMD", Decimal("428.3000")), "AL": ("ALL", Decimal("98.4200")),
    "EG": ("EGP", Decimal("54.7100")),
}  # fmt: skip
RATE_SOURCE = "Demo rates"
FEWEST, MOST = 1, 3
SPENT = Decimal("0.93")  # plans leave something: what is delivered may cost a little more


@dataclass(frozen=True, slots=True)
class Wish:
    """One line of a plan."""

    category: SupportCategory
    item: str
    planned: Decimal


def draw_wishes(rng: Random, component: Component, ceiling: Decimal) -> tuple[Wish, ...]:
    """Lines that share out most of an envelope, rounded to five euro."""
    number = 1 if component is Component.POST_ARRIVAL else rng.randint(FEWEST, MOST)
    items = rng.sample(WANTED[component], number)
    weights = [rng.randint(2, 6) for _ in items]
    shares = (ceiling * SPENT * weight / sum(weights) for weight in weights)
    return tuple(Wish(category, item, _rounded(share)) for (category, item), share in zip(items, shares, strict=True))


def draw_price(rng: Random, planned: Decimal, per_euro: Decimal) -> Decimal:
    """What something turned out to cost in local money: mostly a little less than planned, at times a little more."""
    local = planned * Decimal(rng.randint(90, 102)) / 100 * per_euro
    step = Decimal(50) if local > 20_000 else Decimal(1)  # noqa: PLR2004  (nobody counts single naira)
    return to_cent(max(step, (local / step).to_integral_value() * step))


def _rounded(share: Decimal) -> Decimal:
    return to_cent(max(Decimal(5), (share / 5).to_integral_value() * 5 - 5))
