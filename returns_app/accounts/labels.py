"""Words of what two people agree to."""

from flask_babel import lazy_gettext as _l

from returns_app.accounts.rules import ProposalKind, ProposalState

PROPOSAL_NAMES = {
    ProposalKind.ADMIN_GRANTED: _l("Make somebody an administrator"),
    ProposalKind.PASSWORD_RESET: _l("New password for an administrator"),
    ProposalKind.HOLD_ENDED: _l("End a legal hold"),
    ProposalKind.EPOCH_CHANGED: _l("Change the key that wraps all data keys, destroy the old one"),
    ProposalKind.DATA_KEYS_RENEWED: _l("Seal everything anew under new data keys, destroy the old ones"),
    ProposalKind.MASTER_RENEWED: _l("Change the master key that seals the key files"),
}
PROPOSAL_STATES = {
    ProposalState.WAITING: _l("Waits for a second person"),
    ProposalState.RUNNING: _l("Under way"),
    ProposalState.STOPPED: _l("Stopped"),
    ProposalState.DONE: _l("Done"),
    ProposalState.DECLINED: _l("Declined"),
    ProposalState.EXPIRED: _l("Nobody confirmed in time"),
}
PROPOSAL_TONES = {
    ProposalState.WAITING: "warn", ProposalState.RUNNING: "info", ProposalState.STOPPED: "warn",
    ProposalState.DONE: "good", ProposalState.DECLINED: "neutral", ProposalState.EXPIRED: "neutral",
}  # fmt: skip
