"""Who hands a key moment to whom: one table; nobody passes on what they sent, and nothing is rejected by time alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_


class Moment(StrEnum):
    """The three key moments, in their order."""

    APPLICATION = "km1"
    ARRIVAL = "km2"
    FINAL = "km3"


class MomentState(StrEnum):
    """With whom a moment lies."""

    WAITING = "waiting"
    OPEN = "open"
    COORDINATOR = "coordinator"
    OFFICE = "office"
    STATE = "state"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Step(StrEnum):
    """What somebody does with it."""

    SEND = "send"
    CONFIRM = "confirm"
    REJECT = "reject"
    REOPEN = "reopen"


class Party(StrEnum):
    """Whose turn it is."""

    FOCAL_POINT = "focal_point"
    COORDINATOR = "coordinator"
    OFFICE = "programme_office"
    STATE = "member_state"


class RejectReason(StrEnum):
    """Why it comes back."""

    INCOMPLETE = "incomplete"
    UNCLEAR = "unclear"
    NOT_ELIGIBLE = "not_eligible"
    BUDGET = "budget"
    MISTAKE = "mistake"
    OTHER = "other"


_S, _T, _P = MomentState, Step, Party
# Where it lies, what is done -> by whom, and where it lies then. Reopening an accepted moment closes the next one again.
CHAIN: Mapping[tuple[MomentState, Step], tuple[Party, MomentState]] = {
    (_S.OPEN, _T.SEND): (_P.FOCAL_POINT, _S.COORDINATOR),
    (_S.COORDINATOR, _T.CONFIRM): (_P.COORDINATOR, _S.OFFICE),
    (_S.COORDINATOR, _T.REJECT): (_P.COORDINATOR, _S.REJECTED),
    (_S.OFFICE, _T.CONFIRM): (_P.OFFICE, _S.STATE),
    (_S.OFFICE, _T.REJECT): (_P.OFFICE, _S.REJECTED),
    (_S.STATE, _T.CONFIRM): (_P.STATE, _S.ACCEPTED),
    (_S.STATE, _T.REJECT): (_P.STATE, _S.REJECTED),
    (_S.REJECTED, _T.REOPEN): (_P.FOCAL_POINT, _S.OPEN),
    (_S.ACCEPTED, _T.REOPEN): (_P.STATE, _S.OPEN),
}
TURN: Mapping[MomentState, Party] = {
    _S.OPEN: _P.FOCAL_POINT, _S.COORDINATOR: _P.COORDINATOR, _S.OFFICE: _P.OFFICE, _S.STATE: _P.STATE,
    _S.REJECTED: _P.FOCAL_POINT,
}  # fmt: skip
# The role that is asked first stands first; an application is written by the counsellor, or by the partner afterwards.
ROLES: Mapping[Party, tuple[Role, ...]] = {
    _P.FOCAL_POINT: (Role.PARTNER,),
    _P.COORDINATOR: (Role.PARTNER_COORDINATOR,),
    _P.OFFICE: (Role.FINANCE,),
    _P.STATE: (Role.APPROVER,),
}
PARTNERS = frozenset({Role.PARTNER, Role.PARTNER_COORDINATOR})
LONGEST_COMMENT = 1000


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody does with a moment, and why."""

    step: Step
    reason: RejectReason | None = None
    comment: str = ""


def roles_of(party: Party, moment: Moment) -> tuple[Role, ...]:
    """Who acts for a party in a moment."""
    if party is Party.FOCAL_POINT and moment is Moment.APPLICATION:
        return (Role.COUNSELLOR, Role.PARTNER)
    return ROLES[party]


def steps_from(state: MomentState, moment: Moment, roles: Collection[Role]) -> tuple[Step, ...]:
    """What somebody with these roles may do with a moment that lies there."""
    return tuple(
        step
        for (here, step), (party, _to) in CHAIN.items()
        if here is state and set(roles).intersection(roles_of(party, moment))
    )


def next_of(moment: Moment) -> Moment | None:
    """The moment that opens when this one is accepted."""
    order = list(Moment)
    place = order.index(moment) + 1
    return order[place] if place < len(order) else None


def move(state: MomentState, moment: Moment, decision: Decision, roles: Collection[Role]) -> MomentState:
    """Where a moment lies after this step; refused when it is not at that point or not their turn."""
    found = CHAIN.get((state, decision.step))
    if found is None:
        raise RuleBroken("moments.moved", N_("This key moment is no longer at that point. Reload the page."))
    party, to = found
    if not set(roles).intersection(roles_of(party, moment)):
        raise RuleBroken("moments.turn", N_("It is somebody else's turn. You see below whose."))
    needs_reason = decision.step is Step.REJECT or state is MomentState.ACCEPTED
    if needs_reason and (decision.reason is None or not decision.comment.strip()):
        sentence = N_("Choose a reason and write a comment: whoever mends it reads both.")
        raise RuleBroken("moments.reason", sentence, field="comment" if decision.reason else "reason")
    return to


def check_four_eyes(step: Step, acted: Collection[UUID], who: UUID | None) -> None:
    """Since it was sent, everybody acts once: nobody confirms what they sent or confirmed."""
    if step in {Step.CONFIRM, Step.REJECT} and who in acted:
        raise RuleBroken(
            "moments.own", N_("You sent or confirmed this yourself. A different colleague goes on with it.")
        )


def check_complete(missing: Collection[str]) -> None:
    """Nothing is sent half."""
    if missing:
        sentence = N_("%(number)s answers are missing. They stand in the list on this page.")
        raise RuleBroken("moments.incomplete", sentence, number=len(missing))


def check_reopening(after: MomentState | None) -> None:
    """What the next moment was built on stays."""
    if after not in {None, MomentState.WAITING, MomentState.OPEN}:
        sentence = N_("The next key moment is under way. Have it rejected first, then open this one again.")
        raise RuleBroken("moments.next_under_way", sentence)
