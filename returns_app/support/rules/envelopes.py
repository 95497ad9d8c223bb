"""Envelopes: delivered never passes committed, committed never passes the ceiling; all sums in euro, to the cent."""

from dataclasses import dataclass, replace
from decimal import Decimal

from returns_app.core.errors import RuleBroken
from returns_app.core.money import ZERO
from returns_app.core.text import N_, Text
from returns_app.support.rules.codes import Component

PLAN_EXCEEDS = N_("This plan line would exceed the envelope by %(excess)s €. Lower the amount or ask for a change.")
DELIVERY_EXCEEDS = N_("This delivery would exceed the envelope by %(excess)s €. Lower the amount or ask for a change.")


@dataclass(frozen=True, slots=True)
class LineMoney:
    """What one plan line was meant to cost, what somebody wants it to cost now, and what was delivered for it."""

    planned: Decimal
    delivered: Decimal = ZERO
    wanted: Decimal | None = None
    is_approved: bool = True

    @property
    def committed(self) -> Decimal:
        """What the line takes from the envelope: its plan, or more once more was delivered or is asked for."""
        return max(self.planned, self.delivered, self.wanted or ZERO)

    @property
    def approved(self) -> Decimal:
        """What the line may cost: its plan once that is approved, or what was delivered above it with a reason."""
        return max(self.planned, self.delivered) if self.is_approved else ZERO

    @property
    def left(self) -> Decimal:
        """What can still be delivered within the plan."""
        return self.committed - self.delivered

    def deliver(self, amount: Decimal) -> "LineMoney":
        """The line after a delivery."""
        return replace(self, delivered=self.delivered + amount)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a family may receive of one component and how much of it is spoken for.

    `committed` is the sum over the plan lines of the greater of planned and delivered: a line that has cost more
    than planned takes from what no line needs, and never from what another line was promised.
    """

    ceiling: Decimal
    committed: Decimal = ZERO
    delivered: Decimal = ZERO
    proven: Decimal = ZERO
    approved: Decimal = ZERO

    @property
    def left(self) -> Decimal:
        """What no plan line needs."""
        return self.ceiling - self.committed

    def plan(self, line: LineMoney) -> "Envelope":
        """The envelope with one more plan line, or the exact excess."""
        _refuse_nothing(line.planned, "planned")
        return self.shift(LineMoney(ZERO, is_approved=False), line, PLAN_EXCEEDS, "planned")

    def amend(self, before: LineMoney, after: LineMoney) -> "Envelope":
        """The envelope after a line was changed, approved or taken back, or the exact excess."""
        return self.shift(before, after, PLAN_EXCEEDS, "planned")

    def accept(self, line: LineMoney, amount: Decimal, *, is_proven: bool) -> "Envelope":
        """The envelope after a delivery of `amount` for `line`, or the exact excess."""
        _refuse_nothing(amount, "amount")
        after = self.shift(line, line.deliver(amount), DELIVERY_EXCEEDS, "amount")
        return replace(after, proven=self.proven + (amount if is_proven else ZERO))

    def reverse(self, line: LineMoney, amount: Decimal, *, is_proven: bool) -> "Envelope":
        """The envelope after a delivery was taken back: what it had used is free again."""
        after = self.shift(line, line.deliver(-amount), DELIVERY_EXCEEDS, "amount")
        return replace(after, proven=self.proven - (amount if is_proven else ZERO))

    def prove(self, amount: Decimal) -> "Envelope":
        """The envelope after a receipt for something already delivered."""
        return replace(self, proven=self.proven + amount)

    def shift(self, before: LineMoney, after: LineMoney, sentence: Text, field: str) -> "Envelope":
        """The envelope after one line went from `before` to `after`."""
        more = after.committed - before.committed
        if more > self.left:
            raise RuleBroken("support.exceeds_envelope", sentence, field=field, excess=more - self.left)
        return replace(
            self,
            committed=self.committed + more,
            delivered=self.delivered + after.delivered - before.delivered,
            approved=self.approved + after.approved - before.approved,
        )


@dataclass(frozen=True, slots=True)
class ComponentMoney:
    """The sums of one component of a case."""

    component: Component
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class MoneyOfCase:
    """The sums of a case: per component and together; `planned` counts what was delivered above a plan line too."""

    components: tuple[ComponentMoney, ...] = ()

    @property
    def is_granted(self) -> bool:
        """True once an approval has set the envelopes."""
        return bool(self.components)

    @property
    def total(self) -> Envelope:
        """All components together."""
        parts = [part.envelope for part in self.components]
        return Envelope(
            ceiling=sum((part.ceiling for part in parts), ZERO),
            committed=sum((part.committed for part in parts), ZERO),
            delivered=sum((part.delivered for part in parts), ZERO),
            proven=sum((part.proven for part in parts), ZERO),
            approved=sum((part.approved for part in parts), ZERO),
        )

    @property
    def ceiling(self) -> Decimal:
        """What the family may receive."""
        return self.total.ceiling

    @property
    def planned(self) -> Decimal:
        """What plan lines need."""
        return self.total.committed

    @property
    def approved(self) -> Decimal:
        """What may be spent."""
        return self.total.approved

    @property
    def delivered(self) -> Decimal:
        """What was handed over."""
        return self.total.delivered

    @property
    def proven(self) -> Decimal:
        """What was handed over and has a receipt."""
        return self.total.proven

    @property
    def left(self) -> Decimal:
        """What no plan line needs."""
        return self.total.left

    def of(self, component: Component) -> Envelope:
        """The sums of one component; nothing where none was granted."""
        return next((part.envelope for part in self.components if part.component is component), Envelope(ZERO))


def _refuse_nothing(amount: Decimal, field: str) -> None:
    if amount <= ZERO:
        raise RuleBroken("support.amount", N_("Enter an amount that is worth at least 0.01 €."), field=field)
