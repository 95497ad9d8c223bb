"""Words for the codes of decisions."""

from flask_babel import lazy_gettext as _l

from returns_app.decisions.rules import ChangeReason, DecisionKind, ProposalState, RecoveryGround, RefusalReason
from returns_app.programmes.rules import CriterionVerdict

KINDS = {
    DecisionKind.GRANT: _l("Approved"),
    DecisionKind.REFUSE: _l("Refused"),
    DecisionKind.REDUCE: _l("Support reduced"),
    DecisionKind.REVOKE: _l("Support revoked"),
    DecisionKind.SUSPEND: _l("Support suspended"),
    DecisionKind.EXTEND: _l("Support extended"),
    DecisionKind.RECOVER: _l("Support asked back"),
}
PROPOSE = {
    DecisionKind.REDUCE: _l("Reduce support"),
    DecisionKind.REVOKE: _l("Revoke support"),
    DecisionKind.SUSPEND: _l("Suspend support"),
    DecisionKind.EXTEND: _l("Extend support"),
}
WHAT_FOLLOWS = {
    DecisionKind.REDUCE: _l(
        "The amount is lowered, never below what was delivered or ordered. "
        "Planned things that were not ordered yet give way, the last one first."
    ),
    DecisionKind.REVOKE: _l(
        "Nothing more is planned or ordered. What was delivered or ordered stays. Before departure the case ends and its "
        "reservation is freed; after it the claim stays until the case is closed."
    ),
    DecisionKind.SUSPEND: _l(
        "Nothing is planned or delivered until another approver lifts the suspension. The reservation stays."
    ),
    DecisionKind.EXTEND: _l("The deadline for using the support moves to the day below. Nobody moves it otherwise."),
}
PROPOSAL_STATES = {
    ProposalState.OPEN: ("warn", _l("Waits for a decision")),
    ProposalState.DECLINED: ("bad", _l("Declined")),
    ProposalState.TAKEN_BACK: ("info", _l("Taken back")),
}
GROUNDS = {
    RecoveryGround.REVOKED: _l("The support was revoked"),
    RecoveryGround.DOUBLE_SUPPORT: _l("Support for the same return was given before"),
    RecoveryGround.FRAUD: _l("Support was received on false facts"),
    RecoveryGround.CAME_BACK: _l("Came back to the territory of the member states"),
    RecoveryGround.OVERPAID: _l("More was given than was granted"),
    RecoveryGround.MISUSED: _l("Support was not used for what it was given"),
}
CHANGE_REASONS = {
    ChangeReason.FACTS_CHANGED: _l("The facts have changed since the approval"),
    ChangeReason.INCORRECT_FACTS: _l("Facts in the application were not correct"),
    ChangeReason.DOUBLE_SUPPORT: _l("Support for the same return was given before"),
    ChangeReason.FEWER_RETURN: _l("Fewer members of the family return"),
    ChangeReason.NOT_DEPARTED: _l("Did not leave within the time allowed"),
    ChangeReason.CAME_BACK: _l("Came back to the territory of the member states"),
    ChangeReason.NO_CONTACT: _l("Can't be reached in spite of several attempts"),
    ChangeReason.UNDER_REVIEW: _l("A possible double application is being reviewed"),
    ChangeReason.SECURITY: _l("The security situation in the country of return"),
    ChangeReason.ILLNESS: _l("Illness"),
    ChangeReason.LATE_SUPPLY: _l("Goods or services come late through no fault of the person"),
    ChangeReason.TRAINING_RUNS: _l("A training or start of a business takes longer"),
}
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
REASONS = {
    **{str(code): label for code, label in GROUNDS.items()},
    **{str(code): label for code, label in REFUSAL_REASONS.items()},
    **{str(code): label for code, label in CHANGE_REASONS.items()},
}
VERDICTS = {
    CriterionVerdict.MET: ("good", "✓", _l("Met")),
    CriterionVerdict.NOT_MET: ("bad", "✗", _l("Not met")),
    CriterionVerdict.UNKNOWN: ("warn", "?", _l("Unknown")),
}
COMPONENTS = {"post_arrival": _l("On arrival"), "post_return": _l("In kind, after return")}
