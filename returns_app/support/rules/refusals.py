"""When support may be planned and delivered, and which rates can be recorded."""

from datetime import date

from babel.numbers import list_currencies

from returns_app.cases.rules import WITH_SUPPORT, Stage
from returns_app.core.errors import RuleBroken
from returns_app.core.money import EURO
from returns_app.core.text import N_
from returns_app.support.rules.codes import Component, SupportCategory, VarianceReason, component_of
from returns_app.support.rules.entries import DeliveryEntry, RateEntry
from returns_app.support.rules.envelopes import LineMoney

WITH_PLAN = frozenset({Stage.APPROVED, Stage.DEPARTED}) | WITH_SUPPORT


def check_plan_stage(stage: Stage) -> None:
    """A plan is made between approval and closure."""
    if stage not in WITH_PLAN:
        raise RuleBroken("support.stage", N_("Support is planned after the approval and until the case is closed."))


def check_delivery_stage(stage: Stage) -> None:
    """Deliveries are made between arrival and closure."""
    if stage not in WITH_SUPPORT:
        raise RuleBroken(
            "support.stage",
            N_("Deliveries start after a confirmed arrival and end when the case is closed."),
        )


def check_category(category: SupportCategory, granted: frozenset[Component]) -> None:
    """Only what the programme grants can be planned."""
    if component_of(category) not in granted:
        raise RuleBroken(
            "support.not_granted",
            N_("The programme of this case grants nothing for this category. Choose another."),
            field="category",
        )


def check_day(delivered_on: date, *, arrived_on: date | None, today: date) -> None:
    """Nothing is delivered before the arrival or in the future."""
    if delivered_on > today:
        raise RuleBroken("support.future", N_("This day has not come yet. Check the date."), field="delivered_on")
    if arrived_on is not None and delivered_on < arrived_on:
        raise RuleBroken(
            "support.before_arrival",
            N_("This day lies before the arrival on %(day)s. Check the date."),
            field="delivered_on",
            day=arrived_on,
        )


def check_variance(line: LineMoney, reason: VarianceReason | None) -> None:
    """A line (after the delivery) that costs more than planned says why."""
    if line.delivered > line.planned and reason is None:
        raise RuleBroken(
            "support.variance",
            N_("This is %(more)s € more than planned for this line. Choose why."),
            field="variance_reason",
            more=line.delivered - line.planned,
        )


def no_rate(entry: DeliveryEntry) -> RuleBroken:
    """The refusal of a delivery that can't be counted in euro."""
    return RuleBroken(
        "support.no_rate",
        N_("There is no exchange rate for %(currency)s on or before %(day)s. Ask finance for one. Nothing was saved."),
        field="currency",
        currency=entry.currency,
        day=entry.delivered_on,
    )


def key_used() -> RuleBroken:
    """The refusal of a page that was sent before for another line or case."""
    return RuleBroken("support.key_used", N_("This page was sent before for something else. Reload it and try again."))


def check_rate(entry: RateEntry, today: date) -> None:
    """A rate of a real currency other than the euro, on a day that has come."""
    if entry.currency == EURO or entry.currency not in list_currencies():
        raise RuleBroken(
            "support.rate_currency",
            N_("Enter the three-letter code of a currency other than the euro, like NGN."),
            field="currency",
        )
    if entry.on > today:
        raise RuleBroken("support.rate_future", N_("This day has not come yet. Check the date."), field="on")
    if entry.per_euro <= 0:
        raise RuleBroken("support.rate_zero", N_("Enter a rate above zero."), field="per_euro")
