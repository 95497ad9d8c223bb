"""Code lists of the registry: the life of a claim, coarse kinds of support."""

from enum import StrEnum


class ClaimStatus(StrEnum):
    """The life of a claim: support of one return episode by one member state.

    Granted: the decision stands. Forfeited: after departure the person could not be reached any more, or wanted no more of the
    support. Repaid: all that was given was paid back. Revoked: the return was called off before departure. Expired: nobody
    left in time, or the time for which a claim is kept is over.
    """

    OPEN = "open"
    RESERVED = "reserved"
    GRANTED = "granted"
    DEPARTED = "departed"
    COMPLETED = "completed"
    FORFEITED = "forfeited"
    REPAID = "repaid"
    REVOKED = "revoked"
    EXPIRED = "expired"


OVER = frozenset({ClaimStatus.COMPLETED, ClaimStatus.FORFEITED, ClaimStatus.REPAID})
"""The episode is over: to a later return it is an earlier one, and it is kept for a time that runs from its end."""

WAITING = frozenset({ClaimStatus.RESERVED, ClaimStatus.GRANTED})
"""Nobody has left yet: they lapse on their day."""

_ENDS = frozenset({ClaimStatus.REVOKED, ClaimStatus.EXPIRED})
_AFTER = _ENDS | OVER
FOLLOWS: dict[ClaimStatus, frozenset[ClaimStatus]] = {
    ClaimStatus.OPEN: _AFTER | {ClaimStatus.RESERVED, ClaimStatus.GRANTED, ClaimStatus.DEPARTED},
    ClaimStatus.RESERVED: _AFTER | {ClaimStatus.GRANTED, ClaimStatus.DEPARTED},
    ClaimStatus.GRANTED: _AFTER | {ClaimStatus.DEPARTED},
    ClaimStatus.DEPARTED: _AFTER,
    ClaimStatus.FORFEITED: frozenset({ClaimStatus.COMPLETED, ClaimStatus.REPAID, ClaimStatus.EXPIRED}),
    ClaimStatus.COMPLETED: frozenset({ClaimStatus.REPAID, ClaimStatus.EXPIRED}),
    ClaimStatus.REPAID: frozenset({ClaimStatus.EXPIRED}),
    ClaimStatus.REVOKED: frozenset(),
    ClaimStatus.EXPIRED: frozenset(),
}
"""What may come after a status. News that comes late or twice changes nothing; who is found again may still complete."""

FORGOTTEN = _ENDS
"""Claims without addresses: nobody meets them any more, they only count."""

COUNTING = frozenset(ClaimStatus) - FORGOTTEN - {ClaimStatus.REPAID}
"""Support that was given, or will be, and was not paid back."""


class SupportKind(StrEnum):
    """Coarse kinds of support, as another state may know them."""

    TRAVEL = "travel"
    CASH = "cash"
    IN_KIND = "in_kind"
