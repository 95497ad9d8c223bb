"""What a case still lacks for its next steps: every room that knows something says how much is missing."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.rules import Fact, Guard, PauseKind, Stage, missing, missing_facts, step_between

Told = Mapping[Fact, int]
Teller = Callable[[Session, ReturnCase], Told]
_TELLERS: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """Let a room above say what is missing in a case."""
    _TELLERS.append(teller)
    return teller


def dossier_of(session: Session, case: ReturnCase) -> dict[Fact, int]:
    """What is missing, counted; what nobody counts is not missing."""
    travelling = [member.person for member in case.members if member.left_on is None]
    found = {
        Fact.FACTS: len(missing_facts(travelling)),
        Fact.PAUSE: int(case.paused is not PauseKind.NONE),
        Fact.SUSPENSION: int(case.paused is PauseKind.SUSPENSION),
        Fact.REASON: 1,
    }
    for teller in _TELLERS:
        found |= teller(session, case)
    return found


def missing_for(session: Session, case: ReturnCase, to: Stage) -> list[tuple[Guard, int]]:
    """The guards of a step that do not hold now, each with how much is missing."""
    dossier = dossier_of(session, case)
    return [(guard, dossier[guard.fact]) for guard in missing(step_between(case.stage, to), dossier)]
