"""Kinds of decision, refusal reasons and the four-eyes rule."""

from enum import StrEnum


class DecisionKind(StrEnum):
    """What was decided."""

    GRANT = "grant"
    REFUSE = "refuse"


class RefusalReason(StrEnum):
    """Why support is refused; at least one, with a text."""

    NOT_TARGET_GROUP = "not_target_group"
    EXCLUDED_NATIONALITY = "excluded_nationality"
    DUBLIN = "dublin"
    SUFFICIENT_MEANS = "sufficient_means"
    PRIOR_SUPPORT = "prior_support_within_lookback"
    PRIOR_SUPPORT_ONCE = "prior_support_once_only"
    IDENTITY = "identity_not_established"
    INCOMPLETE = "application_incomplete"
    TOO_LATE = "applied_too_late"
    NO_PROGRAMME = "programme_not_available_country"
    SAFEGUARDS = "minor_safeguards_unmet"
