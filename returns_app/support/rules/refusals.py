"""When support may be planned and delivered, and which rates can be recorded."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from babel.numbers import list_currencies

from returns_app.cases.rules import WITH_SUPPORT, Stage
from returns_app.core.errors import RuleBroken
from returns_app.core.money import EURO, ZERO
from returns_app.core.text import N_
from returns_app.support.rules.codes import (
    Component,
    LineStatus,
    PlanStatus,
    Signer,
    SupplyKind,
    SupportCategory,
    VarianceReason,
    component_of,
)
from returns_app.support.rules.entries import DeliveryEntry, RateEntry, Verdict
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


def check_approved(status: LineStatus) -> None:
    """Only what somebody signed for is spent on."""
    if status is not LineStatus.APPROVED:
        raise RuleBroken(
            "support.not_approved",
            N_("This plan line is not approved yet. Send the plan for approval, or ask the person who has to sign it."),
        )


def check_open_plan(status: PlanStatus | None) -> None:
    """A plan that waits for signatures stands still."""
    if status is PlanStatus.SUBMITTED:
        sentence = N_("This plan waits for approval. Take it back before you change it.")
        raise RuleBroken("support.plan_submitted", sentence)


def check_schedule(starts_on: date | None, ends_on: date | None) -> None:
    """A line ends after it starts."""
    if starts_on and ends_on and ends_on < starts_on:
        raise RuleBroken(
            "support.schedule", N_("The last day lies before the first. Check the dates."), field="ends_on"
        )


def check_amendment(amount: Decimal, delivered: Decimal) -> None:
    """A line is never made smaller than what was handed over for it."""
    if amount < delivered:
        sentence = N_("%(delivered)s € was delivered for this line already. It can't cost less than that.")
        raise RuleBroken("support.below_delivered", sentence, field="planned", delivered=delivered)


def check_signature(step: Signer | None, mine: Collection[Signer], before: Collection[UUID], who: UUID | None) -> None:
    """The next step, by somebody whose part it is and who did not write or sign any of it before."""
    if step is None:
        raise RuleBroken("support.signed", N_("This plan does not wait for a signature. Reload the page."))
    if who is None or who in before:
        sentence = N_("You wrote or signed a part of this plan. A different colleague must sign it.")
        raise RuleBroken("support.own_plan", sentence)
    if step not in mine:
        raise RuleBroken(
            "support.not_your_step", N_("This plan waits for somebody with another role. Reload the page.")
        )


def check_verdict(verdict: Verdict) -> None:
    """Whoever sends something back says why, in words."""
    if not verdict.is_yes and (verdict.reason is None or not verdict.comment.strip()):
        sentence = N_("Choose a reason and write what has to change, so that the partner can mend it.")
        raise RuleBroken("support.reject_reason", sentence, field="comment" if verdict.reason else "reason")


def check_cash_receipt(kind: SupplyKind, *, is_proof: bool) -> None:
    """Cash is never handed over without a signed receipt."""
    if kind is SupplyKind.CASH and not is_proof:
        sentence = N_("Cash needs a signed receipt. Enter its number or take a photo of it. Nothing was saved.")
        raise RuleBroken("support.cash_receipt", sentence, field="receipt")


def check_reversible(amount: Decimal, *, is_reversed: bool) -> None:
    """What was taken back once can't be taken back again."""
    if amount <= ZERO or is_reversed:
        raise RuleBroken("support.reversed", N_("This delivery was taken back already. Nothing was changed."))


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
