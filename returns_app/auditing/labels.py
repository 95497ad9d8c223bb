"""The words of the auditor's desk."""

from flask_babel import lazy_gettext as _l

from returns_app.auditing.rules import FindingState, Item, Method, Pattern, Population
from returns_app.core.permissions import Role
from returns_app.decisions.labels import KINDS
from returns_app.decisions.rules import DecisionKind
from returns_app.review.labels import BANDS, VERDICTS
from returns_app.review.rules import PairVerdict
from returns_app.support.labels import PROOF_NAMES
from returns_app.support.rules import Proof
from returns_app.web.filters import country

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


def what(kind: Population, item: Item) -> str:
    """The code of a drawn item in words: a verdict, a kind of decision, the proof of a delivery."""
    if kind is Population.REVIEWS:
        return str(VERDICTS[PairVerdict(item.what)]) if item.what in set(PairVerdict) else "\N{EN DASH}"
    return str(PROOF_NAMES[Proof(item.what)] if kind is Population.DELIVERIES else KINDS[DecisionKind(item.what)])


def group(kind: Population, item: Item) -> str:
    """The group it was drawn from: a band, or the country of return."""
    return str(BANDS.get(item.stratum, item.stratum)) if kind is Population.REVIEWS else country(item.stratum)
