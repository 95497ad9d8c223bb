"""Words for the codes of decisions."""

from flask_babel import lazy_gettext as _l

from returns_app.decisions.rules import DecisionKind, RefusalReason
from returns_app.programmes.rules import CriterionVerdict

KINDS = {DecisionKind.GRANT: _l("Approved"), DecisionKind.REFUSE: _l("Refused")}
REFUSAL_REASONS = {
    RefusalReason.NOT_TARGET_GROUP: _l("Not in the target group of the programme"),
    RefusalReason.EXCLUDED_NATIONALITY: _l("Nationality excluded by the programme"),
    RefusalReason.DUBLIN: _l("Another member state is responsible (Dublin)"),
    RefusalReason.SUFFICIENT_MEANS: _l("Sufficient means of their own"),
    RefusalReason.PRIOR_SUPPORT: _l("Earlier support within the period the programme looks back"),
    RefusalReason.PRIOR_SUPPORT_ONCE: _l("Support is given once only"),
    RefusalReason.IDENTITY: _l("Identity not established"),
    RefusalReason.INCOMPLETE: _l("Application incomplete"),
    RefusalReason.TOO_LATE: _l("Applied too late"),
    RefusalReason.NO_PROGRAMME: _l("The programme is not open for this country"),
    RefusalReason.SAFEGUARDS: _l("Safeguards for a minor are not met"),
}
VERDICTS = {
    CriterionVerdict.MET: ("good", "✓", _l("Met")),
    CriterionVerdict.NOT_MET: ("bad", "✗", _l("Not met")),
    CriterionVerdict.UNKNOWN: ("warn", "?", _l("Unknown")),
}
COMPONENTS = {"post_arrival": _l("On arrival"), "post_return": _l("In kind, after return")}
