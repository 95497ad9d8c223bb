"""Rules of recovery: codes, sums to the cent, and what may happen when."""

from returns_app.recovery.rules.codes import (
    BEFORE_DECISION,
    ENTRY_OF,
    REASONS_OF,
    ClaimState,
    EntryKind,
    Means,
    RecoveryGround,
    StepKind,
    StepReason,
    StepState,
)
from returns_app.recovery.rules.steps import (
    NOT_RUNNING,
    Answer,
    ClaimEntry,
    Hearing,
    Payment,
    StepEntry,
    check_payment,
    check_return,
    check_served,
    check_step,
    decision_hindrance,
)
from returns_app.recovery.rules.sums import (
    MOST_INSTALMENTS,
    Claimable,
    Instalment,
    Sums,
    check_amounts,
    check_plan,
    divide,
    fill,
    month_later,
    next_due,
)
from returns_app.recovery.rules.terms import answer_until, pay_until

__all__ = [
    "BEFORE_DECISION", "ENTRY_OF", "MOST_INSTALMENTS", "NOT_RUNNING", "REASONS_OF", "Answer", "ClaimEntry",
    "ClaimState", "Claimable", "EntryKind", "Hearing", "Instalment", "Means", "Payment", "RecoveryGround", "StepEntry",
    "StepKind", "StepReason", "StepState", "Sums", "answer_until", "check_amounts", "check_payment", "check_plan", "check_return",
    "check_served", "check_step", "decision_hindrance", "divide", "fill", "month_later", "next_due", "pay_until",
]  # fmt: skip
