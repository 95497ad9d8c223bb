"""The six answers of a registry check and what each allows."""

from enum import StrEnum


class CheckAnswer(StrEnum):
    """What a counsellor is told."""

    NO_CLAIM = "no_claim"
    POSSIBLE = "possible"
    STRONG = "strong"
    EARLIER = "earlier"
    REDUCED = "reduced"
    NO_ANSWER = "no_answer"


class CheckReason(StrEnum):
    """Why a check was made; a check always has a case and one of these."""

    INTAKE = "intake"
    CORRECTION = "correction"
    APPROVAL = "approval"
    RETRY = "retry"
    ASKED_AGAIN = "asked_again"


BLOCKING = frozenset({CheckAnswer.POSSIBLE, CheckAnswer.STRONG, CheckAnswer.NO_ANSWER})
