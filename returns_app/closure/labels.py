"""Words for the codes of closure."""

from flask_babel import lazy_gettext as _l

from returns_app.closure.rules import ClosureReason, WithdrawalReason

WITHDRAWAL_REASONS = {
    WithdrawalReason.CHANGED_MIND: _l("Changed their mind"),
    WithdrawalReason.NEW_PROCEDURE: _l("New residence procedure"),
    WithdrawalReason.FAMILY: _l("Family reasons"),
    WithdrawalReason.HEALTH: _l("Health"),
    WithdrawalReason.SECURITY: _l("Security in the country of return"),
    WithdrawalReason.NO_DOCUMENT: _l("No travel document"),
    WithdrawalReason.INSUFFICIENT_SUPPORT: _l("The support is not enough"),
    WithdrawalReason.LEFT_ALONE: _l("Left on their own, without assistance"),
    WithdrawalReason.OTHER_STATE: _l("Moved to another member state"),
    WithdrawalReason.UNREACHABLE: _l("Can't be reached any more"),
    WithdrawalReason.DIED: _l("Died"),
    WithdrawalReason.NOT_SAID: _l("No reason given"),
}
CLOSURE_REASONS = {
    ClosureReason.COMPLETED: _l("Completed: what was planned is delivered and proven"),
    ClosureReason.PARTIALLY_USED: _l("Partially used"),
    ClosureReason.NO_CONTACT: _l("Forfeited: no contact after several tries"),
    ClosureReason.RE_MIGRATED: _l("Left the country of return again"),
    ClosureReason.DIED: _l("Died"),
    ClosureReason.WITHDREW: _l("Withdrew from the support"),
}
