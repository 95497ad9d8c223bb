"""Sums of a claim, to the cent: paid + waived + written off + open is what was claimed, whatever the order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.money import CENT, ZERO
from returns_app.core.text import N_
from returns_app.recovery.rules.codes import EntryKind
from returns_app.support.rules import FundingSource

MOST_INSTALMENTS = 60


@dataclass(frozen=True, slots=True)
class Claimable:
    """What of one plan line was delivered and what other claims took of it already."""

    line_id: UUID
    item: str
    fund: FundingSource
    delivered: Decimal
    taken: Decimal = ZERO

    @property
    def left(self) -> Decimal:
        """What can be claimed at most."""
        return max(self.delivered - self.taken, ZERO)


@dataclass(frozen=True, slots=True)
class Sums:
    """What was claimed and what became of it."""

    claimed: Decimal
    paid: Decimal = ZERO
    waived: Decimal = ZERO
    written_off: Decimal = ZERO

    @property
    def open(self) -> Decimal:
        """What is still owed."""
        return self.claimed - self.paid - self.waived - self.written_off

    def take(self, kind: EntryKind, amount: Decimal) -> "Sums":
        """The sums after one more entry; never below zero, never more than was claimed."""
        if amount <= ZERO:
            raise RuleBroken("recovery.nothing", N_("Enter an amount of at least 0.01 €."), field="amount")
        return self._shift(kind, amount)

    def give_back(self, amount: Decimal) -> "Sums":
        """The sums after a payment turned out not to be one."""
        return self._shift(EntryKind.PAYMENT, -amount)

    def _shift(self, kind: EntryKind, amount: Decimal) -> "Sums":
        if amount > self.open:
            sentence = N_("%(open)s € is still open: this is %(excess)s € more. Enter a lower amount.")
            raise RuleBroken(
                "recovery.exceeds_open", sentence, field="amount", open=self.open, excess=amount - self.open
            )
        parts = {EntryKind.PAYMENT: self.paid, EntryKind.WAIVER: self.waived, EntryKind.WRITE_OFF: self.written_off}
        parts[kind] += amount
        return Sums(
            self.claimed, parts[EntryKind.PAYMENT], parts[EntryKind.WAIVER], parts[EntryKind.WRITE_OFF]
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instalment:
    """One sum by one day."""

    due_on: date
    amount: Decimal


def check_amounts(wanted: dict[UUID, Decimal], lines: Sequence[Claimable]) -> None:
    """Something is claimed, and of no plan line more than was delivered for it and not claimed before."""
    if not any(amount > ZERO for amount in wanted.values()):
        raise Malformed("recovery.no_amount", N_("Enter the amount of at least one line."), field="lines")
    known = {line.line_id: line for line in lines}
    for line_id, amount in wanted.items():
        line = known.get(line_id)
        left = line.left if line else ZERO
        if amount < ZERO or amount > left:
            sentence = N_("%(item)s: at most %(left)s € was delivered and not claimed before. Enter a lower amount.")
            item = line.item if line else "?"
            raise RuleBroken(
                "recovery.more_than_delivered", sentence, field=f"line_{line_id.hex}", item=item, left=left
            )


def check_plan(plan: Sequence[Instalment], owed: Decimal, today: date) -> None:
    """Days that lie ahead, in order, and sums that are exactly what is open."""
    if not plan or len(plan) > MOST_INSTALMENTS:
        sentence = N_("A plan has between 1 and %(most)s instalments.")
        raise Malformed("recovery.instalments", sentence, field="count", most=MOST_INSTALMENTS)
    days = [one.due_on for one in plan]
    if days != sorted(set(days)) or days[0] < today:
        raise RuleBroken(
            "recovery.plan_days", N_("Each instalment falls on a later day, none before today."), field="first"
        )
    total = sum((one.amount for one in plan), ZERO)
    if any(one.amount <= ZERO for one in plan) or total != owed:
        sentence = N_("The instalments add up to %(total)s €, but %(open)s € is open. Change them to the cent.")
        raise RuleBroken("recovery.plan_sum", sentence, field="count", total=total, open=owed)


def divide(owed: Decimal, number: int) -> list[Decimal]:
    """Equal sums to the cent; the first ones carry the cents that do not divide."""
    whole, rest = divmod(int(owed / CENT), number)
    return [(whole + (place < rest)) * CENT for place in range(number)]


def month_later(day: date, months: int) -> date:
    """The same day of a later month, or its last where the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))


def fill(parts: Sequence[Decimal], amount: Decimal) -> list[Decimal]:
    """Share `amount` over what is left of each part, the first part first; all of it must fit."""
    shares = []
    for part in parts:
        share = min(part, amount)
        shares.append(share)
        amount -= share
    return shares


def next_due(plan: Sequence[Instalment], covered: Decimal) -> Instalment | None:
    """The first instalment that what came in does not cover yet."""
    for one in plan:
        if covered < one.amount:
            return one
        covered -= one.amount
    return None
