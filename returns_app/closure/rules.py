"""Why cases end."""

from enum import StrEnum


class WithdrawalReason(StrEnum):
    """Why somebody does not leave after all; `no reason` is a reason."""

    CHANGED_MIND = "changed_mind"
    NEW_PROCEDURE = "new_residence_procedure"
    FAMILY = "family_reasons"
    HEALTH = "health"
    SECURITY = "security_in_country"
    NO_DOCUMENT = "no_document"
    INSUFFICIENT_SUPPORT = "insufficient_support"
    LEFT_ALONE = "left_on_own_without_assistance"
    OTHER_STATE = "moved_to_other_ms"
    UNREACHABLE = "absconded"
    NOT_SAID = "not_said"


class ClosureReason(StrEnum):
    """How support ended."""

    COMPLETED = "completed"
    PARTIALLY_USED = "partially_used"
    NO_CONTACT = "forfeited_no_contact"
    RE_MIGRATED = "re_migrated"
    DIED = "died"
    WITHDREW = "withdrew_from_support"
