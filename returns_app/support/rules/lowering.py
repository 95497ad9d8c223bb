"""Lowering what was granted: never below what was delivered or ordered, to the cent, the last planned gives way first."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from returns_app.core.errors import RuleBroken
from returns_app.core.money import CENT, ZERO
from returns_app.core.text import N_
from returns_app.support.rules.codes import Component


@dataclass(frozen=True, slots=True)
class Floor:
    """What of one component can no longer be taken back."""

    component: Component
    ceiling: Decimal
    delivered: Decimal
    ordered: Decimal  # and not delivered yet

    @property
    def bound(self) -> Decimal:
        """Delivered or ordered."""
        return self.delivered + self.ordered

    @property
    def free(self) -> Decimal:
        """By how much the component can be lowered at most."""
        return max(self.ceiling - self.bound, ZERO)


def check_cut(floor: Floor | None, by: Decimal) -> None:
    """Refuse to lower below what was delivered or ordered, naming the exact amounts."""
    if by <= ZERO:
        raise RuleBroken("support.cut_amount", N_("Enter by how much, at least 0.01 €."), field="amount")
    if floor is None:
        sentence = N_("Nothing was granted for this part of the support. Choose the other part.")
        raise RuleBroken("support.cut_component", sentence, field="component")
    if by > floor.free:
        sentence = N_(
            "%(bound)s € of %(ceiling)s € was delivered or ordered already. This part can be lowered by %(free)s € at most."
        )
        amounts = {"bound": floor.bound, "ceiling": floor.ceiling, "free": floor.free}
        raise RuleBroken("support.cut_too_deep", sentence, field="amount", **amounts)


def spread(total: Decimal, parts: Sequence[Decimal]) -> list[Decimal]:
    """Share `total` in the proportion of `parts`, to the cent; no share is larger than its part."""
    whole = sum(parts, ZERO)
    if whole == ZERO:
        return [ZERO for _part in parts]
    cents = int(total / CENT)
    exact = [divmod(cents * int(part / CENT), int(whole / CENT)) for part in parts]
    left = cents - sum(share for share, _rest in exact)
    first = sorted(range(len(parts)), key=lambda place: (-exact[place][1], place))[:left]
    return [(share + (place in first)) * CENT for place, (share, _rest) in enumerate(exact)]


def give_way(committed: Sequence[Decimal], bound: Sequence[Decimal], ceiling: Decimal) -> list[Decimal]:
    """What each line may still take under a lower ceiling: the last gives way first, down to what it is bound to."""
    over = sum(committed, ZERO) - ceiling
    kept = list(committed)
    for place in reversed(range(len(kept))):
        less = min(max(kept[place] - bound[place], ZERO), max(over, ZERO))
        kept[place], over = kept[place] - less, over - less
    return kept


def check_going_on(*, is_ended: bool) -> None:
    """Support that was revoked is not planned or ordered anew."""
    if is_ended:
        sentence = N_("The support of this case was revoked. Only what was ordered before can still be delivered.")
        raise RuleBroken("support.revoked", sentence)
