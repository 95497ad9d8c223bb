"""Where a correction has to arrive (GDPR art. 16 and 19), and how far it is."""

from enum import StrEnum


class ReachTarget(StrEnum):
    """Who holds a copy of what was corrected."""

    REGISTRY = "registry"
    CHECK = "check"
    PARTNER = "partner"
    LETTER = "letter"


class ReachState(StrEnum):
    """How far the correction is."""

    PROMISED = "promised"
    DELIVERED = "delivered"
    READ = "read"
    NOT_NEEDED = "not_needed"


IDENTITY_FACTS = frozenset({"names", "born", "sex", "nationalities", "place", "identifiers", "contacts"})
"""Facts that match keys are made of: when one changes, the registry's addresses change."""
