"""Reading claims to repayment, and telling the room of support what came back."""

from returns_app.recovery.queries.claims import (
    Case,
    Claim,
    ClaimedLine,
    Due,
    Entry,
    ListedClaim,
    Step,
    claim_of_decision,
    claimable,
    covered_of,
    current_plan,
    departed_on,
    due_now,
    find_claim,
    find_entry,
    find_step,
    get_claim,
    get_entry,
    get_step,
    hindrance_of,
    is_all_paid_back,
    lines_of,
    list_all,
    list_claims,
    list_entries,
    list_steps,
    repay_years,
    shares_of,
    stored_lines,
    totals,
)
from returns_app.recovery.queries.telling import MoneyBack

__all__ = [
    "Case", "Claim", "ClaimedLine", "Due", "Entry", "ListedClaim", "MoneyBack", "Step", "claim_of_decision",
    "claimable", "covered_of", "current_plan", "departed_on", "due_now", "find_claim", "find_entry", "find_step",
    "get_claim", "get_entry", "get_step", "hindrance_of", "is_all_paid_back", "lines_of", "list_all", "list_claims", "list_entries",
    "list_steps", "repay_years", "shares_of", "stored_lines", "totals",
]  # fmt: skip
