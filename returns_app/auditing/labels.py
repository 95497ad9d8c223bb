"""The words of the auditor's desk."""

from flask_babel import lazy_gettext as _l

from returns_app.auditing.rules import FindingState, Method, Pattern, Population
from returns_app.core.permissions import Role

POPULATIONS = {
    Population.REVIEWS: _l("reviews"),
    Population.DECISIONS: _l("decisions"),
    Population.DELIVERIES: _l("deliveries"),
    Population.OVERRIDES: _l("approvals that needed a reason"),
}
METHODS = {
    Method.RANDOM: _l("at random"),
    Method.RISK: _l("weighted by risk"),
    Method.STRATIFIED: _l("the same share of every group"),
}
STATES = {
    FindingState.OPEN: _l("open"),
    FindingState.ANSWERED: _l("answered"),
    FindingState.CLOSED: _l("closed"),
}
STATE_TONES = {FindingState.OPEN: "warn", FindingState.ANSWERED: "info", FindingState.CLOSED: "good"}
PATTERNS = {
    Pattern.LIMIT: _l("checks refused by the hourly limit"),
    Pattern.MANY_CHECKS: _l("many checks without case"),
    Pattern.SEARCHES: _l("many searches and no case opened"),
}
OWNERS = (Role.APPROVER, Role.COUNSELLOR, Role.FINANCE, Role.PROGRAMME_MANAGER)
