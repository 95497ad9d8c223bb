"""Which queues each role works from, and the one next step of a case."""

from dataclasses import dataclass
from enum import StrEnum

from returns_app.cases.rules import Stage
from returns_app.core.permissions import Actor, Permission, Role


class QueueCode(StrEnum):
    """One list of cases that wait for somebody."""

    OVERDUE = "overdue"
    DUE_SOON = "due-soon"
    LATER = "later"
    TO_SUBMIT = "to-submit"
    ANSWERS = "answers"
    TO_DECIDE = "to-decide"
    TO_DEPART = "to-depart"
    ARRIVALS = "arrivals"
    TO_PLAN = "to-plan"
    TO_DELIVER = "to-deliver"
    TO_PROVE = "to-prove"


MOST_QUEUES = 7
_Q = QueueCode
# Queues of tasks come first, for everybody with a queue: what the house or a colleague asks for goes there. The others
# are lists of cases at one point of their way.
TASK_QUEUES = (_Q.OVERDUE, _Q.DUE_SOON, _Q.LATER)
QUEUES: dict[Role, tuple[QueueCode, ...]] = {
    Role.COUNSELLOR: (_Q.TO_SUBMIT, _Q.ANSWERS, _Q.TO_DEPART, _Q.ARRIVALS),
    Role.APPROVER: (_Q.TO_DECIDE,),
    Role.TRAVEL_DESK: (_Q.TO_DEPART, _Q.ARRIVALS),
    Role.PARTNER: (_Q.ARRIVALS, _Q.TO_PLAN, _Q.TO_DELIVER, _Q.TO_PROVE),
    Role.PARTNER_COORDINATOR: (_Q.ARRIVALS, _Q.TO_PLAN, _Q.TO_DELIVER, _Q.TO_PROVE),
    Role.FINANCE: (_Q.TO_PROVE,),
}


class Step(StrEnum):
    """What comes next in a case."""

    SUBMIT = "submit"
    DECIDE = "decide"
    DEPART = "depart"
    ARRIVE = "arrive"
    PLAN = "plan"
    DELIVER = "deliver"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class CaseSigns:
    """What the next step depends on besides the stage."""

    is_own: bool
    has_plan: bool
    all_delivered: bool


def queues_of(actor: Actor) -> tuple[QueueCode, ...]:
    """The queues of all roles of the actor, each once, the first seven."""
    wanted = [code for role, codes in QUEUES.items() if actor.has(role) for code in codes]
    tasks = TASK_QUEUES if wanted else ()
    return tuple(dict.fromkeys([*tasks, *wanted]))[:MOST_QUEUES]


def is_personal(actor: Actor, code: QueueCode) -> bool:
    """True when the queue holds only the actor's own cases as their counsellor."""
    others = [role for role, codes in QUEUES.items() if code in codes and role is not Role.COUNSELLOR]
    return not actor.has(*others)


def next_step(stage: Stage, actor: Actor, signs: CaseSigns) -> Step | None:
    """The one thing this actor can do now; None when somebody else has to."""
    for step, permission in _candidates(stage, signs):
        if actor.may(permission) and (signs.is_own or permission in SHARED_WORK):
            return step
    return None


SHARED_WORK = frozenset({Permission.ARRIVAL_CONFIRM, Permission.SUPPORT_PLAN, Permission.SUPPORT_DELIVER})


def _candidates(stage: Stage, signs: CaseSigns) -> tuple[tuple[Step, Permission], ...]:
    if stage in {Stage.ARRIVED, Stage.SUPPORTING}:
        return _support(signs)
    step = {
        Stage.INTAKE: (Step.SUBMIT, Permission.CASE_SUBMIT),
        Stage.SUBMITTED: (Step.DECIDE, Permission.DECISION_DECIDE),
        Stage.APPROVED: (Step.DEPART, Permission.TRAVEL_RECORD),
        Stage.DEPARTED: (Step.ARRIVE, Permission.ARRIVAL_CONFIRM),
    }.get(stage)
    return (step,) if step else ()


def _support(signs: CaseSigns) -> tuple[tuple[Step, Permission], ...]:
    if not signs.has_plan:
        return ((Step.PLAN, Permission.SUPPORT_PLAN),)
    if signs.all_delivered:
        return ((Step.CLOSE, Permission.CASE_CLOSE),)
    return ((Step.DELIVER, Permission.SUPPORT_DELIVER), (Step.PLAN, Permission.SUPPORT_PLAN))
