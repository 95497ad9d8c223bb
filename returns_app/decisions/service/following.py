"""What a review found becomes a proposal: whoever ruled proposes, a second approver decides, nothing by itself."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from returns_app.cases.queries import get_own_case
from returns_app.core.money import ZERO
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.decisions import queries
from returns_app.decisions.queries import Case
from returns_app.decisions.rules import ChangeEntry, ChangeReason, DecisionKind, change_hindrance
from returns_app.decisions.service.changing import open_proposal
from returns_app.review.rules import Consequence
from returns_app.review.service import Ruled, when_ruled
from returns_app.support.queries import floors_of
from returns_app.support.rules import Component

LOOK_AGAIN = timedelta(weeks=4)
IN_KIND_FIRST = (Component.POST_RETURN, Component.POST_ARRIVAL)


@when_ruled
def propose_after_review(work: UnitOfWork, ruled: Ruled) -> None:
    """A reduction or a suspension is proposed where there is something to reduce or suspend."""
    case = get_own_case(work.session, work.actor, ruled.case_id)
    entry = _entry(work, case, ruled)
    if entry is None or change_hindrance(entry.kind, queries.standing_of(work.session, case)) is not None:
        return
    if queries.find_open_proposal(work.session, case.id, entry.kind) is None:
        open_proposal(work, case, entry)


def _entry(work: UnitOfWork, case: Case, ruled: Ruled) -> ChangeEntry | None:
    why = (ChangeReason.DOUBLE_SUPPORT,)
    if ruled.consequence is Consequence.REDUCE and ruled.amount:
        cuts = _cuts(work, case, ruled.amount)
        return ChangeEntry(DecisionKind.REDUCE, uuid4(), why, ruled.ground, cuts) if cuts else None
    if ruled.consequence is Consequence.SUSPEND:
        until = work.today + LOOK_AGAIN
        return ChangeEntry(DecisionKind.SUSPEND, uuid4(), (ChangeReason.UNDER_REVIEW,), ruled.ground, until=until)
    return None


def _cuts(work: UnitOfWork, case: Case, amount: Decimal) -> dict[Component, Decimal]:
    """Support in kind is lowered first; what can't be lowered any more stands there for the approver to see and decline."""
    floors = floors_of(work.session, case.id)
    cuts: dict[Component, Decimal] = {}
    for component in IN_KIND_FIRST:
        less = min(amount, floors[component].free) if component in floors else ZERO
        if less > ZERO:
            cuts[component], amount = less, amount - less
    if amount > ZERO and floors:
        last = next(one for one in IN_KIND_FIRST if one in floors)
        cuts[last] = cuts.get(last, ZERO) + amount
    return cuts
