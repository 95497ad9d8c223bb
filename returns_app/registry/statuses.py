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


class SupportKind(StrEnum):
    """Coarse kinds of support, as another state may know them."""

    TRAVEL = "travel"
    CASH = "cash"
    IN_KIND = "in_kind"
