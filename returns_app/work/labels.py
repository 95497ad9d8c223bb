"""Words of notices and of terms."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from returns_app.work.rules import MailMode, NoticeKind, Unit

NOTICE_NAMES = {
    NoticeKind.TASK_GIVEN: _l("A task for you"),
    NoticeKind.DUE_SOON: _l("A deadline is near"),
    NoticeKind.OVERDUE: _l("A deadline has passed"),
    NoticeKind.CASE_GIVEN: _l("A case was handed to you"),
    NoticeKind.PROPOSED: _l("A colleague proposed something that a second person must confirm"),
    NoticeKind.REGISTRY_ANSWERED: _l("The registry answered"),
    NoticeKind.EMERGENCY: _l("Somebody used emergency access"),
    NoticeKind.ALARM: _l("Something stood out in the log"),
    NoticeKind.FISHING: _l("Somebody asked the registry or searched in a way that stands out"),
    NoticeKind.ACCESS_DOUBTED: _l("Data protection finds that an account is not needed any more"),
    NoticeKind.EMERGENCY_JUDGED: _l("Your emergency access was judged"),
}
NOTICE_PAGES = dict.fromkeys(
    NoticeKind, ""
) | {  # where a notice leads that is about no case; who may not go there stays
    NoticeKind.PROPOSED: "accounts.list_proposals",
    NoticeKind.EMERGENCY: "privacy.show_oversight",
    NoticeKind.ALARM: "privacy.show_oversight",
    NoticeKind.FISHING: "auditing.list_alarms",
    NoticeKind.ACCESS_DOUBTED: "accounts.list_accounts",
    NoticeKind.EMERGENCY_JUDGED: "privacy.open_emergency",
}
MAIL_MODES = {
    MailMode.AT_ONCE: _l("Within a few minutes"),
    MailMode.DAILY: _l("Once a day, at five in the afternoon"),
    MailMode.NEVER: _l("Never: I look in the app"),
}
UNITS = {
    Unit.WORKING_DAYS: lambda number: ngettext("%(num)s working day", "%(num)s working days", number),
    Unit.DAYS: lambda number: ngettext("%(num)s day", "%(num)s days", number),
    Unit.WEEKS: lambda number: ngettext("%(num)s week", "%(num)s weeks", number),
    Unit.MONTHS: lambda number: ngettext("%(num)s month", "%(num)s months", number),
}
