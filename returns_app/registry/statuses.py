"""Code lists of the registry: the life of a claim, coarse kinds of support."""

from enum import StrEnum


class ClaimStatus(StrEnum):
    """The life of a claim: support of one return episode by one member state."""

    OPEN = "open"
    RESERVED = "reserved"
    GRANTED = "granted"
    DEPARTED = "departed"
    COMPLETED = "completed"
    REVOKED = "revoked"
    EXPIRED = "expired"


COUNTING = frozenset({ClaimStatus.RESERVED, ClaimStatus.GRANTED, ClaimStatus.DEPARTED, ClaimStatus.OPEN})


_ENDS = frozenset({ClaimStatus.REVOKED, ClaimStatus.EXPIRED})
FOLLOWS: dict[ClaimStatus, frozenset[ClaimStatus]] = {
    ClaimStatus.OPEN: _ENDS | {ClaimStatus.RESERVED, ClaimStatus.GRANTED, ClaimStatus.DEPARTED, ClaimStatus.COMPLETED},
    ClaimStatus.RESERVED: _ENDS | {ClaimStatus.GRANTED, ClaimStatus.DEPARTED, ClaimStatus.COMPLETED},
    ClaimStatus.GRANTED: _ENDS | {ClaimStatus.DEPARTED, ClaimStatus.COMPLETED},
    ClaimStatus.DEPARTED: _ENDS | {ClaimStatus.COMPLETED},
    ClaimStatus.COMPLETED: frozenset({ClaimStatus.EXPIRED}),
    ClaimStatus.REVOKED: frozenset(),
    ClaimStatus.EXPIRED: frozenset(),
}
"""What may come after a status. News that comes late or twice changes nothing."""

FORGOTTEN = _ENDS
"""Claims without addresses: nobody meets them any more, they only count."""


class SupportKind(StrEnum):
    """Coarse kinds of support, as another state may know them."""

    TRAVEL = "travel"
    CASH = "cash"
    IN_KIND = "in_kind"
