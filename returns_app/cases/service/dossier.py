"""What a case still lacks for its next steps: every room that knows something says how much is missing."""

from collections.abc import Callable, Collection, Mapping

from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.rules import Fact, Guard, PauseKind, Stage, missing, missing_facts, step_between

Told = Mapping[Fact, int]
Teller = Callable[[Session, ReturnCase], Told]
_TELLERS: list[tuple[frozenset[Fact], Teller]] = []


def tells(*facts: Fact) -> Callable[[Teller], Teller]:
    """Let a room above say what is missing in a case; it is asked when one of these facts matters."""

    def register(teller: Teller) -> Teller:
        _TELLERS.append((frozenset(facts), teller))
        return teller

    return register


def dossier_of(session: Session, case: ReturnCase, wanted: Collection[Fact] = frozenset(Fact)) -> dict[Fact, int]:
    """What is missing of what is wanted, counted; what nobody counts is not missing."""
    travelling = [member.person for member in case.members if member.left_on is None]
    found = {
        Fact.FACTS: len(missing_facts(travelling)),
        Fact.PAUSE: int(case.paused is not PauseKind.NONE),
        Fact.SUSPENSION: int(case.paused is PauseKind.SUSPENSION),
        Fact.PLACES: case.open_places,
        Fact.REASON: 1,
    }
    for facts, teller in _TELLERS:
        found |= {} if facts.isdisjoint(wanted) else teller(session, case)
    return found


def missing_for(session: Session, case: ReturnCase, to: Stage) -> list[tuple[Guard, int]]:
    """The guards of a step that do not hold now, each with how much is missing."""
    step = step_between(case.stage, to)
    dossier = dossier_of(session, case, step.facts)
    return [(guard, dossier[guard.fact]) for guard in missing(step, dossier)]
