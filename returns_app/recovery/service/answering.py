"""What other rooms ask of this one: a delivery that is claimed stays, costs know what came back, a ruling becomes a claim."""

from decimal import Decimal
from uuid import UUID, uuid4

from returns_app.core.errors import RuleBroken
from returns_app.core.money import ZERO
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.decisions.rules import SHORTEST_REASON
from returns_app.recovery import queries
from returns_app.recovery.rules import Claimable, ClaimEntry, RecoveryGround
from returns_app.recovery.service.claiming import propose_claim
from returns_app.review.rules import Consequence
from returns_app.review.service import Ruled, when_ruled
from returns_app.support.queries import tells_what_came_back
from returns_app.support.service import when_reversing

tells_what_came_back(queries.MoneyBack())


@when_reversing
def keep_what_is_claimed(work: UnitOfWork, case_id: UUID, line_id: UUID, amount: Decimal) -> None:
    """A delivery is not taken back from under a claim."""
    line = next((one for one in queries.claimable(work.session, case_id) if one.line_id == line_id), None)
    if line is not None and amount > line.left:
        sentence = N_("%(taken)s € of what was delivered here is asked back. Take that claim back first.")
        raise RuleBroken("recovery.claimed", sentence, taken=line.taken)


@when_ruled
def propose_after_review(work: UnitOfWork, ruled: Ruled) -> None:
    """A review found that an amount is to be repaid: whoever ruled proposes it, as far as it was delivered."""
    if ruled.consequence is not Consequence.RECOVER or not ruled.amount or len(ruled.ground) < SHORTEST_REASON:
        return
    lines = _spread(queries.claimable(work.session, ruled.case_id), ruled.amount)
    if lines:
        entry = ClaimEntry(uuid4(), RecoveryGround.DOUBLE_SUPPORT, ruled.ground, lines, None)
        propose_claim(work, ruled.case_id, entry)


def _spread(lines: list[Claimable], amount: Decimal) -> dict[UUID, Decimal]:
    """The last delivered thing first; never more than there is."""
    found: dict[UUID, Decimal] = {}
    for line in reversed(lines):
        part = min(line.left, amount)
        if part > ZERO:
            found[line.line_id], amount = part, amount - part
    return found
