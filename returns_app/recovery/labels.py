"""Words about claims to repayment."""

from flask_babel import lazy_gettext as _l

from returns_app.decisions.labels import GROUNDS
from returns_app.recovery.rules import ClaimState, EntryKind, Means, StepKind, StepReason, StepState

STATES = {
    ClaimState.PROPOSED: ("warn", _l("Proposed, not heard yet")),
    ClaimState.HEARING: ("warn", _l("The person can answer")),
    ClaimState.RUNNING: ("info", _l("Owed")),
    ClaimState.SETTLED: ("good", _l("Settled")),
    ClaimState.DECLINED: ("neutral", _l("Declined")),
    ClaimState.TAKEN_BACK: ("neutral", _l("Taken back")),
}
ENTRIES = {
    EntryKind.PAYMENT: _l("Payment"),
    EntryKind.WAIVER: _l("Waived"),
    EntryKind.WRITE_OFF: _l("Written off"),
}
MEANS = {
    Means.BANK: _l("Bank transfer"),
    Means.CASH: _l("Cash against a receipt"),
    Means.SET_OFF: _l("Set off"),
}
STEPS = {
    StepKind.PAUSE: _l("Let it rest"),
    StepKind.WAIVE: _l("Waive a part"),
    StepKind.WRITE_OFF: _l("Write off what is open"),
}
STEP_FOLLOWS = {
    StepKind.PAUSE: _l("Until that day no instalment is asked for; the sum stays."),
    StepKind.WAIVE: _l("The person no longer owes this part."),
    StepKind.WRITE_OFF: _l("Nothing more is collected; the books show what was given up and why."),
}
STEP_REASONS = {
    StepReason.HARDSHIP: _l("Hardship"),
    StepReason.ILLNESS: _l("Illness"),
    StepReason.OBJECTION: _l("An objection is being looked at"),
    StepReason.OBJECTION_UPHELD: _l("An objection was right"),
    StepReason.ERROR: _l("The claim was a mistake"),
    StepReason.CHILD: _l("A child would carry the burden"),
    StepReason.UNREACHABLE: _l("The person can't be found"),
    StepReason.INSOLVENT: _l("Nothing can be collected"),
    StepReason.DIED: _l("The person died"),
    StepReason.COSTS_EXCEED: _l("Collecting costs more than it brings"),
}
STEP_STATES = {
    StepState.OPEN: ("warn", _l("Waits for a decision")),
    StepState.DECIDED: ("good", _l("Decided")),
    StepState.DECLINED: ("bad", _l("Declined")),
}
WAYS = {
    "in_person": _l("In person"),
    "post": _l("By post"),
    "lawyer": _l("Through the lawyer"),
    "online": _l("In the personal online account"),
}
__all__ = ["ENTRIES", "GROUNDS", "MEANS", "STATES", "STEPS", "STEP_FOLLOWS", "STEP_REASONS", "STEP_STATES", "WAYS"]
