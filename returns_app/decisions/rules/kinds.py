"""What is decided, and what can stand in the way of deciding it."""

from dataclasses import dataclass
from enum import StrEnum

from returns_app.core.errors import RuleBroken
from returns_app.core.text import Text

SHORTEST_REASON = 20


class DecisionKind(StrEnum):
    """What was decided."""

    GRANT = "grant"
    REFUSE = "refuse"
    REDUCE = "reduce"
    REVOKE = "revoke"
    SUSPEND = "suspend"
    EXTEND = "extend"
    RECOVER = "recover"


class RecoveryGround(StrEnum):
    """Why support that was given is asked back; letters say each of them in every language."""

    REVOKED = "revoked_support"
    DOUBLE_SUPPORT = "double_support"
    FRAUD = "false_facts"
    CAME_BACK = "came_back"
    OVERPAID = "overpaid"
    MISUSED = "misused"


ADVERSE = frozenset(
    {DecisionKind.REFUSE, DecisionKind.REDUCE, DecisionKind.REVOKE, DecisionKind.SUSPEND, DecisionKind.RECOVER}
)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why nobody, or not this person, can decide now."""

    code: str
    sentence: Text


def refuse_if(hindrance: Hindrance | None) -> None:
    """Turn a hindrance into a refusal."""
    if hindrance is not None:
        raise RuleBroken(hindrance.code, hindrance.sentence)
